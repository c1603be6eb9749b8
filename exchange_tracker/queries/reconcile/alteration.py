"""What could have been counted otherwise: the rules, in the fixed order in which they are ranked.

Each rule alters *what is counted*. None of them knows which figure it is asked about, so none can
be made to fit one.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.queries.reconcile.running import CountScope


class Rule(StrEnum):
    """The rules. Explanations of as many alterations are ranked in this order."""

    BEFORE_TRUCE = "the range begins before the truce"
    LEFT_ALIVE = "everybody who left a cohort alive is counted"
    READING = "people applied to obligations under a reading"
    ANY = "a condition is dropped"
    EVERYBODY = "every condition but party and kind is dropped"
    DAY_EARLIER = "the range is a day earlier"
    DAY_LATER = "the range is a day later"
    ENDS_EARLIER = "the range ends a day earlier"
    ENDS_LATER = "the range ends a day later"
    BEGINS_EARLIER = "the range begins a day earlier"
    BEGINS_LATER = "the range begins a day later"
    NEXT_RECORDED = "the range ends on the next day with an entry"
    STALE = "the range ends on an earlier day"
    DAY_MISSING = "one day is left out"
    ON_DAY = "on one day alone"
    LAST_DAY = "the last day alone"
    FROM_TRUCE = "the range begins with the truce"
    NOT_ASKED = "one value of a column less"
    AGREED = "the number that the terms ask for"
    ONLY = "only one value of a column"
    ADDED = "one value of a column more"
    WITHOUT = "one value of a column is left out"
    INSTEAD = "another value of a column"
    GROUP_LEFT_OUT = "a group is left out"
    TWICE = "a group is counted twice"
    HELD_BEFORE = "those held before are left out"
    DOOR_LEFT_OUT = "one way in or out is left out"
    DOOR_TOO = "those who went by another door are counted, too"
    DEAD_LEFT_OUT = "those who are dead are left out"
    DEAD_ALONE = "those who are dead alone are counted"
    LIVING_TOO = "those who are alive are counted, too"
    LIVING_INSTEAD = "those who are alive are counted instead"
    BALANCE_EARLIER = "the balance of the day before"
    BALANCE_LATER = "the balance of the day after"
    FROM_COHORT = "the range begins with the cohort"
    BALANCE_STALE = "the balance of an earlier day"
    DIGITS_SWAPPED = "two digits are swapped"
    DIGIT_LOST = "a digit is lost"


COMMON = frozenset(
    {
        Rule.BEFORE_TRUCE,
        Rule.LEFT_ALIVE,
        Rule.READING,
        Rule.AGREED,
        Rule.ANY,
        Rule.EVERYBODY,
        Rule.DAY_EARLIER,
        Rule.DAY_LATER,
        Rule.ENDS_EARLIER,
        Rule.ENDS_LATER,
        Rule.BEGINS_EARLIER,
        Rule.BEGINS_LATER,
        Rule.NEXT_RECORDED,
        Rule.LAST_DAY,
        Rule.FROM_TRUCE,
        Rule.NOT_ASKED,
        Rule.HELD_BEFORE,
        Rule.DOOR_LEFT_OUT,
        Rule.DOOR_TOO,
        Rule.DEAD_LEFT_OUT,
        Rule.DEAD_ALONE,
        Rule.LIVING_TOO,
        Rule.LIVING_INSTEAD,
        Rule.BALANCE_EARLIER,
        Rule.BALANCE_LATER,
        Rule.FROM_COHORT,
    }
)
"""Rules with few ways to apply them: each is a common way to count otherwise."""
DOOR = "door"  # the place of a way in or out of a cohort among the columns
RANK = {rule: place for place, rule in enumerate(Rule)}


class Alteration(NamedTuple):
    """One rule applied, and to what; what a rule does not need is blank.

    ``column`` and ``words`` name what is selected, or with a blank column the cells of a group;
    ``day`` is the truce day the rule is about; ``readings`` and ``obligations`` are names.
    """

    rule: Rule
    column: str = ""
    words: tuple[str, ...] = ()
    day: date | None = None
    readings: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()


class Explanation(NamedTuple):
    """Alterations that together make a figure come out.

    ``counts`` is what is counted then, several for a reading of several obligations; empty where
    nothing else is counted (digits, a number agreed). ``credit`` holds, for a reading, the last
    days of earlier periods whose credit was used, ``applied`` the people whom it applies.
    """

    alterations: tuple[Alteration, ...]
    counts: tuple[CountScope, ...]
    credit: tuple[date, ...] = ()
    applied: int | None = None  # None: no reading, the people counted are those of the rows

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that are applied."""
        return tuple(each.rule for each in self.alterations)


def ranked(explanations: list[Explanation]) -> list[Explanation]:
    """Order explanations: fewest alterations first, then by their rules, then as they were found."""
    return sorted(
        explanations, key=lambda each: (len(each.alterations), *map(RANK.__getitem__, each.rules))
    )
