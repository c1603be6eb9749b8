"""A cohort counted through: by which doors people came and left, and how many are still held."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, assert_never

from exchange_tracker.facts.model import Cohort
from exchange_tracker.facts.movement import Way


class Door(StrEnum):
    """By which door people came into a cohort or left it; the columns of ``held``, in their order."""

    TAKEN = "taken"
    HELD_BEFORE = "held_before"
    RETAKEN = "retaken"
    RELEASED = "released"
    RESCUED = "rescued"
    ESCAPED = "escaped"
    REMAINS_OUT = "remains_out"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written_off"
    DIED = "died"
    DECLINED = "declined"

    @cached_property
    def way(self) -> Way:
        """Return whether it leads in, out, or neither."""
        match self:
            case Door.TAKEN | Door.HELD_BEFORE | Door.RETAKEN:
                return Way.IN
            case (
                Door.RELEASED
                | Door.RESCUED
                | Door.ESCAPED
                | Door.REMAINS_OUT
                | Door.RECOVERED
                | Door.WRITTEN_OFF
            ):
                return Way.OUT
            case Door.DIED | Door.DECLINED:
                return Way.NEITHER
            case _:
                assert_never(self)


class BalanceBound(StrEnum):
    """Whether a number of people held is exact, a lower or an upper bound, or cannot be stated."""

    EXACT = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    NONE = ""


class Step(NamedTuple):
    """Some people who are, or may be, of a cohort, by one door on one day.

    ``people`` are those who surely are. ``open`` says that there may be more, ``dead`` that they are of
    a kind that is no longer alive, ``sure`` that it is of the cohort without a doubt.
    """

    day: date
    door: Door
    people: int
    open: bool
    dead: bool
    sure: bool


class Balance(NamedTuple):
    """A cohort at the end of a truce day: totals by door since its first, and who is still held.

    ``held`` is ``None`` where it cannot be stated; ``held_dead`` also without kinds that are dead.
    """

    cohort: Cohort
    day: date
    by_door: tuple[int, ...]  # in the order of ``Door``
    held: int | None
    held_dead: int | None
    bound: BalanceBound
    open_doors: frozenset[Door] = frozenset()  # by which more may have come or gone

    def through(self, door: Door) -> int:
        """Return the people who came or went by a door."""
        return self.by_door[PLACES[door]]


PLACES = {door: place for place, door in enumerate(Door)}
