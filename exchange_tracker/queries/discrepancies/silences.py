"""Periods that nobody reported: those in a row, under the same readings, are one thing to look at."""

from collections.abc import Iterable, Iterator, Sequence

from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.disputes import Joint
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Judged, Type

Silence = tuple[Verdict, ...]  # the verdicts on one period


def of_silences(readings: Sequence[Reading], joints: Iterable[Joint]) -> Iterator[Discrepancy]:
    """Yield each silence once: an obligation over unreported periods that follow on each other.

    Readings under which other kinds of entries are missing are told apart.
    """
    known = {reading.name: reading.by_id for reading in readings}
    runs: dict[object, list[Silence]] = {}
    for joint in joints:
        by_kind: dict[tuple[str, ...] | None, list[Verdict]] = {}
        for verdict in joint.verdicts:
            if verdict.status is Status.UNREPORTED:
                kind = known[verdict.reading][joint.obligation].counts.kind
                by_kind.setdefault(kind, []).append(verdict)
        for kinds, silent in by_kind.items():
            key = (joint.obligation, kinds, tuple(verdict.reading for verdict in silent))
            run = runs.get(key, [])
            if run and run[-1][0].last + DAY != joint.first:
                yield _of_run(run, known[silent[0].reading][joint.obligation])
                run = []
            runs[key] = [*run, tuple(silent)]
    for run in runs.values():
        verdict = run[0][0]
        yield _of_run(run, known[verdict.reading][verdict.obligation])


def _of_run(run: Sequence[Silence], obligation: Obligation) -> Discrepancy:
    """Return a run of silent periods; what is expected is given where it is one number."""
    verdict = run[0][0]
    dues = {each.due for period in run for each in period}
    return Discrepancy(
        type=Type.UNREPORTED,
        first=verdict.first,
        last=run[-1][0].last,
        party=";".join(verdict.parties),
        subject=obligation.id,
        about=Judged(obligation, tuple(each for period in run for each in period)),
        readings=tuple(each.reading for each in run[0]),
        expected=verdict.due if len(run) == len(dues) == 1 else None,
    )
