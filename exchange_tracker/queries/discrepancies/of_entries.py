"""What can be seen on entries, claims and terms by themselves: sources, days, doubles, totals."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache, partial

from exchange_tracker.facts.entry import Entry, names_of
from exchange_tracker.facts.model import Terms, values
from exchange_tracker.facts.truce_day import Clock, say_days
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.discrepancies.possible_totals import entry_totals
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim

BEFORE, AFTER = "before", "after"


def of_entries(
    entries: Sequence[Entry],
    terms: Terms,
    clock: Clock,
    sources: frozenset[str],
    types: Collection[Type],
) -> Iterator[Discrepancy]:
    """Yield what there is to look at on the entries of some types, and perhaps of others.

    ``sources`` are the ids that are known.
    """
    if Type.UNSOURCED in types or Type.SINGLE_SOURCE in types:
        named = lru_cache(maxsize=4096)(partial(_named, known=sources))
        of_sources = (each for e in entries for each in _of_sources(e, *named(e.release.sources)))
        yield from (each for each in of_sources if each.type in types)
    if Type.DAY_BY_HAND in types or Type.OUTSIDE_TRUCE in types:
        yield from _of_days(entries, terms, clock)
    if Type.MORE_NAMES in types:
        yield from _of_names(entries)
    if Type.POSSIBLE_DUPLICATE in types:
        yield from _duplicates(entries)
        yield from _same_people(entries)
    if Type.POSSIBLE_TOTAL in types:
        yield from of_totals(entries)


def _seen(
    kind: Type, each: Entry, noted: Noted, *, expected: int | None = None, found: int | None = None
) -> Discrepancy:
    return Discrepancy(
        type=kind,
        first=each.first,
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
        if not first_day <= each.first <= each.day <= last_day:
            noted = Noted((release.id,), "entry", _sides(each, terms))
            yield _seen(Type.OUTSIDE_TRUCE, each, noted, found=each.certain_headcount)


def _sides(each: Entry, terms: Terms) -> tuple[str, ...]:
    """Return on which sides of the truce an entry lies, or may lie where its day is not known."""
    before, after = each.first < terms.first_day, each.day > terms.last_day
    return (*([BEFORE] if before else []), *([AFTER] if after else []))


def of_ahead(
    entries: Iterable[Entry], terms: Terms, clock: Clock, at: datetime, now: datetime | None
) -> Iterator[Discrepancy]:
    """Yield the entries that are dated in the future: a slip, or news from there.

    Who looks back at a moment of the truce knows that more was to come; a day outside the truce that
    lies after that moment is listed all the same. ``now`` is ``None`` where nobody knows the time.
    """
    for each in entries:
        if each.has_happened(clock, at):
            continue
        outside = not terms.first_day <= each.first <= each.day <= terms.last_day
        if outside or (now and not each.has_happened(clock, now)):
            when = each.release.at or say_days(each.first, each.day)
            noted = Noted((each.release.id,), "entry", (when,))
            yield _seen(Type.DATED_AHEAD, each, noted, found=each.certain_headcount)


def _of_names(entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries that name more people than they count."""
    for each in entries:
        names = len(values(each.release.person))
        if not each.is_open and names > each.headcount:
            noted = Noted((each.release.id,), "entry")
            yield _seen(Type.MORE_NAMES, each, noted, expected=names, found=each.certain_headcount)


def _duplicates(entries: Sequence[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries that are alike in day, group, number and names, each set once.

    Different names are different people; who is not named may be any of those that are.
    """
    alike: dict[tuple[object, ...], list[Entry]] = {}
    for each in entries:
        key = (each.first, each.day, each.group, each.headcount, each.is_open)
        alike.setdefault(key, []).append(each)
    for some in alike.values():
        if len(some) > 1 and (some[0].headcount or some[0].is_open):
            for same in _of_one_name(some):
                count = some[0].certain_headcount
                total = None if count is None else count * len(same)
                noted = Noted(tuple(each.release.id for each in same), "entries")
                yield _seen(Type.POSSIBLE_DUPLICATE, same[0], noted, expected=count, found=total)


def _of_one_name(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield those of some entries that may be about the same people."""
    if not all(each.release.person for each in entries):
        yield list(entries)
        return
    by_name: dict[frozenset[str], list[Entry]] = {}
    for each in entries:
        by_name.setdefault(_names(each), []).append(each)
    yield from (same for same in by_name.values() if len(same) > 1)


def _names(each: Entry) -> frozenset[str]:
    return names_of(each.release.person)


def _same_people(entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries that name the same person without being alike, each set once."""
    by_name: dict[str, list[Entry]] = {}
    for each in entries:
        for name in _names(each):
            by_name.setdefault(name, []).append(each)
    sets = {tuple(each.release.id for each in some): some for some in by_name.values()}
    for ids, some in sets.items():
        if len({(each.day, each.group, each.headcount, _names(each)) for each in some}) > 1:
            first, *_, last = sorted(some, key=lambda each: each.day)
            noted = Noted(ids, "people")
            found = _seen(Type.POSSIBLE_DUPLICATE, first, noted, expected=1, found=len(some))
            yield found._replace(last=last.day)


def of_totals(entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries that may be totals of others."""
    for each, parts in entry_totals(entries):
        noted = Noted((each.id, *(part.id for part in parts)), "entries", (each.group.kind,))
        count = each.headcount
        yield _seen(Type.POSSIBLE_TOTAL, each, noted, expected=count, found=count)


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
