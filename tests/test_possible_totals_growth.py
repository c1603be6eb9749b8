"""What it costs to look for entries that are totals of others: no combination of words is made in vain."""

from collections.abc import Callable

from exchange_tracker.facts.model import Release
from exchange_tracker.queries.discrepancies.possible_totals import Numbered, Total, totals
from tests.steps import growth
from tests.test_judge_growth import LINEAR


def _entry(people: int, category: str, nationality: str = "") -> Numbered:
    release = Release(
        id="e",
        day="2024-01-01",
        party="a",
        kind="h",
        count=str(people),
        category=category,
        nationality=nationality,
    )
    return Numbered(release, people)


def _of_words(words: int) -> list[Numbered]:
    """A total of two, each of so many categories and nationalities."""
    several = ";".join(f"w{number}" for number in range(words))
    return [_entry(5, "w1"), _entry(2, several, several), _entry(3, several, several)]


def _looking(entries: int, words: int) -> Callable[[], object]:
    each = _of_words(words)
    return lambda: list(totals(each * entries))


def test_a_total_of_entries_of_very_many_words_is_named_and_no_combination_is_made_in_vain() -> (
    None
):
    assert list(totals(_of_words(2_000))) == [Total(0, (1, 2))]
    assert growth(lambda size: _looking(1, size), 1_000) < LINEAR


def test_looking_for_totals_costs_what_the_entries_do() -> None:
    assert growth(lambda size: _looking(size, 3), 200) < LINEAR
