"""Words that look alike and are not the same are listed, once each; honest names are not."""

import csv
import unicodedata
from pathlib import Path

import pytest

from tests.ledgers import TERMS
from tests.program import Ran, xt

pytestmark = pytest.mark.usefixtures("engine")

TRUCES = sorted(path for path in (Path(__file__).parents[1] / "data").iterdir() if path.is_dir())
PAIRS = {
    "a Cyrillic letter": ("Israeli", "Isr\u0430eli", "CYRILLIC SMALL LETTER A (U+0430)"),
    "a Greek letter": ("Ofer", "\u039ffer", "GREEK CAPITAL LETTER OMICRON (U+039F)"),
    "another normal form": ("Jos\u00e9", "Jose\u0301", "COMBINING ACUTE ACCENT (U+0301)"),
    "case": ("Thai", "thai", "differs in upper and lower case alone"),
    "case in Cyrillic": ("Москва", "москва", "differs in upper and lower case alone"),
    "zero width": ("Thai", "Th\u200bai", "has ZERO WIDTH SPACE (U+200B) in it"),
    "a direction mark": ("Thai", "Thai\u200f", "has RIGHT-TO-LEFT MARK (U+200F) in it"),
    "a hard blank": ("South Sudan", "South\u00a0Sudan", "NO-BREAK SPACE (U+00A0)"),
    "full width": ("Thai", "\uff34hai", "FULLWIDTH LATIN CAPITAL LETTER T (U+FF34)"),
    "a ligature": ("office", "o\ufb03ce", "LATIN SMALL LIGATURE FFI (U+FB03)"),
    "an l for an I": ("Israeli", "lsraeli", "LATIN SMALL LETTER L (U+006C)"),
    "an Arabic yeh": ("\u0639\u0644\u064a", "\u0639\u0644\u06cc", "ARABIC LETTER FARSI YEH"),
    "a tatweel": ("\u0639\u0644\u064a", "\u0639\u0640\u0644\u064a", "ARABIC TATWEEL"),
    "a hyphen": ("Russian-Israeli", "Russian\u2010Israeli", "HYPHEN (U+2010)"),
}
HONEST = (
    *("Israeli", "Thai", "Filipino", "Jose", "José", "Москва", "Мосva", "ישראלי", "ישראל", "تايلندي"),
    *("إسرائيلي", "فلسطيني", "Ελλάδα", "Ελλάδ", "modern", "modem", "Niger", "Nigeria", "a", "b", "א"),
)  # fmt: skip


def folder(path: Path, *words: str, terms: str = TERMS, column: str = "nationality") -> Path:
    path.mkdir(exist_ok=True)
    (path / "terms.toml").write_text(terms, encoding="utf-8")
    with (path / "releases.csv").open("w", encoding="utf-8", newline="") as file:
        header = ["id", "day", "party", "kind", "count", "sources"]
        rows = [[f"e{n}", "2024-01-01", "a", "h", "1", "https://s", w] for n, w in enumerate(words)]
        csv.writer(file).writerows([[*header, column], *rows])
    return path


def listed(path: Path) -> Ran:
    return xt("discrepancies", "--type", "look-alike", "-O", "csv", "--ledger", path)


@pytest.mark.parametrize(("one", "other", "said"), PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize("column", ["nationality", "category", "basis"])
def test_two_words_that_look_alike_are_listed_once_with_what_differs(
    tmp_path: Path, one: str, other: str, said: str, column: str
) -> None:
    ran = listed(folder(tmp_path / "f", one, other, one, "other", one, column=column))
    assert ran.code == 1
    (row,) = ran.rows
    assert row["subject"] == column
    assert row["detail"].startswith(
        f"The {column} '{one}' (e0 and 2 more) looks like '{other}' (e1)"
    )
    assert said in row["detail"]


def test_honest_names_in_any_script_are_not_listed(tmp_path: Path) -> None:
    names = [*HONEST, *(unicodedata.normalize("NFC", f"{name}x") for name in HONEST)]
    ran = listed(folder(tmp_path / "f", *names))
    assert (ran.code, ran.rows) == (0, [])


@pytest.mark.parametrize("truce", TRUCES, ids=lambda path: path.name)
def test_no_truce_of_the_checkout_has_any(truce: Path) -> None:
    assert listed(truce).rows == []


def test_two_parties_of_one_title_are_listed(tmp_path: Path) -> None:
    terms = TERMS.replace("[parties]\n", '[parties]\nc = "Same"\nd = "Same"\ne = "S\u0430me"\n')
    (row,) = listed(folder(tmp_path / "f", terms=terms)).rows
    assert row["subject"] == "title of a party"
    assert row["detail"].startswith("The title of a party 'Same' (c) looks like ")
    assert "'Same' (d), which is the same" in row["detail"]
    assert "CYRILLIC SMALL LETTER A (U+0430)" in row["detail"]


def test_a_word_of_the_terms_is_compared_with_those_of_the_entries(tmp_path: Path) -> None:
    terms = TERMS.replace('kind = "h"', 'kind = "h", nationality = "Thai"')
    assert terms != TERMS
    (row,) = listed(folder(tmp_path / "f", "Th\u0430i", "Th\u0430i", terms=terms)).rows
    assert "'Thai' (terms), which has LATIN SMALL LETTER A (U+0061)" in row["detail"]


def test_a_word_far_too_long_to_be_one_takes_no_time(tmp_path: Path) -> None:
    marks = "a" + "\u0301\u0316" * 60_000
    assert listed(folder(tmp_path / "f", marks, marks + "b")).code == 0
