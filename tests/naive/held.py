"""Who is still held: the rows of `held`, and claims with a `measure` (ledger.md, sections 4, 4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tests.naive.facts import Entry, Terms, Truce, words_of
from tests.naive.matching import Match, has_happened, match_party, match_selector
from tests.naive.rows import Row, cell

WAYS_IN = ("taken", "held-before", "retaken")
WAYS_OUT = ("released", "rescued", "escaped", "recovered", "written-off")
NEITHER = ("died", "declined")
ENTRY = "entry"  # a row of releases.csv, among the names of movements


@dataclass(frozen=True, slots=True)
class Step:
    """An entry or a movement that has happened and is (YES) or may be (MAY) of a cohort."""

    name: str  # of the movement, or ENTRY
    people: Entry
    match: Match
    day: date  # on which it counts
    is_dead: bool  # of a kind that is no longer alive

    @property
    def sure(self) -> int:
        """Return what is known of its people; what only may be of the cohort adds nothing."""
        return self.people.least if self.match is Match.YES else 0

    @property
    def leaves_room(self) -> bool:
        """Say whether there may be more people; nobody is nobody, of this cohort or another."""
        if self.match is Match.YES:
            return self.people.open
        return self.people.open or self.people.least > 0


@dataclass(frozen=True, slots=True)
class Balance:
    """A cohort at the end of a day; `held` and `held_dead` are None where it cannot be stated."""

    columns: dict[str, int]
    held: int | None
    held_dead: int | None
    bound: str

    def as_row(self, cohort: str, day: date) -> Row:
        """Return the row of `held`."""
        return {
            "cohort": cohort,
            "day": day.isoformat(),
            **{name: cell(number) for name, number in self.columns.items()},
            "held": cell(self.held),
            "held_dead": cell(self.held_dead),
            "bound": self.bound,
        }


def held(truce: Truce, at: datetime) -> list[Row]:
    """Return the rows of `held`: one for each day on which one of a cohort's numbers changes."""
    return [row for name in truce.terms.get("cohorts", {}) for row in cohort_rows(truce, name, at)]


def held_code(truce: Truce, at: datetime) -> int:
    """Return the exit code of `held`: 4 where a cohort's last row cannot be stated."""
    last = {row["cohort"]: row["held"] for row in held(truce, at)}
    return 4 if "" in last.values() else 0


def cohort_rows(truce: Truce, name: str, at: datetime) -> Iterator[Row]:
    """Yield the rows of one cohort by day."""
    cohort = truce.terms["cohorts"][name]
    steps = list_steps(truce, cohort, at)
    before = balance(cohort, [])
    for day in sorted({step.day for step in steps}):
        now = balance(cohort, [step for step in steps if step.day <= day])
        if now != before:
            yield now.as_row(name, day)
        before = now


def list_steps(truce: Truce, cohort: Terms, at: datetime) -> list[Step]:
    """Return the entries and movements of a cohort, and those that may be, that have happened."""
    named = [(ENTRY, entry) for entry in truce.entries]
    named += [(movement.name, movement.people) for movement in truce.movements]
    steps = [
        Step(
            name=name,
            people=people,
            match=match_cohort(name, people, cohort),
            day=cohort["from"] if name == "held-before" else people.until,
            is_dead=bool(set(people.kind) & set(cohort.get("dead", []))),
        )
        for name, people in named
    ]
    return [step for step in steps if step.match is not Match.NO and is_past(step, truce, at)]


def is_past(step: Step, truce: Truce, at: datetime) -> bool:
    """Say whether it has happened; a `held-before` has when the cohort's `from` has begun."""
    if step.name == "held-before":
        return truce.clock.start(step.day) <= at
    return has_happened(step.people, truce.clock, at)


def match_cohort(name: str, people: Entry, cohort: Terms) -> Match:
    """Say whether people are of a cohort; one day before its `from` and they are not."""
    if name != "held-before" and people.day < cohort["from"]:
        return Match.NO
    return min(
        match_party(people, words_of(cohort["party"])),
        match_selector(people, without_basis(cohort["counts"])),
    )


def without_basis(counts: Terms) -> Terms:
    """Return a selector without its `basis`; an `except` of nothing else excludes nobody."""
    selector = {key: words for key, words in counts.items() if key not in {"basis", "except"}}
    excluded = {key: words for key, words in counts.get("except", {}).items() if key != "basis"}
    return selector | ({"except": excluded} if excluded else {})


def balance(cohort: Terms, steps: list[Step]) -> Balance:
    """Return what these entries and movements come to."""
    columns = {
        "taken": count(steps, "taken"),
        "held_before": count(steps, "held-before"),
        "retaken": count(steps, "retaken"),
        "released": count(steps, ENTRY, "released", is_dead=False),
        "rescued": count(steps, "rescued"),
        "escaped": count(steps, "escaped"),
        "remains_out": count(steps, ENTRY, "released", is_dead=True),
        "recovered": count(steps, "recovered"),
        "written_off": count(steps, "written-off"),
        "died": count(steps, "died"),
        "declined": count(steps, "declined"),
    }
    came = count(steps, *WAYS_IN)
    went = count(steps, ENTRY, *WAYS_OUT)
    bound = bound_of(steps)
    dead = count_dead(cohort, steps) if bound else None
    return Balance(columns, held=came - went if bound else None, held_dead=dead, bound=bound)


def count(steps: list[Step], *names: str, is_dead: bool | None = None) -> int:
    """Return the people surely in steps of these names; `is_dead` keeps the dead or the living."""
    return sum(
        step.sure for step in steps if step.name in names and is_dead in {None, step.is_dead}
    )


def bound_of(steps: list[Step]) -> str:
    """Return `=`, `>=` or `<=`, or a blank where `held` cannot be stated."""
    begins = [step for step in steps if step.name in {"taken", "held-before"}]
    if not any(step.match is Match.YES for step in begins):
        return ""
    in_may_be_more = any(step.leaves_room for step in steps if step.name in WAYS_IN)
    out_may_be_more = any(step.leaves_room for step in steps if step.name in (ENTRY, *WAYS_OUT))
    if in_may_be_more and out_may_be_more:
        return ""
    return ">=" if in_may_be_more else "<=" if out_may_be_more else "="


def count_dead(cohort: Terms, steps: list[Step]) -> int | None:
    """Return how many of those held are dead; None where that cannot be stated."""
    if "dead" not in cohort:
        return None
    if any(step.leaves_room for step in steps if step.is_dead or step.name == "died"):
        return None
    came = count(steps, *WAYS_IN, is_dead=True) + count(steps, "died")
    return came - count(steps, ENTRY, *WAYS_OUT, is_dead=True)
