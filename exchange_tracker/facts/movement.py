"""People who came into a party's hands or left them by another door (``ledger.md``, section 2.4)."""

from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, assert_never


class Way(StrEnum):
    """Whether a movement leads into a party's hands, out of them, or neither."""

    IN = "in"
    OUT = "out"
    NEITHER = "neither"


class MovementKind(StrEnum):
    """What happened to people besides the releases of the ledger."""

    TAKEN = "taken"
    HELD_BEFORE = "held-before"
    RETAKEN = "retaken"
    RELEASED = "released"
    RESCUED = "rescued"
    ESCAPED = "escaped"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written-off"
    DIED = "died"
    DECLINED = "declined"

    @cached_property
    def way(self) -> Way:
        """Return whether it leads in, out, or neither."""
        match self:
            case MovementKind.TAKEN | MovementKind.HELD_BEFORE | MovementKind.RETAKEN:
                return Way.IN
            case (
                MovementKind.RELEASED
                | MovementKind.RESCUED
                | MovementKind.ESCAPED
                | MovementKind.RECOVERED
                | MovementKind.WRITTEN_OFF
            ):
                return Way.OUT
            case MovementKind.DIED | MovementKind.DECLINED:
                return Way.NEITHER
            case _:
                assert_never(self)


class Movement(NamedTuple):
    """The cells of one movement as they were recorded (section 2.4)."""

    id: str = ""
    day: str = ""
    until: str = ""
    party: str = ""
    movement: str = ""
    kind: str = ""
    count: str = ""  # type: ignore[assignment]  # a column, not tuple.count
    category: str = ""
    nationality: str = ""
    person: str = ""
    sources: str = ""
    note: str = ""
