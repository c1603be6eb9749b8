"""A file can get a column: old ledgers, their digests and their histories stand as they are.

The recipe of docs/architecture.md is followed in a copy of the package: sources get a language.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OLD = Path(__file__).parent / "versions"
RECIPE = {
    "facts/model.py": (
        '    publisher: str = ""\n',
        '    publisher: str = ""\n    language: str = ""\n',
    ),
    "parse/columns.py": (
        '        "publisher": any_text,\n',
        '        "publisher": any_text,\n        "language": any_text,\n',
    ),
    "store/ledger/recorded_columns.py": ("Source: ()", 'Source: ("language",)'),
    "store/ledger/schema.py": (
        "UPGRADES: tuple[tuple[str, ...], ...] = (",
        """ADDED = (
    "ALTER TABLE sources ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER sources_fixed",
    _only_grows("sources", f"{_fixed(Source)}, language")[1],
)
UPGRADES: tuple[tuple[str, ...], ...] = (""",
    ),
}


class Copy:
    """The program with one column more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "exchange_tracker", folder / "exchange_tracker")
        for name, (old, new) in RECIPE.items():
            path = folder / "exchange_tracker" / name
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, name
            path.write_text(text.replace(old, new), encoding="utf-8")
        path = folder / "exchange_tracker/store/ledger/schema.py"
        text = path.read_text(encoding="utf-8")
        body, end, rest = text.partition('\n)\n"""What is done to a ledger of version 1')
        assert end
        path.write_text(f"{body}\n    ADDED,{end}{rest}", encoding="utf-8")

    def run(self, *words: object) -> str:
        code = (
            "import sys; from exchange_tracker.cli.main import main; sys.exit(main(sys.argv[1:]))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_the_digests_of_an_older_ledger_stand(copy: Copy, version: int, tmp_path: Path) -> None:
    ledger = Path(shutil.copy(OLD / f"schema-{version}.db", tmp_path / "l.db"))
    history = tmp_path / "h.jsonl"
    head = copy.run("verify", "--ledger", ledger)
    copy.run("export", history, "--names", "--ledger", ledger)
    assert history.read_bytes() == (OLD / f"schema-{version}.jsonl").read_bytes()
    copy.run("import", "history", history, "--ledger", tmp_path / "new.db")
    assert copy.run("verify", "--ledger", tmp_path / "new.db") == head


def test_the_column_is_recorded_digested_corrected_and_given_back(
    copy: Copy, tmp_path: Path
) -> None:
    ledger = Path(shutil.copy(OLD / "schema-3.db", tmp_path / "l.db"))
    rows = "id,language,publisher\nnew1,he,A\nnew2,,B\n"
    (tmp_path / "sources.csv").write_text(rows, encoding="utf-8")
    copy.run("import", "sources", tmp_path / "sources.csv", "--ledger", ledger)
    copy.run("amend", "new2", "--set", "language=ar", "--reason", "x", "--ledger", ledger)
    head = copy.run("verify", "--ledger", ledger)
    copy.run("export", tmp_path / "h.jsonl", "--ledger", ledger)
    add, amend = (tmp_path / "h.jsonl").read_text(encoding="utf-8").splitlines()[-2:]
    assert '["add","sources","new1","A","","","","","","","he"]' in add
    assert '["add","sources","new2","B","","","","","",""]' in add
    assert '["amend","sources","new2","B","","","","","","","ar"]' in amend
    copy.run("import", "history", tmp_path / "h.jsonl", "--ledger", tmp_path / "new.db")
    assert copy.run("verify", "--ledger", tmp_path / "new.db") == head
    copy.run("export", tmp_path / "folder", "--ledger", tmp_path / "new.db")
    header, *lines = (tmp_path / "folder" / "sources.csv").read_text(encoding="utf-8").splitlines()
    assert header == "id,publisher,language,published,url,title,archived,sha256,note"
    assert {"new1,A,he,,,,,,", "new2,B,ar,,,,,,"} <= set(lines)
