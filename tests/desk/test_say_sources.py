"""What a paragraph says of sources that are named and not recorded, and of addresses."""

import json
import re
from pathlib import Path

import pytest

from tests.desk.moments import copied
from tests.desk.said import DAY, LATEST, say
from tests.truces import HEAD, owes, phase, write


def test_a_source_that_is_not_recorded_is_not_cited(tmp_path: Path) -> None:
    truce = copied(tmp_path)
    (truce / "sources.csv").write_text("id,publisher\n", encoding="utf-8")
    said = say(truce, DAY, "--cite=inline").out
    assert "eight Israeli hostages [n32–n34; N62, N66, N87 (not among the sources)]" in said
    assert "no source" not in said  # each names some
    assert re.search("N62.* are named and are not among the sources[.]", said)
    (row, *_) = json.loads(say(truce, DAY, "-O", "json").out)
    assert "N62" not in (row["sources"] or "")


@pytest.mark.parametrize(
    ("rows", "english", "french"),
    [
        (
            "01 a h 1 r1 -\n01 a h 2 r2 S9",
            "the following have no source: one person recorded as “h” for Side A; S9 is named and is not among the sources.",
            "; S9 est citée et n’est pas parmi les sources.",
        ),
        (
            "01 a h 1 r1 S8\n01 a h 2 r2 S9",
            "S8 and S9 are named and are not among the sources.",
            "S8 et S9 sont citées et ne sont pas parmi les sources.",
        ),
    ],
)
def test_a_source_that_is_named_and_not_recorded_is_not_no_source(
    tmp_path: Path, rows: str, english: str, french: str
) -> None:
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", "at_least = 3")
    truce = write(tmp_path / "t", terms, rows, "id sources")
    assert english in say(truce, "2024-01-01", at=LATEST).out
    assert french in say(truce, "2024-01-01", "--language=fr", at=LATEST).out


def test_addresses_are_no_ids_that_count_on(tmp_path: Path) -> None:
    """Each stands whole, so that it can be followed; only ids in a row are written as a range."""
    pages = [f"https://news.example.org/{number}" for number in (6, 7, 8, 9)]
    rows = "\n".join(f"01 a h 1 r{number} {page}" for number, page in enumerate(pages, 1))
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", "at_least = 4")
    truce = write(tmp_path / "t", terms, rows, "id sources")
    said = say(truce, "2024-01-01", "--cite=inline", at=LATEST).out
    assert f"[r1–r4; {', '.join(pages)}]" in said


def test_what_is_too_much_to_be_named_is_counted_in_the_language_of_the_day(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", "at_least = 4")
    rows = "\n".join(f"01 a h 1 r{number} S{number}" for number in range(1, 184, 2))
    truce = write(tmp_path / "t", terms, rows, "id sources")
    for language, more, unlisted in (
        ("en", ", r119, and 32 more; ", ", S119, and 32 more are named and"),
        ("fr", ", r119, et 32 de plus; ", ", S119, et 32 de plus sont citées et"),
    ):
        options = ("2024-01-01", "--language", language)
        inline = say(truce, *options, "--cite=inline", at=LATEST).out
        notes = say(truce, *options, "--cite", at=LATEST).out
        assert more in inline
        assert more in " ".join(notes.split())
        assert unlisted in inline
