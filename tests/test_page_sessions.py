"""Pages of the docs that show commands without their outputs, or none, are held to what the program does."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from exchange_tracker.facts.model import AnyFact, Claim, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from tests.cases import ledger_of
from tests.ledgers import NOV, counts, done, file, import_
from tests.pages import BLOCK, ROOT, commands, run
from tests.program import xt

DATA = ROOT / "data"
SHEET = ("1,2023-11-30,hamas,hostage,1", "2,2023-11-30,israel,prisoner,3")


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [block for _, written, block in BLOCK.findall(text(name)) if written == language]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with the ledger and the sheets that the pages speak of."""
    monkeypatch.chdir(tmp_path)
    done("init", "nov2023.db", "--from", NOV, "--by", "desk")
    file(tmp_path, "sheet.csv", *SHEET, header="id,day,party,kind,count")
    shutil.copy("sheet.csv", "desk.csv")
    return tmp_path


# ---------------------------------------------------------------- import.md and sync.md


def test_a_first_map_takes_the_sheet_as_the_page_says(desk: Path) -> None:
    (session,) = blocks("import.md", "console")
    ran = [run(line) for line in commands(session)]
    assert len(ran) == 3
    assert Path("sheet.toml").read_text(encoding="utf-8").startswith("#")
    assert "2 rows read = 2" in ran[1].out + ran[1].err
    assert counts(ran[2]).startswith("2 rows read = 2 added")
    (fetched,) = blocks("import.md", "sh")
    piped(fetched.strip(), "--ledger", "nov2023.db")


def test_a_sheet_is_followed_as_the_page_says(desk: Path) -> None:
    (session,) = blocks("sync.md", "sh")
    first, second = session.splitlines()
    ran = run(f"{first} --yes")  # on a terminal one is asked
    assert "2 added" in ran.out + ran.err
    piped(second, "--ledger", "nov2023.db")


def piped(line: str, *more: str) -> None:
    """Run the program at the end of a pipe, given what the network would give."""
    fetching, _, ours = line.partition(" | ")
    assert fetching.startswith("curl ")
    sheet = Path("sheet.csv").read_text(encoding="utf-8")
    ran = xt(*ours.split()[1:], *more, given=sheet)
    assert ran.code in (0, 1), ran.err


# ---------------------------------------------------------------- double-counts.md

HEAD = "day,party,kind,category,count,person,sources"
DAY = "2021-03-01,north,hostage,woman"
MEN, ALL = DAY.replace("woman", "man"), DAY.replace("woman", "")
TABLE = {
    "a row that equals the sum": ([f"{DAY},8,,S1", f"{MEN},5,,S2", f"{ALL},13,,S3"], []),
    "a row that differs from an earlier one": ([f"{DAY},8,,S1", f"{DAY},8,,S2"], []),
    "a row of the same day": ([f"{DAY},8,,S1", f"{DAY},9,,S2"], []),
    "a row that names somebody": ([f"{DAY},1,A. B.,S1", f"{DAY},1,A. B.,S2"], []),
    "a row without an id": ([f"{DAY},9,,S1"], [f"{DAY},8,,S1"]),
    "a row that an earlier file": ([f"{DAY},8,,S1"], [f"{DAY},8,,S1"]),
}


def table() -> dict[str, list[str]]:
    """What is held back, and the options that take it."""
    rows = re.findall(r"^\| (a row .*?) \| (.*?) \|$", text("double-counts.md"), re.MULTILINE)
    return {what: re.findall(r"--[a-z-]+", options) for what, options in rows}


def test_every_row_of_the_table_is_tried() -> None:
    assert len(table()) == len(TABLE)
    assert all(any(what.startswith(begins) for begins in TABLE) for what in table())


@pytest.mark.parametrize("begins", TABLE)
def test_what_the_table_says_is_held_back_is_and_its_options_take_it(
    begins: str, tmp_path: Path
) -> None:
    (options,) = [each for what, each in table().items() if what.startswith(begins)]
    lines, earlier = TABLE[begins]

    def import_anew(*words: str) -> str:
        folder = tmp_path / "_".join(("x", *words))
        folder.mkdir()
        ledger = ledger_of(folder)
        if earlier:
            import_(ledger, file(folder, "e.csv", *earlier, header=HEAD))
        ran = import_(ledger, file(folder, "r.csv", *lines, header=HEAD), *words)
        assert ran.code == (0 if words or not options else 1), ran.err
        return counts(ran)

    assert ("1 held back" if options else "1 already there") in import_anew()
    for option in options:
        assert "held back" not in import_anew(option)


# ---------------------------------------------------------------- ledger.md

MORE = """
[[obligations]]
id = "hostages-first-phase"
party = "hamas"
counts = { kind = "hostage" }
at_least = 50
per = "phase"
phases = ["first four days"]
"""


def test_the_terms_of_the_contract_are_terms(tmp_path: Path) -> None:
    file_ = tmp_path / "terms.toml"
    whole = "\n".join([*blocks("ledger.md", "toml"), MORE])
    words = re.sub(r"^kind +=.*", 'kind = ["hostage", "prisoner", "remains", "truck"]', whole, count=1,
                   flags=re.MULTILINE)  # fmt: skip
    file_.write_text(words, encoding="utf-8")
    ran = xt("terms", "check", file_)
    assert (ran.code, ran.err) == (0, "")
    assert {"events", "kinds", "cohorts", "extension"} <= tomllib.loads(words).keys()


KINDS: dict[str, type[AnyFact]] = {
    "2.2": Release, "2.3": Claim, "2.4": Movement, "2.5": Source,
}  # fmt: skip


@pytest.mark.parametrize("section", KINDS)
def test_the_columns_of_the_contract_are_those_of_the_files(section: str) -> None:
    part = text("ledger.md").partition(f"### {section} ")[2].partition("\n##")[0]
    rows = re.findall(r"^\| (`.*?) \|", part, flags=re.MULTILINE)
    first = part.strip().partition("\n\n")[2].partition(".\n")[0]
    named = rows if section in ("2.2", "2.3") else [first]
    assert re.findall(r"`([a-z0-9_]+)`", " ".join(named)) == [*columns(KINDS[section])]


def test_the_columns_of_the_contract_are_those_of_the_outputs() -> None:
    part = text("ledger.md").partition("## 4. Outputs")[2].partition("\n###")[0]
    rows = re.findall(r"^\| `([a-z -]+)` \| `([a-z_0-9, ]+)`(?= —| \|)", part, flags=re.MULTILINE)
    assert len(rows) >= 7
    for command, names in rows:
        ran = xt(*command.split(), "--ledger", NOV, "-O", "csv")
        assert ran.out.partition("\n")[0] == names.replace(", ", ","), command


# ---------------------------------------------------------------- truces.md


def test_every_truce_has_its_section_and_every_reading_that_is_named_is_there() -> None:
    sections = re.findall(r"(?ms)^## [^\n]*\(`([^`]+)`\)\n(.*?)(?=^## |\Z)", text("truces.md"))
    assert sorted(name for name, _ in sections) == sorted(path.name for path in DATA.iterdir())
    for name, words in sections:
        terms = tomllib.loads((DATA / name / "terms.toml").read_text(encoding="utf-8"))
        named = set(re.findall(r"\(`([a-z0-9-]+)`[,)]|reading `([a-z0-9-]+)`", words))
        assert {each for pair in named for each in pair if each} <= terms.get(
            "readings", {}
        ).keys(), name
