"""The paragraph to paste: five sentences at most, notes below it, and the words of another language."""

import re
from pathlib import Path

import pytest

from exchange_tracker.report.say.languages import Language, words_of
from exchange_tracker.report.say.languages.words import Words
from tests.desk.moments import NOV
from tests.desk.said import DATA, DAY, LATER, LATEST, TRUCES, days, say, say_in_short
from tests.program import xt
from tests.truces import HEAD, owes, phase, reading, write

NOVEMBER = (
    "On the truce day of 30 November 2023 (from 07:00, Asia/Jerusalem), Hamas released eight Israeli"
    " hostages: six women and two minors; Israel released 30 Palestinian prisoners: 23 minors and"
    " seven women. By the terms as written, “At least ten Israeli hostages a day” and “Ten more"
    " hostages for each further day”: eight count, two under the minimum of ten; “Three prisoners for"
    " each hostage, day by day”: 30 count, six more than the 24 due. By another reading, “Every"
    " Israeli citizen counts, and a surplus is credited to the next day” (“credit”; held by a source"
    " close to Hamas, quoted by AFP; the figures of Qatar's list for 30 November), also counting two"
    " Russian-Israeli hostages of 29 November recorded as “separate”: for Hamas, eight count and two"
    " are credited, together the minimum of ten; for Israel, 30 count, exactly the 30 due; by another"
    " reading, “Only the total of each phase is owed; no day stands alone” (“phase-totals”; held by"
    " arithmetic of the agreed totals, 50 + 20 + 10), for “At least ten Israeli hostages a day”,"
    " nothing is owed on this day. In all, over the truce days of 24 to 30 November, Hamas released"
    " 105 hostages: 78 Israeli and, recorded as “separate”, 23 Thai, three Russian-Israeli and one"
    " Filipino; Israel released 240 Palestinian prisoners; not in these totals: four people recorded"
    " for Hamas before the truce; 143 were still held (“Hostages held in Gaza”) at the end of the day,"
    " as recorded, two of them dead."
)


def test_the_seventh_day_of_november_2023_in_four_sentences() -> None:
    assert say_in_short(NOV, DAY).out.startswith(f"{NOVEMBER} (Judged at 2023-12-01 12:00 ")


@pytest.mark.parametrize("truce", TRUCES)
def test_a_day_is_told_in_five_sentences_at_most(truce: str) -> None:
    for day in days(truce):
        rows = say_in_short(DATA / truce, day, "-O", "csv", at=LATEST).rows
        assert 1 <= len(rows) <= 5


@pytest.mark.parametrize("length", ["short", "full"])
@pytest.mark.parametrize("truce", TRUCES)
def test_each_note_names_what_stands_inline_and_its_sources_with_their_addresses(
    truce: str, length: str
) -> None:
    folder, day = DATA / truce, days(truce)[-1]
    inline = say_in_short(folder, day, "--cite=inline", "--length", length, at=LATEST).out
    noted = say_in_short(folder, day, "--cite", "--length", length, at=LATEST).out
    text, notes, sources = noted.rstrip("\n").split("\n\n")
    listed = dict(re.findall(r"^\[(\d+)\] (.*)$", notes, re.MULTILINE))
    assert list(listed) == [str(n) for n in range(1, len(listed) + 1)]
    assert re.sub(r"\[(\d+)\]", lambda mark: f"[{listed[mark[1]]}]", text) == inline.rstrip("\n")
    recorded = {row["id"]: row for row in xt("sources", "-f", folder, "-O", "csv").rows}
    for line in sources.splitlines():
        name, _, facts = line.partition(": ")
        assert recorded[name]["publisher"] in facts
        assert (recorded[name]["url"] or "") in facts


@pytest.mark.parametrize("place", [("--cite", DAY), (DAY, "--cite"), ("--cite=notes", DAY)])
def test_a_cite_without_a_value_may_stand_anywhere(place: tuple[str, str]) -> None:
    noted = say_in_short(NOV, *place).out
    assert "eight Israeli hostages [1]: six women [2] and two minors [3];" in noted
    assert "\n[1] n32–n34; N62, N66, N87\n" in noted
    assert "\nN66: The Times of Israel, 2023-11-30, https://www.timesofisrael.com/" in noted


def test_rows_and_pages_have_their_notes_too() -> None:
    (first, *_) = say_in_short(NOV, DAY, "--cite", "-O", "csv").rows
    assert "hostages [n32–n34; N62, N66, N87]" in first["text"]
    page = say_in_short(NOV, DAY, "--cite", "-O", "html").out
    assert "<li>[1] n32–n34; N62, N66, N87</li>" in page


def test_what_readings_say_of_one_obligation_among_several_names_it(tmp_path: Path) -> None:
    terms = (
        HEAD
        + phase("p", 1, 3)
        + owes("one", "a", "at_least = 3")
        + owes("two", "a", "at_least = 2")
    )
    terms += owes("three", "b", "at_least = 1") + reading("r", "one", "at_least = 2")
    terms += "[readings.v]\n[readings.v.obligations.one]\nvoid = true\n"
    terms += (
        "[readings.v.obligations.two]\nvoid = true\n[readings.v.obligations.three]\nat_least = 2\n"
    )
    folder = write(tmp_path / "t", terms, "02 a h 1\n02 b h 1")
    said = say_in_short(folder, "2024-01-02", at=LATER).out
    assert (
        "By another reading, “r” (“r”; held by somebody), for “one”, one counts, one under" in said
    )
    void = "for “one”, nothing is owed on this day; for “two”, nothing is owed on this day"
    assert "by another reading, “v” (held by nobody named), " in said
    assert void in said
    assert "for Side B, one counts, one under the minimum of two" in said


def test_parties_of_whom_nothing_is_recorded_are_named_together(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", HEAD + phase("p", 1, 3), "01 a h 2")
    words = "On 2 January 2024, no release by Side A or Side B is recorded. In all, over"
    assert words in say_in_short(folder, "2024-01-02", at=LATER).out


def test_the_totals_of_a_first_day_are_those_of_the_day(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", HEAD + phase("p", 2, 3), "02 a h 2")
    assert "In all" not in say_in_short(folder, "2024-01-02", at=LATER).out
    assert "truce began" not in say_in_short(folder, "2024-01-02", at=LATER).out
    before = write(tmp_path / "u", HEAD + phase("p", 2, 3), "01 b h 1\n02 a h 2")
    words = "Since the truce began that day, Side A released two people recorded as “h”; no release"
    assert words in say_in_short(before, "2024-01-02", at=LATER).out


# ------------------------------------------------------------------------ another language

FRENCH = (
    "Le 30 novembre 2023, jour de trêve (à partir de 07 h 00, Asia/Jerusalem), Hamas a libéré huit"
    " otages israéliens : six femmes et deux mineurs ; Israel a libéré 30 prisonniers palestiniens :"
    " 23 mineurs et sept femmes. Selon les termes tels qu’ils sont écrits, « At least ten Israeli"
    " hostages a day » et « Ten more hostages for each further day » : huit comptent, deux de moins"
    " que le minimum de dix ; « Three prisoners for each hostage, day by day » : 30 comptent, six de"
    " plus que les 24 dus. Selon une autre lecture, « Every Israeli citizen counts, and a surplus is"
    " credited to the next day » (« credit » ; défendue par « a source close to Hamas, quoted by AFP;"
    " the figures of Qatar's list for 30 November »), en comptant aussi deux otages russo-israéliens"
    " (29 novembre) sous la mention « separate » : pour Hamas, huit comptent et deux sont portés au"
    " crédit, ensemble le minimum de dix ; pour Israel, 30 comptent, exactement les 30 dus ;"
)


def test_the_seventh_day_in_french() -> None:
    said = say_in_short(NOV, DAY, "--language", "fr").out
    assert said.replace("\u00a0", " ").startswith(FRENCH)
    assert "(Jugé au 2023-12-01 12:00 Asia/Jerusalem (2023-12-01 10:00 UTC), d’après le" in said


def test_a_language_that_is_not_there_is_refused() -> None:
    ran = xt("say", DAY, "--ledger", NOV, "--language", "la")
    assert (ran.code, ran.out) == (2, "")
    assert "'la' is not one of 'en', 'fr'." in ran.err


def phrases(words: Words) -> dict[str, set[str]]:
    """The places of every phrase of a language, by its name."""
    names = [name for name in Words._fields if name != "grammar"]
    return {name: set(re.findall(r"\{(\w+)\}", getattr(words, name))) for name in names}


def test_every_phrase_has_the_same_places_in_every_language() -> None:
    english, french = (words_of(language) for language in Language)
    assert phrases(english) == phrases(french)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("02 a hostage 1", "Side A a libéré un otage"),
        ("02 a woman 1", "Side A a libéré une femme"),
        ("02 a remains 1", "Side A a libéré la dépouille d’une personne"),
        ("02 a remains 2+", "les dépouilles d’au moins deux personnes (le nombre total"),
        ("02 a hostage ?", "a libéré des otages dont le nombre n’a pas été communiqué"),
        ("02 a hostage 1718", "Side A a libéré 1\u202f718 otages"),
        ("02 b h 2", "Side B a libéré deux personnes sous la mention «\u00a0h\u00a0»."),
        ("01 a hostage 1", "Le 2 janvier 2024, aucune libération par Side A ou Side B n’est"),
        ("01 a hostage 2", "du 1er au 2 janvier, Side A a libéré deux otages\u00a0;"),
    ],
)
def test_french_words_agree(tmp_path: Path, rows: str, words: str) -> None:
    folder = write(tmp_path / "t", HEAD + phase("p", 1, 2), rows)
    assert words in say_in_short(folder, "2024-01-02", "--language", "fr", at=LATER).out


def test_french_adjectives_agree(tmp_path: Path) -> None:
    rows = (
        "02 a hostage 1 Israeli\n02 a remains 2 Thai\n02 a woman 3 Israeli;Russian\n02 a h 1 Xish"
    )
    folder = write(tmp_path / "t", HEAD + phase("p", 1, 2), rows, "nationality")
    said = say(folder, "2024-01-02", "--language", "fr", at=LATER).out.replace("\u00a0", " ")
    assert "trois femmes israélo-russes, les dépouilles de deux personnes (thaïlandaises)" in said
    assert (
        "une personne de nationalité « Xish » sous la mention « h » et un otage israélien" in said
    )
