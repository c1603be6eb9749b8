"""Truces side by side: rows for programs, a table for people."""

from collections.abc import Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.disputes import Together
from exchange_tracker.queries.compare import Compared, KindReleased
from exchange_tracker.render.document import (
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.people_english import noun_of
from exchange_tracker.report.phrases import (
    NOTHING_DUE,
    counted_words,
    days,
    numbered,
    open_number,
    together,
)

COLUMNS = (
    *("truce", "title", "party", "from", "to", "days", "people", "undisclosed"),
    *("periods", *(each.value for each in Together), "nothing_due", "waiting"),
    *("judged_as_written", "kept_as_written", "share_kept_least", "share_kept_most"),
    *("claims", "claims_differing"),
)
_SHARES = "Share kept: of the periods of which a reading says that they were kept or not kept."


class ComparedTruce(NamedTuple):
    """A truce by the name under which it was asked for, and its parties."""

    name: str
    parties: Sequence[Compared]


def compare_rows(truces: Sequence[ComparedTruce]) -> Rows:
    """Return a row for each truce and party."""
    return Rows(COLUMNS, (_row(truce.name, each) for truce in truces for each in truce.parties))


def _row(name: str, one: Compared) -> tuple[Value, ...]:
    least, most = one.shares or (None, None)
    return (
        name,
        one.terms.title,
        ";".join(one.parties),
        one.first.isoformat(),
        one.last.isoformat() if one.terms.has_end else None,
        one.days,
        one.people,
        one.undisclosed,
        sum(one.periods.values()),
        *(one.periods[each] for each in Together),
        one.nothing_due,
        one.waiting,
        one.as_written.judged,
        one.as_written.kept,
        least,
        most,
        one.claims,
        one.claims_differing,
    )


def compare_document(truces: Sequence[ComparedTruce], judged_at: str) -> Document:
    """Return a table for each truce; ``judged_at`` is the moment, in words."""
    return (
        Heading(numbered(len(truces), "truce", "truces")),
        Facts((Fact("judged at", Cell(judged_at)),)),
        *map(_table, truces),
        Paragraph(_SHARES),
    )


def _table(truce: ComparedTruce) -> Table:
    return Table(
        title=_title(truce),
        header=("party", "released", "periods", "share kept", "claims"),
        rows=tuple(map(_line, truce.parties)),
        caption=_readings(truce) if len(truce.parties[0].kept) > 1 else "",
    )


def _title(truce: ComparedTruce) -> str:
    first = truce.parties[0]
    length = numbered(first.days, "day", "days")
    if first.terms.has_end:
        return f"{first.terms.title} ({truce.name}): {days(first.first, first.last)}, {length}"
    return f"{first.terms.title} ({truce.name}): from {first.first} on, {length} so far"


def _line(one: Compared) -> tuple[Cell, ...]:
    return (
        Cell(together(one.terms, one.parties)),
        Cell(_released(one.terms, one.released), Tone.PLAIN if one.released else Tone.FAINT),
        Cell(_periods(one)),
        Cell(_share(one)),
        Cell(_claims(one)),
    )


def _released(terms: Terms, released: Sequence[KindReleased]) -> str:
    """Say how many of each kind: ``105 hostages, 3+ remains``, ``1 aid truck``."""
    words = [f"{_number(each)} {_noun(terms, each)}" for each in released]
    return ", ".join(words) or "nothing recorded"


def _noun(terms: Terms, released: KindReleased) -> str:
    one = released.number == 1 and not released.undisclosed
    return noun_of(terms, released.kind, one=one) or released.kind


def _number(released: KindReleased) -> str:
    return open_number(released.number, is_open=released.undisclosed > 0)


def _periods(one: Compared) -> str:
    words = [each.value for each in Together for _ in range(one.periods[each])]
    words += [f"with {NOTHING_DUE}"] * one.nothing_due + ["waiting"] * one.waiting
    if not words:
        return "nothing judged"
    order = (*(each.value for each in Together), f"with {NOTHING_DUE}", "waiting")
    return counted_words(numbered(len(words), "period", "periods"), words, order)


def _share(one: Compared) -> str:
    """Say the share kept as written, and the lowest and highest of all readings where they differ."""
    percent = one.as_written.percent
    own = "–" if percent is None else f"{percent} %"
    if one.shares is None or one.shares == (percent, percent):
        return own
    least, most = one.shares
    span = f"{least} %" if least == most else f"{least} to {most} %"
    return f"{own} as written, {span} over the readings"


def _claims(one: Compared) -> str:
    if not one.claims:
        return "none"
    return f"{one.claims_differing:,} of {one.claims:,} differ{'s' if one.claims_differing == 1 else ''}"


def _readings(truce: ComparedTruce) -> str:
    """Say of each reading how many periods it calls kept, over all parties."""
    names = [each.reading for each in truce.parties[0].kept]
    counts = [
        f"{name} {sum(one.kept[place].kept for one in truce.parties):,}"
        f" of {sum(one.kept[place].judged for one in truce.parties):,}"
        for place, name in enumerate(names)
    ]
    return f"kept by reading: {', '.join(counts)}"
