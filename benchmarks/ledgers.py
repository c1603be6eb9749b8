"""The synthetic ledgers that the targets are measured on, each made once and kept."""

import shutil
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.make_ledger import write_folder, write_journal

ROOT = Path(__file__).parents[1]
XT = str(Path(sys.executable).with_name("xt"))
_COLUMNS = "id, day, at, party, kind, count, category, nationality, basis, sources, note"


class Ledgers:
    """Ledgers of given sizes in one folder, with the same entries in the forms of the peers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def november(self) -> Path:
        """Give the ledger of November 2023."""
        path = self.folder / "november.db"
        if not path.exists():
            self._xt("init", path, "--from", ROOT / "data" / "nov2023")
        return path

    def truce(self, rows: int) -> Path:
        """Give a truce folder of so many entries over 365 days."""
        folder = self.folder / f"truce-{rows}"
        if not (folder / "releases.csv").exists():
            write_folder(folder, rows)
        return folder

    def rows(self, rows: int) -> Path:
        """Give its file of entries."""
        return self.truce(rows) / "releases.csv"

    def empty(self) -> Path:
        """Give a ledger with terms and no entries."""
        path = self.folder / "empty.db"
        if not path.exists():
            self._xt("init", path, "--terms", self.truce(1_000) / "terms.toml")
        return path

    def of(self, rows: int) -> Path:
        """Give a ledger of so many entries, imported in two halves."""
        path = self.folder / f"ledger-{rows}.db"
        if not path.exists():
            draft = path.with_suffix(".making")
            draft.unlink(missing_ok=True)
            self._xt("init", draft, "--terms", self.truce(rows) / "terms.toml")
            for half in self._halves(rows):
                self._xt("import", "releases", half, "--ledger", draft)
            draft.rename(path)
        return path

    def _halves(self, rows: int) -> list[Path]:
        halves = [self.folder / f"half-{rows}-{n}.csv" for n in (1, 2)]
        with self.rows(rows).open(encoding="utf-8") as whole:
            header = whole.readline()
            for n, half in enumerate(halves):
                with half.open("w", encoding="utf-8") as file:
                    file.write(header)
                    file.writelines(
                        line
                        for _, line in zip(range(rows // 2 + n * (rows % 2)), whole, strict=False)
                    )
        return halves

    def middle(self, ledger: Path) -> str:
        """Give the number of the change in the middle of a ledger."""
        connection = sqlite3.connect(ledger)
        (last,) = connection.execute("SELECT max(number) FROM changes").fetchone()
        connection.close()
        return str(last - 1)

    def bare(self, rows: int) -> Path:
        """Give the same entries as a bare SQLite table without an index."""
        path = self.folder / f"bare-{rows}.db"
        if not path.exists():
            draft = path.with_suffix(".making")
            draft.unlink(missing_ok=True)
            with sqlite3.connect(self.of(rows)) as connection:
                connection.execute("ATTACH ? AS bare", (str(draft),))
                connection.execute(
                    f"CREATE TABLE bare.releases AS SELECT {_COLUMNS} FROM main.releases"  # noqa: S608
                )
                connection.execute("UPDATE bare.releases SET count = CAST(count AS INTEGER)")
            connection.close()
            draft.rename(path)
        return path

    def job(self) -> str:
        """Give the statement that adds up what a check needs, and judges nothing."""
        return (
            "SELECT day, party, kind, category, nationality, basis, sum(count), count(*)"
            " FROM releases GROUP BY 1, 2, 3, 4, 5, 6"
        )

    def duckdb(self, rows: int) -> list[str]:
        """Give the command that adds up the same in DuckDB, from its own file."""
        from benchmarks.targets import Missing  # noqa: PLC0415 - the two know each other

        if not find_spec("duckdb"):
            raise Missing("duckdb is not installed")
        path = self.folder / f"duck-{rows}.db"
        if not path.exists():  # in a process of its own: a child's peak memory begins with ours
            load = f"CREATE TABLE releases AS SELECT * FROM read_csv('{self.rows(rows)}')"  # noqa: S608
            text = f"import duckdb; duckdb.connect({str(path)!r}).execute({load!r})"
            subprocess.run([sys.executable, "-c", text], check=True)
        text = f"import duckdb; duckdb.connect({str(path)!r}, read_only=True).execute({self.job()!r}).fetchall()"
        return [sys.executable, "-c", text]

    def journal(self, rows: int) -> Path:
        """Give the same entries as an hledger journal."""
        path = self.folder / f"journal-{rows}.hledger"
        if not path.exists():
            with path.open("w", encoding="utf-8") as file:
                write_journal(file, rows)
        return path

    def _xt(self, *words: object) -> None:
        subprocess.run([XT, *map(str, words)], check=True, stdout=subprocess.DEVNULL)

    def clear(self) -> None:
        """Remove everything that was made."""
        shutil.rmtree(self.folder, ignore_errors=True)
