"""What no small file may cost its reader: each bound, and the words in which it is refused."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Release
from exchange_tracker.parse import limits
from exchange_tracker.parse.listed_words import write_one_of
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.table_rows import CHUNK
from exchange_tracker.parse.terms import combines, parse_terms, values
from exchange_tracker.store.folder import read_terms
from tests.program import xt

HEAD = """title = "T"
timezone = "UTC"
[parties]
a = "A"
"""


def terms(*more: str, first: str = "2023-11-24", last: str = "2023-11-30") -> str:
    """Terms of one phase, and what follows."""
    return f'{HEAD}[[phases]]\nname = "p"\nfrom = {first}\nto = {last}\n' + "".join(more)


def owes(name: str, more: str = "at_least = 1", per: str = "day") -> str:
    """One obligation."""
    return (
        f'[[obligations]]\nid = "{name}"\nparty = "a"\n'
        f'counts = {{ kind = "h" }}\nper = "{per}"\n{more}\n'
    )


def names(wanted: int, *, but: int = -1) -> list[str]:
    """The items of a `for_each` that names obligations."""
    return [f'{{ obligation = "o{n}", owed = 1 }}' for n in range(wanted) if n != but]


def said(text: str, *, checked: bool = False) -> list[str]:
    """The problems of terms, one a line."""
    with pytest.raises(Refusal) as refusal:
        parse_terms(text, checked=checked)
    return str(refusal.value).split("\n")


@pytest.mark.parametrize("key", ["[{}]", "{} = 1", "x = {{ {} = 1 }}", "x = [ {{ {} = 1 }} ]"])
@pytest.mark.parametrize("steps", [["a"], ["a", '"b"', "'c'"]])
def test_a_key_of_many_steps_is_refused_before_it_is_read(key: str, steps: list[str]) -> None:
    line = key.format(" . ".join((steps * 20_000)[:20_000]))
    (problem,) = said(f"title = '.'\n{line}")
    where, words = problem.split(": ", 1)
    assert where.startswith("terms.toml:2:")
    assert words == (
        "a key has more than 32 parts with dots between;"
        " put a text in quotes, and write shorter keys"
    )


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
def test_dots_in_texts_and_remarks_are_no_keys(quote: str) -> None:
    dots = ".".join("a" * 100)
    text = terms(owes("o", f"at_least = 1 # {dots}\ntitle = {quote}{dots}{quote}"))
    assert parse_terms(text).as_written.obligations[0].title == dots


def test_a_year_typed_short_is_refused() -> None:
    assert said(terms(owes("o"), first="0023-11-24")) == [
        (
            "terms.toml: phases[0].from (p): 0023-11-24 lies before the year 1800;"
            " write all four digits of the year, e.g. 2023"
        )
    ]
    assert parse_terms(terms(owes("o", per="phase"), first="1800-01-01"))


def test_twenty_years_of_days_of_nine_obligations_are_taken_under_three_readings() -> None:
    readings = "".join(f"[readings.r{n}.obligations.o0]\nat_least = {n}\n" for n in range(2))
    obligations = [owes(f"o{n}", "at_least = 1\ncarry = 'both'") for n in range(10)]
    years = {"first": "2005-01-01", "last": "2024-12-31"}
    assert len(parse_terms(terms(*obligations[:9], readings, **years)).readings) == 3
    for checked in (False, True):
        assert said(terms(*obligations, readings, **years), checked=checked) == [
            (
                "terms.toml: the obligations have 219,150 periods under all readings together, more"
                " than 200,000; check the years of the phases, or leave out readings"
            )
        ]


def of_many(readings: int, *, alike: bool = False) -> str:
    """Terms of so many readings, each of one period that ends on a day of its own, unless alike."""
    start = date(2023, 11, 24)
    last = [start if alike else start + timedelta(n) for n in range(readings)]
    head = f"per = 'phase'\nfrom = {start}\nto"
    each = (f"[readings.r{n}.obligations.o]\n{head} = {to}\n" for n, to in enumerate(last))
    return terms(owes("o"), *each)


def test_readings_with_too_many_periods_of_their_own_to_set_side_by_side_are_refused() -> None:
    """Of terms that pass every other limit, each reading would be heard on each period of the others."""
    assert parse_terms(of_many(2_000, alike=True))
    assert parse_terms(of_many(900))
    assert said(of_many(2_000)) == said(of_many(2_000), checked=True)
    assert said(of_many(2_000)) == [
        (
            "terms.toml: the readings have periods of their own that are set side by side 8,032,014"
            " times, more than 2,000,000; leave out readings, or give them the same 'per', 'phases',"
            " 'from' and 'to'"
        )
    ]


@pytest.mark.parametrize(
    "more",
    [
        "".join(f"[x{n}]\n" for n in range(90_000)),
        "".join(f"[readings.r{n}]\nx = 1\n" for n in range(15_000)),
        "".join("[[obligations]]\nx = 1\n" for _ in range(15_000)),
        "".join("[[phases]]\n" for _ in range(40_000)),
        f"x = [{'{a = 1}, ' * 15_000}]\n",
    ],
    ids=["unknown", "readings", "obligations", "phases", "inside"],
)
def test_terms_of_very_many_keys_are_refused_unread(more: str) -> None:
    (problem,) = said(more + HEAD if more.startswith("x") else HEAD + more)
    assert problem.startswith("terms.toml: the tables of the terms have ")
    assert problem.endswith(
        " keys, more than 30,000; check that it is the right file, or split the terms"
    )


def test_credit_of_too_many_periods_is_refused() -> None:
    lends = "at_least = 1\ncarry = 'surplus'\ncarry_days = "
    century = {"first": "1925-01-01", "last": "2024-12-31"}
    assert parse_terms(terms(owes("o", f"{lends}100"), **century))
    assert said(terms(owes("o", f"{lends}36500"), **century)) == [
        (
            "terms.toml: with carry_days as long as here, 1,333,199,025 periods could lend to another;"
            " write fewer days, or leave carry_days out: then no credit lapses"
        )
    ]


def test_too_many_readings_of_too_many_obligations_are_refused_unread() -> None:
    readings = "".join(f"[readings.r{n}]\n" for n in range(1_500))
    obligations = [owes(f"o{n}") for n in range(700)]
    assert said(terms(*obligations, readings)) == [
        (
            "terms.toml: 1,501 readings of 1,400 rules are more than 1,000,000 together;"
            " leave out readings or obligations, or split the terms"
        )
    ]


def test_only_the_first_circles_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: Counter[str] = Counter()
    one_circle = combines._circle

    def counted(graph: combines.Graph) -> combines.Circle:
        tried["circle"] += 1
        return one_circle(graph)

    monkeypatch.setattr(combines, "_circle", counted)
    for size in (20, 40, 80):
        tried.clear()
        each = [owes(f"o{n}", f"for_each = [{', '.join(names(size, but=n))}]") for n in range(size)]
        assert len(said(terms(*each))) == limits.MOST_CIRCLES
        assert tried["circle"] <= limits.MOST_CIRCLES + 2  # one to see that there is none
        tried.clear()
        others = [[f"'r{m}'" for m in range(size) if m != n] for n in range(size)]
        readings = [f"[readings.r{n}]\ncombines = [{', '.join(o)}]\n" for n, o in enumerate(others)]
        assert len(said(terms(owes("o"), *readings))) == limits.MOST_CIRCLES
        assert tried["circle"] <= limits.MOST_CIRCLES + 2  # one to see that there is none


def test_the_name_meant_is_looked_for_among_few(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    meant: Callable[[str, list[str]], str] = values.likely_name

    def counted(value: str, among: list[str]) -> str:
        asked.append(len(among))
        return meant(value, among)

    monkeypatch.setattr(values, "likely_name", counted)
    for size in (500, 1_000):
        asked.clear()
        each = [
            owes(f"o{n}", f'for_each = [{{ obligation = "ox{n}", owed = 1 }}]') for n in range(size)
        ]
        assert len(said(terms(*each))) == size
        assert max(asked) <= 50


def test_a_file_of_terms_has_a_size(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("large") / "terms.toml"
    path.write_text(terms(owes("o")) + "#" * limits.LARGEST_TERMS, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        read_terms(path)
    assert str(refusal.value) == (
        "terms.toml: the file is larger than 1,048,576 bytes; check that it is the right file"
    )


def test_a_table_of_dates_costs_as_much_as_its_dates() -> None:
    day = date(1900, 1, 1).toordinal()
    days = [date.fromordinal(day + n).isoformat() for n in range(3_000)]
    phases = "".join(f'[[phases]]\nname = "p{d}"\nfrom = {d}\nto = {d}\n' for d in days)
    table = ", ".join(f"{d} = 1" for d in days)
    agreed = parse_terms(HEAD + phases + owes("o", f"at_least = {{ {table} }}"))
    assert len(agreed.as_written.obligations[0].at_dates) == len(days)


def test_the_words_of_one_problem_stay_few() -> None:
    words = [f"w{n}" for n in range(100_000)]
    assert write_one_of(words[:2]) == "write one of w0, w1"
    assert write_one_of(words).endswith(", w15, … (100,000 in all)")


@pytest.mark.parametrize("wrong", ["2023-11-24,a,h,many", "2023-11-24,a,h", '2023-11-24,a,"h"x,1'])
def test_of_a_file_of_wrong_rows_the_first_are_listed_and_the_rest_is_not_read(
    tmp_path: Path, wrong: str
) -> None:
    (tmp_path / "terms.toml").write_text(terms(owes("o")), encoding="utf-8")
    rows = [wrong] * (3 * limits.MOST_PROBLEMS)
    path = tmp_path / "releases.csv"
    path.write_text("\n".join(["day,party,kind,count", *rows, ""]), encoding="utf-8")
    with path.open("rb") as raw:
        reader = Reader(Release, parse_terms(terms(owes("o"))))
        assert list(chain.from_iterable(chunk.facts for chunk in reader.csv(raw, path.name))) == []
        assert limits.MOST_PROBLEMS <= reader.read <= limits.MOST_PROBLEMS + CHUNK
    ran = xt("check", "--ledger", tmp_path)
    lines = ran.err.splitlines()
    assert ran.code == 3
    assert len(lines) == limits.MOST_PROBLEMS + 1
    assert lines[0].startswith("releases.csv:2: ")
    assert lines[-1] == "the rest of the file was not read: mend these problems first"
    ledger = tmp_path / "l.db"
    assert xt("init", ledger, "--terms", tmp_path / "terms.toml", "--by", "desk").code == 0
    ran = xt("import", "releases", path, "--ledger", ledger, "--by", "desk")
    assert ran.code == 3
    assert ran.err.splitlines()[-2:] == [
        "the rest of the file was not read: mend these problems first",
        (
            f"{reader.read:,} rows read = 0 added + 0 already there + {reader.read:,} refused; nothing was"
            " written"
        ),
    ]
