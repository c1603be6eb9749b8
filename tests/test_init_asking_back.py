"""`xt init` without terms: `?` and `back` at each question, and what else a real truce needs asked."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from exchange_tracker.cli.terms_hints import EXPLANATIONS
from tests.program import xt
from tests.terminal import CTRL_C, ENTER, on_terminal
from tests.test_init_asking import FRAME, HOSTAGES, IDLE, LEAST, NO_MORE, SETTLED

WIDE = "stty columns 400; xt init x.db"
READING = [
    ("reading (", f"other{ENTER}"),
    ("title (", ENTER),
    ("held_by (", ENTER),
    ("sources (", ENTER),
    ("obligation (", ENTER),
]


def terms_of(folder: Path) -> dict[str, Any]:
    file = folder / "terms.toml"
    assert xt("terms", "check", file).code == 0
    return tomllib.loads(file.read_text(encoding="utf-8"))


def prompt_before(place: int) -> str:
    """What is asked after ``back``: the question before, with what was answered in brackets."""
    prompt, answer = FRAME[place - 1]
    return f"{prompt.partition(' [')[0].removesuffix(': ')} [{answer.strip()}]: "


def typed(*answers: str) -> list[tuple[str, str]]:
    """Steps of what to wait for and what to type, with | between them."""
    return [(each.partition("|")[0], f"{each.partition('|')[2]}{ENTER}") for each in answers]


def test_a_question_mark_explains_and_back_asks_the_one_before_at_every_question(
    tmp_path: Path,
) -> None:
    steps: list[tuple[str, str]] = []
    for place, (prompt, right) in enumerate(FRAME):
        explained = EXPLANATIONS["day starts" if place == 2 else prompt.partition(" (")[0]][:40]
        steps += [(prompt, f"?{ENTER}"), (explained, f"??{ENTER}"), (explained, f"back{ENTER}")]
        steps += [("this is the first question", right)] if not place else []
        before = prompt_before(place) if place else prompt
        steps += [(before, ENTER), (prompt, right)] if place else []
    steps += [
        *HOSTAGES,
        ("who owes (", f"back{ENTER}"),
        HOSTAGES[-1],
        NO_MORE,
        IDLE,
        NO_MORE,
        SETTLED,
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert seen.shown.count("  it was: ") == len(FRAME)
    assert "it was: Truce of March\n" in seen.shown
    plain = tmp_path / "plain"
    plain.mkdir()
    assert on_terminal("xt init x.db", *LEAST, folder=plain).code == 0
    assert terms_of(tmp_path) == terms_of(plain)


def test_every_question_has_an_explanation_and_no_other_has() -> None:
    sources = (Path(__file__).parents[1] / "exchange_tracker" / "cli").glob("terms_wizard*.py")
    text = "".join(file.read_text(encoding="utf-8") for file in sources)
    named = {name for name in EXPLANATIONS if f'"{name}"' in text}
    assert set(EXPLANATIONS) - named == {"how many", "how many by each date"}


def test_a_question_mark_is_a_number_that_was_not_disclosed_and_two_explain(tmp_path: Path) -> None:
    steps = [
        *LEAST[:10],
        ("how many (", f"??{ENTER}"),
        ("At least how many are owed", f"?{ENTER}"),
        *LEAST[11:],
    ]
    assert on_terminal(WIDE, *steps, folder=tmp_path).code == 0
    assert terms_of(tmp_path)["obligations"][0]["at_least"] == "?"


def test_back_leaves_nothing_of_what_was_taken_back(tmp_path: Path) -> None:
    steps = [
        *FRAME,
        *HOSTAGES,
        *typed("who owes|süd", "whom|prisoner", "only|back", "whom|back", "who owes|back"),
        *typed("sources|S1; https://example.org/a"),
        *typed(
            "who owes|süd",
            "whom|detainees",
            "the word for one of them? [y/N]|y",
            "only|",
            "per|phase",
            "how many|5",
            "title|",
        ),
        *typed("sources|", "who owes|", "reading|a", "title|back", "reading|b", "title|"),
        *typed(
            "held_by|",
            "sources|",
            "obligation|hostage-daily",
            "how|nothing",
            "obligation|",
            "reading|",
            "make it so|",
        ),
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    terms = terms_of(tmp_path)
    assert [each["id"] for each in terms["obligations"]] == ["hostage-daily", "detainees-in-all"]
    assert terms["obligations"][0]["sources"] == ["S1", "https://example.org/a"]
    assert list(terms["readings"]) == ["b"]


def test_an_enter_too_soon_is_asked_about(tmp_path: Path) -> None:
    steps = [
        *FRAME,
        *HOSTAGES,
        NO_MORE,
        ("Süd owes nothing; is that right? [y/N] ", ENTER),
        ("there is more to enter; write who owes it", f"süd{ENTER}"),
        *typed("whom|prisoner", "only|", "per|phase", "how many|5", "title|", "sources|"),
        NO_MORE,
        NO_MORE,
        SETTLED,
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert [each["party"] for each in terms_of(tmp_path)["obligations"]] == ["the-north", "süd"]


def test_who_leaves_where_it_asks_whether_an_answer_is_meant_has_the_answers_kept(
    tmp_path: Path,
) -> None:
    steps = [*FRAME, *HOSTAGES, NO_MORE, (IDLE[0], CTRL_C)]
    seen = on_terminal("exec xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 130
    assert "interrupted; what you answered is kept in terms-draft.toml\n" in seen.shown
    assert xt("terms", "check", tmp_path / "terms-draft.toml").code == 0


def test_one_party_alone_is_asked_about_and_a_short_word_can_be_chosen(tmp_path: Path) -> None:
    steps = [
        *FRAME[:3],
        ("parties (", f"Hamas, Israel{ENTER}"),
        ("  'Hamas, Israel' alone; is that right? [y/N] ", ENTER),
        ("there are others; write them all, with ; between them", f"gov = A; gov = B{ENTER}"),
        ("'gov' is given twice; keep one of the two", f"The government side of Yemen; B{ENTER}"),
        ("for a shorter word: back, and e.g. short = The government side of Yemen", f"back{ENTER}"),
        ("parties (", f"gov = The government side of Yemen; B = b{ENTER}"),
        ("  gov (The government side of Yemen), B (b)", FRAME[4][1]),
        FRAME[5],
        *typed("who owes (gov, B;|gov; B", "whom|prisoner", "only|", "per|phase", "how many|5"),
        *typed("title|", "sources|", "who owes|", "reading|", "make it so|"),
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    terms = terms_of(tmp_path)
    assert terms["parties"] == {"gov": "The government side of Yemen", "B": "b"}
    assert terms["obligations"][0]["party"] == ["gov", "B"]


def test_rates_differ_by_category_and_an_obligation_stands_for_those_who_count(
    tmp_path: Path,
) -> None:
    steps = [
        *FRAME,
        *typed("who owes|süd", "whom|hostage", "only|Saudi"),
        *typed(
            "'Saudi' does not say a nationality or a|nationality Saudi; Sudanese; category: ill"
        ),
        *typed("per|day", "how many|3", "title|", "sources|"),
        *typed("who owes|the-north", "whom|prisoner", "only|", "per|phase", "how many|each"),
        *typed("for each|hostage", "only|category civilian", "owed|30"),
        *typed("for each|hostage", "only|category soldier", "owed|50"),
        ("for each (", f"hostage-daily{ENTER}"),
        ("  for each who counts for hostage-daily", f"2{ENTER}"),
        *typed("for each|", "title|", "sources|", "who owes|", "reading|", "make it so|"),
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    first, second = terms_of(tmp_path)["obligations"]
    nationalities = ["Saudi", "Sudanese"]
    assert first["counts"] == {
        "kind": "hostage", "nationality": nationalities, "category": "ill", "basis": "agreement",
    }  # fmt: skip
    freed = {"party": "süd", "kind": "hostage", "basis": "agreement"}
    assert second["for_each"] == [
        {"counts": {**freed, "category": "civilian"}, "owed": 30},
        {"counts": {**freed, "category": "soldier"}, "owed": 50},
        {"obligation": "hostage-daily", "owed": 2},
    ]


@pytest.mark.parametrize("per", ["phase", "deadline"])
def test_a_reading_over_other_days_and_of_another_kind(tmp_path: Path, per: str) -> None:
    steps = [
        *LEAST[:7],
        *typed("whom|hostage", "only|nationality Saudi", f"per|{per}"),
        *typed("how many|10" if per == "phase" else "how many by each date|2026-03-03 10"),
        *typed("title|", "sources|", "who owes|"),
        IDLE,
        *READING,
        ("xt help readings, xt terms edit.", f"days;kinds;outside{ENTER}"),
        *typed("days|soon", "days|2026-03-03 2026-03-09", "kinds|remains"),
        NO_MORE,
        SETTLED,
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    days = tomllib.loads("from = 2026-03-03\nto = 2026-03-09")
    replaced = terms_of(tmp_path)["readings"]["other"]["obligations"]
    counts = {"kind": ["hostage", "remains"], "nationality": "Saudi"}
    assert list(replaced.values()) == [{**days, "counts": counts}]


def test_it_says_at_the_start_what_it_does_not_ask(tmp_path: Path) -> None:
    seen = on_terminal("xt init x.db", *LEAST, folder=tmp_path)
    start = seen.shown.partition("title (")[0]
    assert "Not asked: events," in start
    assert "xt terms new has examples" in start
    assert max(map(len, start.splitlines())) <= 110
