"""What can be seen on entries, claims and terms by themselves: sources, days, doubles, totals."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.model import Terms, values
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim

BEFORE, AFTER = "before", "after"


def of_entries(
    entries: Sequence[Entry], terms: Terms, clock: Clock, sources: frozenset[str]
) -> Iterator[Discrepancy]:
    """Yield everything to look at on the entries; ``sources`` are the ids that are known."""
    named = lru_cache(maxsize=4096)(partial(_named, known=sources))
    for each in entries:
        yield from _of_sources(each, *named(each.release.sources))
    yield from _of_days(entries, terms, clock)
    yield from _duplicates(entries)
    yield from _totals(entries)


def _seen(
    kind: Type, each: Entry, noted: Noted, *, expected: int | None = None, found: int | None = None
) -> Discrepancy:
    return Discrepancy(
        type=kind,
        first=each.day,
        last=each.day,
        party=each.release.party,
        subject=each.id,
        about=noted,
        expected=expected,
        found=found,
    )


def _named(cell: str, known: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sources that a cell names, each once, and those of them that are not known."""
    given = tuple(dict.fromkeys(values(cell)))
    return given, tuple(source for source in given if not is_known(source, known))


def _of_sources(
    each: Entry, given: tuple[str, ...], unknown: tuple[str, ...]
) -> Iterator[Discrepancy]:
    name = (each.id,)
    if not given:
        yield _seen(Type.UNSOURCED, each, Noted(name, "entry"))
    if unknown:
        yield _seen(Type.UNSOURCED, each, Noted(name, "entry", unknown))
    if len(given) == 1:
        yield _seen(Type.SINGLE_SOURCE, each, Noted(name, "entry", given))


def is_known(source: str, known: frozenset[str]) -> bool:
    """Return whether a source is an address, or an id that sources.csv knows."""
    return "://" in source or source in known


def _of_days(entries: Iterable[Entry], terms: Terms, clock: Clock) -> Iterator[Discrepancy]:
    first_day, last_day = terms.first_day, terms.last_day
    for each in entries:
        release = each.release
        if release.day and each.moment:
            other = clock.day_of(each.moment)
            if other != each.day:
                noted = Noted((release.id,), "entry", (release.at, other.isoformat()))
                yield _seen(Type.DAY_BY_HAND, each, noted)
        if not first_day <= each.day <= last_day:
            noted = Noted((release.id,), "entry", (BEFORE if each.day < first_day else AFTER,))
            yield _seen(Type.OUTSIDE_TRUCE, each, noted, found=each.headcount)


def _duplicates(entries: Sequence[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries that are alike in day, group and number, each set once."""
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for each in entries:
        alike.setdefault((each.day, each.group, each.headcount), []).append(each)
    for some in alike.values():
        if len(some) > 1 and some[0].headcount != 0:
            ids = tuple(each.id for each in some)
            count = some[0].headcount
            total = None if count is None else count * len(some)
            noted = Noted(ids, "entries")
            yield _seen(Type.POSSIBLE_DUPLICATE, some[0], noted, expected=count, found=total)


def _totals(entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries that equal the sum of the other entries of their day, party and kind.

    With a single other entry, only one that says less than it: two halves of a day are no total.
    """
    days: dict[tuple[object, ...], list[Entry]] = {}
    for each in entries:
        if each.headcount:
            days.setdefault((each.day, each.release.party, each.release.kind), []).append(each)
    for some in days.values():
        whole = sum(each.headcount or 0 for each in some)
        for each in some:
            count = each.headcount or 0
            if count * 2 != whole:
                continue
            others = [other for other in some if other is not each]
            if len(others) > 1 or _says_less(each, others[0]):
                ids = (each.id, *(other.release.id for other in others))
                noted = Noted(ids, "entries")
                yield _seen(Type.POSSIBLE_TOTAL, each, noted, expected=whole - count, found=count)


def _says_less(one: Entry, other: Entry) -> bool:
    """Return whether an entry leaves blank what another says, and says nothing that it does not."""
    pairs = list(zip(one.group, other.group, strict=True))
    return any(not a and b for a, b in pairs) and all(not a or a == b for a, b in pairs)


def of_claim_sources(claims: Iterable[ScopedClaim], known: frozenset[str]) -> Iterator[Discrepancy]:
    """Yield the claims whose source sources.csv does not know."""
    for claim in claims:
        if not is_known(claim.claim.source, known):
            yield Discrepancy(
                type=Type.UNSOURCED,
                first=claim.scope.first,
                last=claim.scope.last,
                party=claim.claim.party,
                subject=claim.id,
                about=Noted((claim.id,), "claim", (claim.claim.source,)),
            )


def of_terms(terms: Terms, known: frozenset[str]) -> Iterator[Discrepancy]:
    """Yield the obligations and readings that name a source which sources.csv does not know."""
    named = [
        (f"obligation {each.id}", ";".join(each.parties), each.sources)
        for each in terms.as_written.obligations
    ]
    named += [(f"reading {each.name}", "", each.sources) for each in terms.readings]
    if terms.extension:
        named.append(("extension", "", terms.extension.sources))
    for subject, party, sources in named:
        unknown = tuple(dict.fromkeys(name for name in sources if not is_known(name, known)))
        if unknown:
            yield Discrepancy(
                type=Type.UNSOURCED,
                first=None,
                last=None,
                party=party,
                subject=subject,
                about=Noted((subject,), "terms", unknown),
            )
