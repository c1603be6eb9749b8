"""The phrases that reports share, right with none, one, two, many and an unknown number."""

import pytest

from exchange_tracker.facts.figures import UNLIMITED
from exchange_tracker.report.people_english import range_words
from exchange_tracker.report.phrases import (
    amount,
    and_more,
    by_weeks,
    counted_words,
    headcount_words,
    more_or_fewer,
    numbered,
)

NUMBERS = (0, 1, 2, 11, 1718)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        (
            lambda n: numbered(n, "entry", "entries"),
            "0 entries; 1 entry; 2 entries; 11 entries; 1,718 entries",
        ),
        (lambda n: amount(n, n), "0; 1; 2; 11; 1,718"),
        (lambda n: amount(n, n + 1), "0 or 1; 1 or 2; 2 or 3; 11 or 12; 1,718 or 1,719"),
        (lambda n: amount(n, n + 5), "0 to 5; 1 to 6; 2 to 7; 11 to 16; 1,718 to 1,723"),
        (
            lambda n: amount(n, UNLIMITED),
            "an unknown number; at least 1; at least 2; at least 11; at least 1,718",
        ),
        (lambda n: range_words(n, n), "no; one; two; 11; 1,718"),
        (
            lambda n: range_words(n, n + 1),
            "at most one; one or two; two or three; 11 or 12; 1,718 or 1,719",
        ),
        (
            lambda n: range_words(n, n + 5),
            "at most five; one to six; two to seven; 11 to 16; 1,718 to 1,723",
        ),
        (and_more, "and 0 more; and 1 more; and 2 more; and 11 more; and 1,718 more"),
        (lambda n: more_or_fewer(-n or 1), "1 more; 1 fewer; 2 fewer; 11 fewer; 1,718 fewer"),
        (
            lambda n: headcount_words(7, n),
            f"7{'; at least 7 ({} without a full number)' * 4}".format(
                "1 entry", "2 entries", "11 entries", "1,718 entries"
            ),
        ),
        (
            lambda n: by_weeks(n or 1),
            "by week; by week; by 2 weeks; by 11 weeks; by 1,718 weeks",
        ),
        (
            lambda n: counted_words("all", ["differs"] * n, ["differs"]) if n else "",
            "; all: 1 differs; all: 2 differ; all: 11 differ; all: 1,718 differ",
        ),
    ],
)
def test_a_phrase_is_right_with_every_number(phrase: object, words: str) -> None:
    assert callable(phrase)
    assert "; ".join(phrase(number) for number in NUMBERS) == words
