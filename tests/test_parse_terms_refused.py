"""Each file of wrong terms is refused with every problem in it, in words that help to mend it."""

from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.terms import parse_terms

BAD = Path(__file__).parent / "bad" / "terms"
FILES = sorted(BAD.glob("*.toml"))
GOOD = Path(__file__).parents[1] / "data" / "nov2023" / "terms.toml"


def refused(text: str, *, checked: bool = False) -> str:
    with pytest.raises(Refusal) as refusal:
        parse_terms(text, checked=checked)
    return str(refusal.value)


def said_when_checked(text: str) -> str:
    """Give the refusal of a text that is said to be checked; blank where it is taken."""
    try:
        parse_terms(text, checked=True)
    except Refusal as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_wrong_terms_are_refused_in_these_words(file: Path) -> None:
    expected = file.with_suffix(".expected").read_text(encoding="utf-8")
    assert refused(file.read_text(encoding="utf-8")) + "\n" == expected


def test_each_file_stands_beside_its_words_and_nothing_else_does() -> None:
    assert {file.stem for file in FILES} == {file.stem for file in BAD.glob("*.expected")}
    assert len(FILES) >= 45


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_terms_said_to_be_checked_are_read_or_refused_but_never_crash(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert said_when_checked(text) in ("", refused(text))


def test_a_problem_names_the_file_it_was_read_from() -> None:
    with pytest.raises(Refusal, match=r"^my truce\.toml:1:5: \? stands without quotes; "):
        parse_terms("a = ?", "my truce.toml")


def test_every_problem_has_its_three_parts() -> None:
    with pytest.raises(Refusal) as refusal:
        parse_terms(GOOD.read_text(encoding="utf-8").replace('per      = "day"', 'per = "daily"'))
    assert [problem[:3] for problem in refusal.value.problems] == [
        (
            f"terms.toml: obligations[{place}].per ({name})",
            "'daily' is not a period",
            'did you mean "day"? write day, deadline, week or phase',
        )
        for place, name in [
            (1, "hostages-daily"),
            (2, "hostages-extensions"),
            (4, "prisoners-extensions"),
        ]
    ]


def test_a_slip_in_a_name_is_one_problem_for_each_place_that_uses_it() -> None:
    text = GOOD.read_text(encoding="utf-8").replace('"first extension"\n', '"1st extension"\n', 1)
    replaced = "readings.phase-totals.obligations.hostages-extensions"
    known = "write one of 'first four days', '1st extension', 'second extension'"
    unknown = (
        f"'first extension' is not a phase of the terms; did you mean '1st extension'? {known}"
    )
    assert refused(text).splitlines() == [
        f"terms.toml: obligations[2].phases[0] (hostages-extensions): {unknown}",
        f"terms.toml: obligations[4].phases[0] (prisoners-extensions): {unknown}",
        f"terms.toml: {replaced}.at_least.'first extension': {unknown}",
    ]


def test_half_a_character_is_refused_where_it_stands() -> None:
    assert refused('title = "\udc80"') == (
        "terms.toml:1:10: half a character stands here; save the file as UTF-8"
    )


def test_a_key_many_tables_deep_is_only_unknown() -> None:
    deep = GOOD.read_text(encoding="utf-8") + "\n[" + ".".join(["extra"] * 32) + "]\n"
    assert refused(deep).startswith("terms.toml: extra: 'extra' is not a key here; write one of ")
    excepted = ".".join(["except"] * 27)
    deep = GOOD.read_text(encoding="utf-8") + (
        f"\n[readings.x.obligations.hostages-daily.counts.{excepted}]\n"
    )
    words = "'except' is not a key here; write one of 'kind', 'category', 'nationality', 'basis'"
    where = "readings.x.obligations.hostages-daily.counts.except.except"
    assert refused(deep) == f"terms.toml: {where}: {words}"
    assert said_when_checked(deep) in ("", f"terms.toml: {where}: {words}")


def test_a_chain_of_readings_and_obligations_may_be_long() -> None:
    readings = "".join(
        f'[readings.r{n}]\ncombines = ["r{n + 1}", "s{n + 1}"]\n'
        f'[readings.s{n}]\ncombines = ["r{n + 1}"]\n'
        for n in range(1100)
    )
    last = "[readings.r1100.obligations.hostages-daily]\nvoid = true\n[readings.s1100]\n"
    terms = parse_terms(GOOD.read_text(encoding="utf-8") + readings + last)
    names = {reading.name: len(reading.obligations) for reading in terms.readings}
    assert (names["as-written"], names["r0"], names["s1100"]) == (5, 4, 5)
