"""What became of single facts and of the terms, change by change, and which of two courses is ahead."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from exchange_tracker.facts.model import AnyFact
from exchange_tracker.store.ledger.ledger import MOST_ASKED, Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS

State = TypeVar("State")


class Step(NamedTuple, Generic[State]):
    """What a change made of something; ``None``: it stands no more."""

    change: int
    state: State | None


Course = Sequence[Step[State]]


def courses_of(
    ledger: Ledger, kind: type[AnyFact], ids: Sequence[str]
) -> dict[str, list[Step[AnyFact]]]:
    """Return what became of each of some ids, from its first recording on; of others nothing."""
    versions: dict[str, list[tuple[Version, AnyFact]]] = {}
    for start in range(0, len(ids), MOST_ASKED):
        chunk = tuple(ids[start : start + MOST_ASKED])
        marks = ", ".join("?" * len(chunk))
        where = f"place IN (SELECT row FROM {KINDS[kind]} WHERE row = place AND id IN ({marks}))"
        for version, fact in ledger.versions(kind, where, chunk):
            versions.setdefault(fact.id, []).append((version, fact))
    courses = {name: _seen(ledger, _steps(pairs)) for name, pairs in versions.items()}
    return {name: course for name, course in courses.items() if course}


def _seen(ledger: Ledger, course: Iterable[Step[State]]) -> list[Step[State]]:
    """Leave out what others wrote meanwhile to a ledger that is read as of its last change."""
    last = ledger.number
    return [step for step in course if last is None or step.change <= last]


def _steps(versions: Sequence[tuple[Version, AnyFact]]) -> list[Step[AnyFact]]:
    steps: list[Step[AnyFact]] = []
    starts = [version.written for version, _ in versions[1:]]
    for (version, fact), follows in zip(versions, [*starts, None], strict=True):
        steps.append(Step(version.written, fact))
        if version.superseded not in (None, follows):
            steps.append(Step(version.superseded or 0, None))
    return steps


def course_of_terms(ledger: Ledger) -> list[Step[str]]:
    """Return the terms that each change set."""
    rows = ledger.rows("SELECT written, text FROM terms ORDER BY row")
    return _seen(ledger, (Step(written, text) for written, text in rows))


def since(course: Course[State], changes: Collection[int]) -> Course[State]:
    """Return the part of a course that goes on by some changes from the last step of any other.

    Of something that one of them recorded it is all of it.
    """
    others = [n for n, step in enumerate(course) if step.change not in changes]
    return course[others[-1] :] if others else course


def place_ahead(
    here: Course[State], there: Course[State], same: Callable[[State, State], bool]
) -> int | None:
    """Return from which place on the course there goes on from what stands here; ``None``: from none.

    Both begin with what both knew. Where nothing was done here since, all goes on that was done there.
    Else one of the two must have said what the other says now; that both let it stand no more for
    a while makes neither go on from the other.
    """
    now, then = here[-1].state, there[-1].state
    behind = [n for n, step in enumerate(there) if _alike(step.state, now, same)]
    gone = now is None
    if len(here) == 1:
        behind = [n for n, step in enumerate(there) if step.state is None] if gone else behind
        return behind[0] + 1 if behind else 1
    if (gone and then is None) or _alike(then, now, same):
        return len(there)
    is_ahead = any(_alike(then, step.state, same) for step in here)
    if bool(behind) is is_ahead:
        return None
    return behind[-1] + 1 if behind else len(there)


def _alike(there: State | None, here: State | None, same: Callable[[State, State], bool]) -> bool:
    return there is not None and here is not None and same(there, here)
