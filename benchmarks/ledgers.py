"""The synthetic ledgers that are measured, each made once and kept."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

from benchmarks.make_ledger import (
    write_beancount,
    write_changed,
    write_claims,
    write_coarse,
    write_folder,
    write_journal,
)
from benchmarks.measure import printed

ROOT = Path(__file__).parents[1]
XT = str(Path(sys.executable).with_name("xt"))
EVERY_ROW = ("--accept-totals", "--accept-doubles")
"""Made-up rows are alike so often that an import would hold some of them back."""
_COLUMNS = "id, day, at, party, kind, count, category, nationality, basis, sources, note"


class Ledgers:
    """Ledgers of several sizes in one folder, with the same entries in the forms of the peers.

    ``many`` and ``some`` are the entries of the large ones; ``times`` is how often a pair is run at
    most.
    """

    def __init__(
        self, folder: Path, many: int = 1_000_000, some: int = 100_000, times: int = 25
    ) -> None:
        self.many, self.some, self.times = many, some, times
        self.folder = folder.absolute()
        self.folder.mkdir(parents=True, exist_ok=True)

    def _once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Give a file, made under another name first where it is not there."""
        path = self.folder / name
        if not path.exists():
            draft = path.with_name(f"{name}.making")
            draft.unlink(missing_ok=True)
            make(draft)
            draft.rename(path)
        return path

    @property
    def november(self) -> Path:
        """Give the ledger of November 2023."""
        data = ROOT / "data" / "nov2023"
        return self._once("november.db", lambda path: xt("init", path, "--from", data))

    def truce(self, rows: int) -> Path:
        """Give a truce folder of so many entries over 365 days."""
        folder = self.folder / f"truce-{rows}"
        if not (folder / "terms.toml").exists():
            shutil.rmtree(folder, ignore_errors=True)
            write_folder(folder, rows)
        return folder

    def coarse(self, rows: int) -> Path:
        """Give a ledger in which one row in ten is coarse."""
        folder = self.folder / f"coarse-{rows}"
        return self._once(f"coarse-{rows}.db", lambda path: _made(path, folder, write_coarse, rows))

    def without_end(self, rows: int, days: int) -> Path:
        """Give a ledger of a truce without an end, with entries over so many days."""
        folder = self.folder / f"without-end-{rows}"
        write = partial(write_folder, days=days, end=False)
        return self._once(f"without-end-{rows}.db", lambda path: _made(path, folder, write, rows))

    def rows(self, rows: int) -> Path:
        """Give its file of entries."""
        return self.truce(rows) / "releases.csv"

    def empty(self) -> Path:
        """Give a ledger with terms and no entries."""
        terms = self.truce(1_000) / "terms.toml"
        return self._once("empty.db", lambda path: xt("init", path, "--terms", terms))

    def one(self) -> Path:
        """Return a ledger of one entry."""

        def make(path: Path) -> None:
            shutil.copy(self.empty(), path)
            xt("import", "releases", self.rows(1), "--ledger", path)

        return self._once("one.db", make)

    def changed(self, rows: int) -> Path:
        """Return the file of so many entries with ten of them changed."""
        sheet = self.rows(rows)
        return self._once(f"changed-{rows}.csv", lambda path: write_changed(sheet, path))

    def synced(self, rows: int) -> Path:
        """Return a ledger of so many entries that a sync of their file recorded."""

        def make(path: Path) -> None:
            shutil.copy(self.empty(), path)
            how = ("--key", "id", "--yes", "--name", "sheet", *EVERY_ROW)
            xt("sync", "releases", self.rows(rows), *how, "--ledger", path)

        return self._once(f"synced-{rows}.db", make)

    def of(self, rows: int) -> Path:
        """Give a ledger of so many entries, imported in two halves."""

        def make(path: Path) -> None:
            xt("init", path, "--terms", self.truce(rows) / "terms.toml")
            for half in self._halves(rows):
                xt("import", "releases", half, *EVERY_ROW, "--ledger", path)
                half.unlink()

        return self._once(f"ledger-{rows}.db", make)

    def with_claims(self, rows: int) -> Path:
        """Return a ledger of so many entries and a thousand claims."""

        def make(path: Path) -> None:
            shutil.copy(self.of(rows), path)
            xt("import", "claims", self.claims(rows), "--ledger", path)

        return self._once(f"claims-{rows}.db", make)

    def claims(self, rows: int) -> Path:
        """Return a file of a thousand claims about so many entries."""

        def make(path: Path) -> None:
            with path.open("w", encoding="utf-8", newline="") as file:
                write_claims(file, rows)

        return self._once(f"claims-{rows}.csv", make)

    def _halves(self, rows: int) -> list[Path]:
        halves = [self.folder / f"half-{rows}-{n}.csv" for n in (1, 2)]
        with self.rows(rows).open(encoding="utf-8") as whole:
            header = whole.readline()
            for half, many in zip(halves, (rows // 2, rows - rows // 2), strict=True):
                with half.open("w", encoding="utf-8") as file:
                    file.write(header)
                    file.writelines(line for _, line in zip(range(many), whole, strict=False))
        return halves

    def middle(self, ledger: Path) -> str:
        """Give the number of the change in the middle of a ledger."""
        connection = sqlite3.connect(ledger)
        (last,) = connection.execute("SELECT max(number) FROM changes").fetchone()
        connection.close()
        return str(last - 1)

    def bare(self, rows: int) -> Path:
        """Give the same entries as a bare SQLite table without an index."""

        def make(path: Path) -> None:
            connection = sqlite3.connect(self.of(rows))
            connection.execute("ATTACH ? AS bare", (str(path),))
            connection.execute(
                f"CREATE TABLE bare.releases AS SELECT {_COLUMNS} FROM main.releases"  # noqa: S608 - names of our own
            )
            connection.execute("UPDATE bare.releases SET count = CAST(count AS INTEGER)")
            connection.commit()
            connection.close()

        return self._once(f"bare-{rows}.db", make)

    def journal(self, rows: int) -> Path:
        """Give the same entries as a journal of hledger and ledger."""
        return self._journal(f"journal-{rows}.hledger", write_journal, rows)

    def beancount(self, rows: int) -> Path:
        """Give the same entries as a journal of beancount."""
        return self._journal(f"journal-{rows}.beancount", write_beancount, rows)

    def _journal(self, name: str, write: Callable[[TextIO, int], None], rows: int) -> Path:
        def make(path: Path) -> None:
            with path.open("w", encoding="utf-8") as file:
                write(file, rows)

        return self._once(name, make)


def _made(path: Path, folder: Path, write: Callable[[Path, int], None], rows: int) -> None:
    """Make a ledger of a folder that is written for it."""
    write(folder, rows)
    xt("init", path, "--from", folder)


def xt(*words: object) -> None:
    """Run the program, which must do what it is asked."""
    printed([XT, *map(str, words)])
