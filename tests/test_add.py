"""One release by options, or by answers on a terminal."""

from pathlib import Path

import pytest

from exchange_tracker.facts.model import Release, columns
from tests.engines import contents
from tests.ledgers import ONE, done, held, make, make_listed
from tests.program import instead, xt
from tests.truces import HEAD, owes, phase

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_listed(tmp_path)


def test_it_prints_the_id_and_the_new_standing(ledger: Path) -> None:
    ran = xt("add", *ONE, "--ledger", ledger).ok
    name, *changed = ran.out.splitlines()
    one = "2 people recorded as “h” released by Side A on 1 January 2024 (truce day 2024-01-01)"
    assert name == f"r1: added: {one}"
    assert len(changed) == 1
    assert changed[0].startswith("daily 2024-01-01: ")
    assert "2 of 3, short 1" in changed[0]
    more = xt("add", "--day", "2024-01-02", "--party", "b", *ONE[4:], "--ledger", ledger).ok
    assert more.out.splitlines()[1:] == ["no verdict changed"]


CARRIED = owes("o", "a", 'counts = { kind = "h" }\nat_least = 1\ncarry = "both"')


@pytest.mark.parametrize(
    ("last", "rest"),
    [(1, []), (2, ["1 later day"]), (3, ["2 later days"]), (30, ["29 later days"])],
)
def test_the_days_touched_are_named_and_the_rest_counted(
    tmp_path: Path, last: int, rest: list[str]
) -> None:
    ledger = make(tmp_path, HEAD + phase("p", 1, last) + CARRIED)
    ran = xt("add", *ONE, "--ledger", ledger).ok
    line = "o 2024-01-01: unreported, no record, 1 due -> met, 2 of 1 (as-written)"
    rest = [f"verdicts changed on {days}, too: xt check shows them" for days in rest]
    assert ran.out.splitlines()[1:] == [line, *rest]
    back = xt("retract", "r1", "--reason", "no", "--ledger", ledger).ok
    assert back.out.splitlines()[2:] == [
        "o 2024-01-01: met, 2 of 1 -> unreported, no record, 1 due (as-written)",
        *rest,
    ]


@pytest.mark.parametrize(
    ("counts", "cells", "hangs"),
    [
        ('nationality = "X"', (), "what is open hangs on the nationality, which is not recorded"),
        (
            'nationality = "X", category = "man"',
            (),
            "what is open hangs on the category and nationality, which are not recorded",
        ),
        (
            'nationality = "X", category = "man"',
            ("--category", "man"),
            "what is open hangs on the nationality, which is not recorded",
        ),
    ],
)
def test_a_number_of_people_of_no_recorded_nationality_is_not_called_unknown(
    tmp_path: Path, counts: str, cells: tuple[str, ...], hangs: str
) -> None:
    terms = HEAD + phase("p", 1, 1)
    terms += owes("o", "a", f'counts = {{ kind = "h", {counts} }}\nat_least = 3')
    ledger = make(tmp_path, terms)
    sure = ["--nationality", "X", "--category", "man"]
    assert xt("add", *ONE[:-1], "1", *sure, "--ledger", ledger).code == 0
    ran = xt("add", *ONE, *cells, "--ledger", ledger).ok
    assert ran.out.splitlines()[1:] == [
        "o 2024-01-01: 1 of 3, short 2 -> open, 1 to 3 of 3 (as-written)",
        hangs,
    ]
    assert not any(word in ran.out for word in ("unknown", "undisclosed", "not known"))


@pytest.mark.parametrize(
    ("until", "at", "party", "count"),
    [("", "2024-01-01T10:00:00Z", "a", "2"), ("2024-01-03", "", "b;a", "780+")],
)
def test_every_column_has_an_option(
    ledger: Path, until: str, at: str, party: str, count: str
) -> None:
    cells = Release(
        id="my-id",
        day="2024-01-01",
        until=until,
        at=at,
        party=party,
        kind="h",
        count=count,
        category="minor;woman",
        nationality="Israeli;Russian",
        basis="separate",
        person="Somebody",
        sources="S1;https://example.org/x",
        note='a, "note"\nof two lines',
    )
    options = [
        word
        for name, cell in zip(columns(Release), cells, strict=True)
        for word in (f"--{name}", cell)
    ]
    ran = xt("add", *options, "--ledger", ledger)
    assert (ran.code, ran.err) == (
        0,
        "my-id: S1 is not among the sources; add it with: xt source add --id S1 --publisher NAME\n",
    )
    assert ran.out.startswith("my-id: added: ")
    (row,) = xt("releases", "--ledger", ledger, "-O", "csv").ok.rows
    assert tuple(row.values()) == cells


def test_parties_that_released_together_are_named_once_or_one_by_one(ledger: Path) -> None:
    together = ("--day", "2024-01-01", "--kind", "h", "--count", "1037+")
    for parties in (("--party", "a;b"), ("--party", "a", "--party", "b")):
        assert xt("add", *together, *parties, "--ledger", ledger).code == 0
    assert held(ledger) == ["r1 01 a;b h 1037+", "r2 01 a;b h 1037+"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2023-12-20", "2023-12-30"), "2023-12-20 to 2023-12-30 lies outside the truce"),
        (("2023-12-30", "2024-01-02"), "2023-12-30 to 2024-01-02 may lie outside the truce"),
        (("2024-01-04", "2024-01-05"), "2024-01-04 to 2024-01-05 may lie outside the truce"),
        (("2024-01-05", "2024-01-06"), "2024-01-05 to 2024-01-06 lies outside the truce"),
        (("2024-01-05", "2024-01-05"), "2024-01-05 lies outside the truce"),
        (("2024-01-01", "2024-01-04"), ""),
    ],
)
def test_days_outside_the_truce_are_pointed_out(
    ledger: Path, days: tuple[str, str], said: str
) -> None:
    first, last = days
    ran = xt("add", "--day", first, "--until", last, *ONE[2:], "--ledger", ledger)
    assert ran.err == (f"r1: {said}, 2024-01-01 to 2024-01-04\n" if said else "")


def test_a_last_day_in_the_future_is_pointed_out(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 2024-01-01\nto = 9000-01-01\n'
    ledger = make(tmp_path, terms + owes("daily", "a", "at_least = 3\nper = 'phase'"))
    ran = xt("add", *ONE, "--until", "8999-01-01", "--ledger", ledger)
    assert ran.err == "r1: the last day of 2024-01-01 to 8999-01-01 lies in the future\n"


def test_more_names_than_a_number_that_is_only_the_least_are_no_question(ledger: Path) -> None:
    names = ("--person", "A;B;C")
    for day, count, said in (
        ("2024-01-01", "2", "r1: it names more people (3) than it counts (2)\n"),
        ("2024-01-02", "2+", ""),
    ):
        cells = instead(ONE, "--count", count, "--day", day)
        ran = xt("add", *cells, *names, "--ledger", ledger)
        assert ran.err == said


def test_the_same_content_twice_gives_two_entries(ledger: Path) -> None:
    done("add", *ONE, "--ledger", ledger)
    ran = xt("add", *ONE, "--ledger", ledger)
    assert (ran.code, ran.err) == (0, "r2: r1 says the same in every cell: is it recorded twice?\n")
    assert held(ledger) == ["r1 01 a h 2", "r2 01 a h 2"]


def test_a_known_id_is_refused(ledger: Path) -> None:
    done("add", *ONE, "--id", "x", "--ledger", ledger)
    ran = xt("add", *ONE, "--id", "x", "--ledger", ledger)
    assert ran.code == 3
    assert ran.err == (
        "xt add: --id: the ledger has had an entry 'x';"
        " correct it with xt amend x, or leave the id out\n"
    )


def test_nothing_is_asked_in_a_pipe_and_every_missing_cell_is_named(ledger: Path) -> None:
    before = contents(ledger)
    ran = xt("add", "--ledger", ledger, given="hamas\n")
    assert (ran.code, ran.out) == (2, "")
    problems = [line.split(": ", 2)[1:] for line in ran.err.splitlines()]
    assert [name for name, _ in problems] == ["day", "party", "kind", "count"]
    assert problems[1][1] == "the party is blank; write one of a, b"
    assert problems[2][1] == "the kind is blank; write one of h, prisoner"
    assert contents(ledger) == before


def test_neither_day_nor_moment_is_refused(ledger: Path) -> None:
    ran = xt("add", *ONE[2:], "--ledger", ledger)
    assert ran.code == 2
    assert "neither day nor at is given; write the truce day" in ran.err


@pytest.mark.parametrize(
    ("option", "cell", "said"),
    [
        ("--day", "30/11/2023", "day: '30/11/2023' is not a date; write it as YYYY-MM-DD"),
        ("--at", "01/01 10:00", "at: '01/01 10:00' is not a moment; write date, time"),
        ("--party", "c", "party: 'c' is not a party of the terms; write one of a, b"),
        ("--party", "a;a", "party: the party 'a' is given twice; write each once"),
        (
            "--until",
            "2023-12-31",
            "until: until 2023-12-31 is before day 2024-01-01; write the first",
        ),
        (
            "--count",
            "0+",
            "count: '0+' says nothing of how many; write 0 where nobody was released",
        ),
        ("--kind", "hh", "kind: 'hh' is not a kind that the terms allow; write one of h, prisoner"),
        ("--count", "1e3", "count: '1e3' is not a whole number"),
        ("--count", "\u0663", "count: '\u0663' is not a whole number"),
        ("--category", "minor;x", "category: 'x' is not a category that the terms allow"),
        ("--id", "a b", "id: 'a b' is not an id; write 1 to 64 of the letters"),
        ("--note", "caf\udce9", "note: the text is not UTF-8; write it in UTF-8"),
    ],
)
def test_an_unfit_cell_is_refused_with_what_to_write(
    ledger: Path, option: str, cell: str, said: str
) -> None:
    ran = xt("add", *instead(ONE, option, cell), "--ledger", ledger)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"xt add: {said}")
    assert held(ledger) == []


def test_a_dry_run_says_the_same_and_writes_nothing(ledger: Path, tmp_path: Path) -> None:
    before, listing = contents(ledger), sorted(tmp_path.iterdir())
    dry = xt("add", *ONE, "--ledger", ledger, "--dry-run").ok
    assert (contents(ledger), sorted(tmp_path.iterdir())) == (before, listing)
    assert dry.out.replace("would be added", "added") == xt("add", *ONE, "--ledger", ledger).ok.out


def test_a_folder_is_not_written_to(tmp_path: Path) -> None:
    ran = xt("add", *ONE, "--ledger", tmp_path)
    assert ran.code == 2
    assert "a folder cannot be written to" in ran.err
