"""A start imports what its command needs, and nothing else: people wait for it every time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import NOV, done

HEAVY = {
    "asyncio",
    "email",
    "exchange_tracker.cli.pager",
    "exchange_tracker.parse.cells",
    "exchange_tracker.parse.terms.flaws",
    "exchange_tracker.queries.reconcile",
    "exchange_tracker.store.folder",
    "exchange_tracker.store.address_reading",
    "exchange_tracker.store.ledger.change",
    "exchange_tracker.store.ledger.postgres",
    "exchange_tracker.store.ledger.writing",
    "psycopg",
    "exchange_tracker.parse.maps",
    "exchange_tracker.parse.rows",
    "exchange_tracker.render.tabulated",
    "exchange_tracker.render.ansi",
    "hashlib",
    "http",
    "jinja2",
    "importlib.metadata",
    "logging",
    "pydantic",
    "python_calamine",
    "resvg_py",
    "random",
    "readline",
    "rich",
    "secrets",
    "tabulate",
    "tempfile",
    "unittest",
    "xlsxwriter",
    "pyarrow",
    "exchange_tracker.render.workbook",
    "exchange_tracker.render.parquet",
    "exchange_tracker.report.about",
    "exchange_tracker.report.exported",
    "exchange_tracker.report.datapackage",
}
LISTED = """
import sys
before = set(sys.modules)
{}
print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def imported(code: str, folder: Path) -> set[str]:
    """The modules that a piece of code imports in a new process."""
    ran = subprocess.run(
        [sys.executable, "-c", LISTED.format(code)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stderr.split())


def asked(*words: str) -> str:
    return f"from exchange_tracker.cli.main import main\nmain({[*words]!r})"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lean")
    done("init", folder / "ledger.db", "--from", NOV)
    return folder


def test_the_version_needs_nothing_but_itself(folder: Path) -> None:
    code = "sys.argv = ['xt', '--version']\nfrom exchange_tracker.__main__ import run\nrun()"
    assert imported(code, folder) <= {"gc", "exchange_tracker", "exchange_tracker.__main__"}


def test_the_help_needs_no_command(folder: Path) -> None:
    modules = imported(asked("--help"), folder)
    ours = {name for name in modules if name.startswith("exchange_tracker.")}
    assert ours == {
        "exchange_tracker.cli",
        "exchange_tracker.cli.app",
        "exchange_tracker.cli.command_table",
        "exchange_tracker.cli.main",
        "exchange_tracker.cli.general_options",
        "exchange_tracker.cli.habits",
        "exchange_tracker.cli.manners",
        "exchange_tracker.cli.output",
        "exchange_tracker.cli.parameters",
        "exchange_tracker.cli.topics",
        "exchange_tracker.errors",
        "exchange_tracker.store",
        "exchange_tracker.store.drafts",
        "exchange_tracker.store.origins",
        "exchange_tracker.store.signals",
    }
    assert not modules & HEAVY


@pytest.mark.parametrize("words", [["statuses"], ["exit", "codes"], ["check"], []])
def test_a_page_of_help_loads_no_more_than_the_help_does(words: list[str], folder: Path) -> None:
    options = imported(asked("check", "--help"), folder)  # `xt help check` shows its options
    own = ("commands.help", "manual_tables", "topics")
    allowed = {*options, *(f"exchange_tracker.cli.{name}" for name in own)}
    read = imported(asked("help", *words), folder)
    assert {name for name in read - allowed if name.startswith("exchange_tracker.")} == set()
    assert not read & HEAVY


@pytest.mark.parametrize("words", [["new"], ["new", "daily"]])
def test_terms_to_begin_with_load_nothing_that_reads_or_writes_any(
    words: list[str], folder: Path
) -> None:
    read = imported(asked("terms", *words), folder)
    rooms = {".".join(name.split(".")[:2]) for name in read if name.startswith("exchange_tracker.")}
    others = ("facts", "judging", "library", "parse", "queries", "report")
    assert not rooms & {f"exchange_tracker.{room}" for room in others}
    assert not read & {*HEAVY, "exchange_tracker.cli.change_effect"}


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "table"])
def test_a_check_of_a_ledger_imports_no_more_than_it_needs(form: str, folder: Path) -> None:
    assert not imported(asked("check", "--format", form), folder) & HEAVY


@pytest.mark.parametrize("command", ["totals", "releases", "extension"])
def test_the_other_reports_are_as_lean(command: str, folder: Path) -> None:
    assert not imported(asked(command, "--format", "csv"), folder) & HEAVY


@pytest.mark.parametrize("words", [["log"], ["show", "n03"], ["releases"]])
def test_what_is_only_listed_is_not_judged(words: list[str], folder: Path) -> None:
    read = imported(asked(*words), folder)
    assert not read & {"exchange_tracker.judging.judge", "exchange_tracker.judging.disputes"}


PATTERNS = """
import re
print(*(name for name, module in list(sys.modules.items()) if name.startswith("exchange_tracker")
        for value in vars(module).values() if isinstance(value, re.Pattern)), sep="\\n")
"""


DAY = "2023-11-29"


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["totals"],
        ["say", DAY],
        ["margin", "hostages-daily", DAY],
        ["why", "check", "hostages-daily", DAY],
        ["reconcile"],
        ["discrepancies"],
        ["terms", "new"],
        ["--help"],
    ],
)
def test_no_pattern_is_compiled_before_a_text_asks_for_it(words: list[str], folder: Path) -> None:
    code = f"from exchange_tracker.cli.main import main\nsys.stdout = open('out', 'w')\nmain({words!r})"
    again = f"{code}\nsys.stdout = sys.__stdout__\n{PATTERNS}"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{again}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == []


@pytest.mark.parametrize("command", ["check", "terms", "report"])
def test_only_the_page_loads_jinja(command: str, folder: Path) -> None:
    assert "jinja2" not in imported(asked(command, "--format", "markdown"), folder)


@pytest.mark.parametrize("command", ["discrepancies", "report"])
def test_what_writers_of_terms_fall_into_is_loaded_for_them_alone(
    command: str, folder: Path
) -> None:
    read = imported(asked(command, "--format", "markdown"), folder)
    assert not read & {f"exchange_tracker.queries.{name}" for name in ("terms_notes", "near_words")}


def test_a_plain_import_loads_neither_maps_nor_what_reads_workbooks(folder: Path) -> None:
    (folder / "r.csv").write_text("day,party,kind,count\n2023-11-24,hamas,hostage,1\n")
    read = imported(asked("import", "releases", "r.csv", "--dry-run"), folder)
    assert "exchange_tracker.parse.rows" in read
    assert not read & {"exchange_tracker.parse.maps", "pydantic", "python_calamine"}


def test_a_ledger_of_terms_that_are_there_loads_nothing_that_asks(folder: Path) -> None:
    read = imported(asked("init", "new.db", "--from", str(NOV), "--dry-run"), folder)
    assert "exchange_tracker.store.folder" in read
    asking = (
        "prompts",
        "new_terms",
        "terms_wizard",
        "terms_dialogue",
        "terms_draft",
        "time_zones",
        "plain_terms",
    )
    assert not read & {f"exchange_tracker.cli.{name}" for name in asking}
