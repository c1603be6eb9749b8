"""How one run of the program shows and says what it does, as its general options ask for."""

from enum import StrEnum


class When(StrEnum):
    """When results are shown in colour."""

    AUTO = "auto"  # on a terminal, unless the environment says otherwise
    ALWAYS = "always"
    NEVER = "never"


class Manners:
    """What was asked for, and what was said in the run already."""

    def __init__(self) -> None:
        self.color = When.AUTO
        self.paged = True
        self.quiet = False
        self.verbose = False
        self.noted: set[str] = set()  # what is said once in a run


manners = Manners()


def behave() -> None:
    """Begin a run with the manners that nobody asked to be otherwise."""
    vars(manners).update(vars(Manners()))
