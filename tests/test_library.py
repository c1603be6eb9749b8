"""The library answers what the commands print, as typed rows, and refuses what they refuse."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

import exchange_tracker
from exchange_tracker import Refusal, Result, UsageError, Where
from exchange_tracker.store.records import Records
from tests.program import xt

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
TRUCES = sorted(folder.name for folder in DATA.iterdir())
MOMENTS = {
    "armenia-azerbaijan-dec2023": datetime(2023, 12, 20, tzinfo=UTC),
    "chibok-2016-2017": datetime(2017, 6, 1, tzinfo=UTC),
    "dayton-1996": datetime(1996, 2, 1, tzinfo=UTC),
    "gaza-jan-2025-aid": datetime(2025, 1, 26, tzinfo=UTC),
    "gaza-oct2025": datetime(2025, 11, 8, tzinfo=UTC),
    "hezbollah-2008": datetime(2008, 7, 20, tzinfo=UTC),
    "jan2025": datetime(2025, 2, 10, tzinfo=UTC),
    "jibril-1985": datetime(1985, 6, 1, tzinfo=UTC),
    "karabakh-2020": datetime(2021, 7, 10, tzinfo=UTC),
    "korea-little-switch-1953": datetime(1953, 4, 25, tzinfo=UTC),
    "nov2023": datetime(2023, 11, 30, 12, tzinfo=UTC),
    "shalit2011": datetime(2012, 1, 1, tzinfo=UTC),
    "thailand-cambodia-2025": datetime(2025, 12, 30, 6, tzinfo=UTC),
    "us-iran-2023": datetime(2023, 9, 20, tzinfo=UTC),
    "yemen-oct-2020": datetime(2020, 10, 18, tzinfo=UTC),
}
Ask = Callable[[Records, datetime], Result[Any]]
QUESTIONS: dict[str, tuple[tuple[str, ...], Ask]] = {
    "check": (("check",), exchange_tracker.check),
    "check everything": (
        ("check", "--all", "--party", "{party}"),
        lambda records, at: exchange_tracker.check(
            records, at, where=Where(party=first_party(records)), upcoming=True
        ),
    ),
    "check together": (("check", "--together"), exchange_tracker.check_together),
    "status": (("status",), exchange_tracker.status),
    "totals": (("totals",), exchange_tracker.totals),
    "totals by": (
        ("totals", "--by", "category,basis"),
        lambda records, at: exchange_tracker.totals(records, at, by=("category", "basis")),
    ),
    "releases": (("releases",), exchange_tracker.releases),
    "movements": (("movements",), exchange_tracker.movements),
    "movements of a kind": (
        ("movements", "--movement", "died", "--movement", "rescued"),
        lambda records, at: exchange_tracker.movements(records, at, movement=("died", "rescued")),
    ),
    "held": (("held",), exchange_tracker.held),
    "extension": (("extension",), exchange_tracker.extension),
    "conduct": (("conduct",), exchange_tracker.conduct),
    "margin": (("margin",), exchange_tracker.margin),
    "margin of all by some": (
        ("margin", "--all", "--by", "rule", "--by", "people"),
        lambda records, at: exchange_tracker.margin(records, at, by=("people", "rule"), every=True),
    ),
    "say": (("say", "--cite"), lambda records, at: exchange_tracker.say(records, at, cite=True)),
    "reconcile": (("reconcile",), exchange_tracker.reconcile),
    "discrepancies": (("discrepancies",), exchange_tracker.discrepancies),
    "single sources": (
        ("discrepancies", "--type", "single-source"),
        lambda records, at: exchange_tracker.discrepancies(records, at, type="single-source"),
    ),
}
TIMELESS: dict[str, tuple[tuple[str, ...], Callable[[Records], Result[Any]]]] = {
    "terms": (("terms", "show"), exchange_tracker.terms),
    "claims": (("claims",), exchange_tracker.claims),
    "sources": (("sources",), exchange_tracker.sources),
    "statement": (("statement",), exchange_tracker.statement),
}


@pytest.fixture(scope="module")
def folders() -> dict[str, Records]:
    return {name: exchange_tracker.read_folder(DATA / name) for name in TRUCES}


def first_party(records: Records) -> str:
    return next(iter(records.terms.parties))


def as_json(result: Result[Any]) -> object:
    """The records as JSON has them, which knows no dates."""
    return json.loads(json.dumps(result.to_records(), default=date.isoformat))


def expect_same(words: tuple[str, ...], result: Result[Any]) -> None:
    ran = xt(*words, "-O", "json")
    assert ran.code in (0, 1, 4), ran.err
    assert as_json(result) == json.loads(ran.out)
    assert result.exit_code == ran.code
    for row in result:
        for field in fields(row):
            allowed = get_args(field.type) or (field.type,)
            assert type(getattr(row, field.name)) in allowed, field.name


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("truce", TRUCES)
def test_the_records_are_the_rows_of_the_command(
    truce: str, question: str, folders: dict[str, Records]
) -> None:
    words, ask = QUESTIONS[question]
    at, records = MOMENTS[truce], folders[truce]
    result = ask(records, at)
    words = tuple(word.format(party=first_party(records)) for word in words)
    expect_same((*words, "--ledger", str(DATA / truce), "--at", at.isoformat()), result)


@pytest.mark.parametrize("question", TIMELESS)
@pytest.mark.parametrize("truce", TRUCES)
def test_what_was_recorded_needs_no_moment(
    truce: str, question: str, folders: dict[str, Records]
) -> None:
    words, ask = TIMELESS[question]
    expect_same((*words, "--ledger", str(DATA / truce)), ask(folders[truce]))


def test_numbers_are_written_out_as_by_the_commands(folders: dict[str, Records]) -> None:
    november, at = folders["nov2023"], MOMENTS["nov2023"]
    place = ("--ledger", str(DATA / "nov2023"), "--at", at.isoformat())
    day = date(2023, 11, 29)
    verdict = exchange_tracker.explain(november, at, "hostages-daily", day, reading="credit")
    words = ("why", "check", "hostages-daily", "2023-11-29", "--reading", "credit")
    expect_same((*words, *place), verdict)
    claim = exchange_tracker.explain_claim(november, at, "c092")
    expect_same(("why", "claim", "c092", *place), claim)
    total = exchange_tracker.explain_total(november, at, day, Where(party="hamas"))
    expect_same(("why", "total", "2023-11-29", "--party", "hamas", *place), total)


def test_a_ledger_is_asked_as_a_folder_is_and_for_its_flips(tmp_path: Path) -> None:
    path, at = tmp_path / "x.db", MOMENTS["nov2023"]
    assert xt("init", path, "--from", DATA / "nov2023").code == 0
    assert xt("amend", "n03", "--set", "count=2", "--reason", "r", "--ledger", path).code == 0
    assert xt("retract", "n05", "--reason", "r", "--ledger", path).code == 0
    place = ("--ledger", str(path), "--at", at.isoformat())
    now, then = exchange_tracker.open_ledger(path), exchange_tracker.open_ledger(path, as_of=1)
    expect_same(("check", *place), exchange_tracker.check(now, at))
    expect_same(("totals", "--as-of", "1", *place), exchange_tracker.totals(then, at))
    flips = exchange_tracker.flips(now, 1, at)
    assert len(flips) > 0
    expect_same(("flips", "--since", "1", *place), flips)


REFUSED: dict[str, tuple[Callable[[Records, datetime], object], list[str]]] = {
    "reading": (lambda r, at: exchange_tracker.check(r, at, reading="x"), ["reading"]),
    "obligation": (lambda r, at: exchange_tracker.check(r, at, obligation="x"), ["obligation"]),
    "words": (
        lambda r, at: exchange_tracker.totals(r, at, where=Where(party=["x", "y"], kind="z")),
        ["party", "party", "kind"],
    ),
    "range": (
        lambda r, at: exchange_tracker.releases(
            r, at, Where(from_=date(2023, 12, 1), to=date(2023, 11, 1))
        ),
        ["from_"],
    ),
    "column": (lambda r, at: exchange_tracker.totals(r, at, by="x"), ["by"]),
    "claim": (lambda r, at: exchange_tracker.reconcile(r, at, claim="x"), ["claim"]),
    "source": (lambda r, at: exchange_tracker.discrepancies(r, at, source="x"), ["source"]),
    "status": (lambda r, at: exchange_tracker.reconcile(r, at, status="x"), ["status"]),
    "type": (lambda r, at: exchange_tracker.discrepancies(r, at, type="x"), ["type"]),
    "day": (lambda r, at: exchange_tracker.say(r, at, date(2024, 1, 1)), ["day"]),
    "moment": (lambda r, at: exchange_tracker.check(r, at.replace(tzinfo=None)), ["at"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_asked_names_every_parameter(case: str, folders: dict[str, Records]) -> None:
    ask, places = REFUSED[case]
    with pytest.raises(UsageError) as refusal:
        ask(folders["nov2023"], MOMENTS["nov2023"])
    assert [problem.where for problem in refusal.value.problems] == places


def test_a_folder_is_refused_with_every_problem_at_once(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text((DATA / "nov2023" / "terms.toml").read_text("utf-8"))
    rows = "day,party,kind,count\n2023-11-24,hamas,hostage,10-12\nx,hamas,hostage,1\n"
    (tmp_path / "releases.csv").write_text(rows)
    with pytest.raises(Refusal) as refusal:
        exchange_tracker.read_folder(tmp_path)
    assert [problem.where for problem in refusal.value.problems] == [
        "releases.csv:2: count",
        "releases.csv:3: day",
    ]
    with pytest.raises(Refusal, match="read_folder"):
        exchange_tracker.open_ledger(tmp_path)


def python(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not ran.stderr
    return ran.stdout


def test_importing_it_loads_nothing_that_it_does_not_need() -> None:
    listed = "import sys\nimport exchange_tracker as xt\n{}\nprint(*sys.modules)"
    bare = set(python(listed.format("")).split())
    assert not {name for name in bare if name.startswith("exchange_tracker.")}
    asked = set(python(listed.format("xt.check, xt.reconcile, xt.Where")).split())
    assert not asked & {"typer", "rich", "tabulate", "pydantic", "exchange_tracker.cli"}


def test_every_public_name_is_documented() -> None:
    assert set(dir(exchange_tracker)) >= set(exchange_tracker.__all__)
    for name in exchange_tracker.__all__:
        assert getattr(exchange_tracker, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        exchange_tracker.nothing  # noqa: B018


def test_the_help_lists_every_name() -> None:
    text = python("import exchange_tracker\nhelp(exchange_tracker)")
    assert all(f"{name}" in text for name in exchange_tracker.__all__)


def test_the_example_runs() -> None:
    lines = python("import runpy; runpy.run_path('examples/november_2023.py')").splitlines()
    assert "105 hostages by 2023-11-30" in lines
    assert lines[-1].startswith(
        "110 published, 105 in the ledger: 110 comes out when everybody is counted who came out alive"
    )
    assert any("2023-11-30 hostages-daily, as-written: short, short 2" in line for line in lines)
