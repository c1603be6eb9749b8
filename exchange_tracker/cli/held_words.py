"""What is said of rows that are held back: where they stand, with which others, and what takes them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from exchange_tracker.facts.model import Happening
from exchange_tracker.queries.told_twice import DoubleCount, Why
from exchange_tracker.store.ledger.added_rows import Place
from exchange_tracker.store.ledger.row_import import Input
from exchange_tracker.store.ledger.second_look import MOST


def held_words(
    double: DoubleCount,
    rows: Mapping[str, Happening],
    places: Mapping[str, Place],
    files: Sequence[Input],
) -> str:
    """Name a row that is held back, its partners and what decides; no name of people."""

    def called(name: str) -> str:
        place = places.get(name)
        return f"{files[place.file].name}:{place.line}" if place else name

    return f"{called(double.id)}: held back: {_why(double, rows, called)}"


def _why(double: DoubleCount, rows: Mapping[str, Happening], called: Callable[[str], str]) -> str:
    row, partner = rows[double.id], rows[double.partners[0]]
    first = called(double.partners[0])
    match double.why:
        case Why.TOTAL:
            parts = _listed(map(called, double.partners), beside=called(double.id))
            return f"{row.count} is the sum of {parts}; --accept-totals records it"
        case Why.PARTS:
            others = double.partners[1:]
            listed = _listed(map(called, others), beside=called(double.id))
            more = f" with {listed}" if others else ""
            return (
                f"{row.count}{more} makes up {first}, {partner.count}; --accept-totals records it"
            )
        case Why.TOLD_TWICE:
            what = f"{first} has the same day, party, kind, group and count"
            fix = "--merge-sources adds its sources there, --accept-doubles records it"
            return f"{what}; {fix}"
        case Why.SAME_PERSON:
            return f"{first} names the same person on that day; --accept-doubles records it"
        case Why.OTHER_COUNT:
            what = f"{first} has the same day, party, kind and group, and the count {partner.count}"
            there = first == double.partners[0]
            right = f"if the row corrects it, xt amend {first}" if there else "keep one"
            return f"{what} beside {row.count}; {right}, or --accept-doubles records it"
        case _:
            assert_never(double.why)


def _listed(names: Iterable[str], *, beside: str) -> str:
    """Name some rows, each line once; those of the same line as another are said to be of it."""
    lines = list(dict.fromkeys(names))
    shown = ["others of that line" if line == beside else line for line in lines[:MOST]]
    more = f" and {len(lines) - MOST:,} more" if len(lines) > MOST else ""
    return f"{', '.join(shown)}{more}"
