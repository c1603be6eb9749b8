"""Truces side by side: who released how many, and how many periods were kept under which reading."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.model import Claim, Terms, values
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.disputes import Joint, Together
from exchange_tracker.judging.judge import Judging, Snapshot
from exchange_tracker.judging.verdict import Answer, Status
from exchange_tracker.queries.check import Check, check_by
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.selection import explainer_of, setting_of


class KindReleased(NamedTuple):
    """What is recorded of one kind: people, or things; and entries with an open count."""

    kind: str
    number: int
    undisclosed: int
    people: bool


class Kept(NamedTuple):
    """Of one reading: how many periods it calls kept, of those of which it says kept or not kept."""

    reading: str
    kept: int
    judged: int

    @property
    def percent(self) -> int | None:
        """Return the share kept, rounded down; ``None`` where no period is judged."""
        return 100 * self.kept // self.judged if self.judged else None


class Compared(NamedTuple):
    """One party of one truce, or several that owe or released something together.

    ``released`` lie in the truce's days, which run to the moment of judgement where they have no end.
    ``periods`` counts those that have begun by what all readings say, ``nothing_due`` those in which
    nothing was; ``waiting`` are obligations that hang on an event under some reading. Claims are
    those about exactly these parties.
    """

    terms: Terms
    parties: tuple[str, ...]
    first: date
    last: date
    released: tuple[KindReleased, ...]
    periods: dict[Together, int]
    nothing_due: int
    waiting: int
    kept: tuple[Kept, ...]
    claims: int
    claims_differing: int

    @property
    def days(self) -> int:
        """Return how many days the truce has, up to the moment of judgement without an end."""
        return (self.last - self.first) // DAY + 1

    @property
    def people(self) -> int:
        """Return the people released."""
        return sum(each.number for each in self.released if each.people)

    @property
    def undisclosed(self) -> int:
        """Return how many entries of people have an open count."""
        return sum(each.undisclosed for each in self.released if each.people)

    @property
    def as_written(self) -> Kept:
        """Return what the terms say as they are written."""
        return self.kept[0]

    @property
    def shares(self) -> tuple[int, int] | None:
        """Return the lowest and the highest share kept, in percent, over the readings that judge."""
        shares = [each.percent for each in self.kept if each.percent is not None]
        return (min(shares), max(shares)) if shares else None


def compare_parties(query: Query) -> list[Compared]:
    """Return what is to be compared of each party of a truce, in the order of the terms."""
    has_claims = next(query.records.claims(), None) is not None
    explainer = explainer_of(query) if has_claims else None  # adds up all sums by day
    judging = explainer.judging if explainer else Judging(query.snapshot())
    snapshot = judging.snapshot
    whole = check_by(judging, query.terms, query.terms.readings)
    claims = _claims(query, explainer) if explainer else []
    return [
        _of_parties(query.terms, parties, snapshot, whole, claims)
        for parties in _parties(query.terms, snapshot.figures)
    ]


def _of_parties(
    terms: Terms,
    parties: tuple[str, ...],
    snapshot: Snapshot,
    whole: Check,
    claims: Sequence[Reconciled],
) -> Compared:
    own = whole.where(lambda verdict: tuple(sorted(verdict.parties)) == parties)
    due = [joint for joint in own.joints if not joint.owes_nothing]
    counts = Counter(joint.together for joint in due)
    waiting = {each.obligation for each in own.verdicts if each.status is Status.WAITING}
    about = [each for each in claims if set(each.claimed.parties or parties) & {*parties}]
    first, last = terms.days_until(snapshot.today)
    return Compared(
        terms=terms,
        parties=parties,
        first=first,
        last=last,
        released=tuple(_released(terms, parties, snapshot.figures, first, last)),
        periods={together: counts[together] for together in Together},
        nothing_due=len(own.joints) - len(due),
        waiting=len(waiting),
        kept=tuple(_kept(terms, due)),
        claims=len(about),
        claims_differing=sum(each.status is ClaimStatus.DIFFERS for each in about),
    )


def _parties_of(terms: Terms, claim: Claim) -> tuple[str, ...]:
    """Return the parties that a claim is about, sorted; of who is held, those who hold them."""
    if claim.measure:
        named = (cohort.parties for cohort in terms.cohorts if claim.cohort in ("", cohort.id))
        return tuple(sorted(next(named, ())))
    return tuple(sorted(values(claim.party)))


def _claims(query: Query, explainer: Explainer) -> list[Reconciled]:
    """Return the claims beside the records, but those published later or over days to come."""
    beside = setting_of(query, explainer).beside.values()
    return [each for each in beside if not each.later]


def _kept(terms: Terms, joints: Sequence[Joint]) -> Iterator[Kept]:
    """Yield of each reading how many periods it calls kept, whether it judges exactly those or not."""
    answers: dict[str, Counter[Answer]] = {each.name: Counter() for each in terms.readings}
    for joint in joints:
        for statement in joint.statements:
            answers[statement.reading][statement.answer] += 1
    for reading, counts in answers.items():
        kept = counts[Answer.KEPT]
        yield Kept(reading, kept, kept + counts[Answer.NOT_KEPT])


def _parties(terms: Terms, figures: Figures) -> list[tuple[str, ...]]:
    """Return each party, then those that owe something or released people together."""
    alone = dict.fromkeys((name,) for name in terms.parties)
    owing = (each.parties for reading in terms.readings for each in reading.obligations)
    joint = {tuple(sorted(names)) for names in owing if len(names) > 1}
    joint |= {tuple(values(s.group.party)) for s in figures.series if ";" in s.group.party}
    return [*alone, *sorted(joint)]


def _released(
    terms: Terms, parties: tuple[str, ...], figures: Figures, first: date, last: date
) -> Iterator[KindReleased]:
    people: Counter[str] = Counter()
    undisclosed: Counter[str] = Counter()
    for figure in figures:
        if tuple(values(figure.group.party)) == parties and first <= figure.day <= last:
            people[figure.group.kind] += figure.people
            undisclosed[figure.group.kind] += figure.undisclosed
    for kind, number in sorted(people.items()):
        yield KindReleased(kind, number, undisclosed[kind], terms.is_people(kind))
