"""Questions on a terminal for what a command line left out.

They go to the terminal even where the result goes to a file, so the result stays by itself.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from exchange_tracker.cli.output import say
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.spoken_cells import spoken_cell
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import (
    AGREEMENT,
    AnyFact,
    Claim,
    Release,
    Source,
    Terms,
    columns,
)
from exchange_tracker.facts.movement import Movement, MovementKind
from exchange_tracker.parse.cells import BOUNDS, Check, required
from exchange_tracker.parse.columns import REQUIRED, checks
from exchange_tracker.render.escape import escape_text
from exchange_tracker.store.address import Place, is_folder

_HINTS = {
    "day": "truce day, YYYY-MM-DD, yesterday or -2",
    "count": "people; 780+ for 780 or more, ? where their number was not disclosed",
    "category": "several with ;",
    "nationality": "several with ;",
    "sources": "ids or addresses; several with ;",
}
_PUBLISHED = "year, month, day or moment"
_ANY = "several with ;, none: any"
_HINTS_OF: dict[type, dict[str, str]] = {
    Release: {**_HINTS, "party": "several with ;"},
    Movement: {**_HINTS, "party": "in whose hands"},
    Claim: {
        **dict.fromkeys(("party", "kind", "category", "nationality", "basis"), _ANY),
        "source": "id of who published it",
        "published": _PUBLISHED,
        "from": "first truce day, none: the truce's",
        "to": "last truce day, YYYY-MM-DD, yesterday or -2",
        "bound": "~ is about",
        "figure": "people",
    },
    Source: {"id": "by which rows name it", "published": _PUBLISHED},
}
MANNERS = (
    "Enter takes what stands in [brackets], Tab completes a word, Ctrl-C leaves without a trace."
)
"""What to know before the first question."""
_NEVER_ASKED: dict[type, tuple[str, ...]] = {  # they have their options
    Release: ("id", "until", "at", "person"),
    Movement: ("id", "until", "person"),
    Claim: ("id", "measure", "cohort", "part_of", "part"),
    Source: ("archived", "sha256"),
}


def can_ask() -> bool:
    """Return whether somebody sits at a terminal and can see what is asked."""
    return (
        sys.stdin is not None
        and sys.stdin.isatty()
        and any(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr))
    )


def agreed(query: str) -> bool:
    """Ask whether something is to be done, which is not where nothing else is said."""
    answer = ""
    with on_terminal(), suppress(EOFError, KeyboardInterrupt):
        answer = input(escape_text(f"{query} [y/N] "))
    return answer.strip().lower() in {"y", "yes"}


def confirmed(query: str) -> bool:
    """Ask whether something is to be done, which is where nothing else is said; leaving is no answer."""
    while True:
        with on_terminal():
            answer = input(escape_text(f"{query} [Y/n] ")).strip().lower()
        if answer in {"", "y", "yes", "n", "no"}:
            return not answer.startswith("n")
        say("  write y or n")


Fact = TypeVar("Fact", Release, Movement, Claim, Source)


def completed(ledger: Place, fact: Fact, *needed: object) -> Fact:
    """Return a fact, with its other cells asked for on a terminal where one that is needed is blank.

    A folder is refused when it comes to be written, and no question is asked before.
    """
    if all(needed) or not can_ask() or is_folder(ledger):
        return fact
    return _ask_missing(ledger, fact, datetime.now(UTC))


def _ask_missing(ledger: Place, fact: Fact, now: datetime) -> Fact:
    """Ask for each cell that was not given, with a default and completion of its words."""
    opened = open_ledger(ledger)
    terms = opened.terms
    kind: type[Fact] = type(fact)
    defaults = _defaults(kind, terms, opened.clock.day_of(now))
    opened.let_go()  # an answer may take an hour
    say(f"One {kind.__name__.lower()} into {ledger} ({terms.title}).")
    say(MANNERS)
    cells: dict[str, str] = dict(zip(columns(kind), fact, strict=True))
    skipped = (*_NEVER_ASKED[kind], *(["day"] if cells.get("at") else []))  # it follows from at
    with on_terminal():
        for name, check in _checks(kind, terms):
            if not cells[name] and name not in skipped:
                words, hint = _words(terms, name), _HINTS_OF[kind].get(name, "")
                spoken = partial(spoken_cell, name, terms=terms)
                cells[name] = ask(name, defaults.get(name), words, hint, check, spoken)
    return kind(*cells.values())


def _defaults(kind: type[AnyFact], terms: Terms, today: date) -> dict[str, str]:
    """Return what most answers are: today while the truce lasts, the agreement, nothing more."""
    needed = (*REQUIRED[kind], "day", "basis")
    defaults = {name: "" for name in columns(kind) if name not in needed}
    if terms.first_day <= today <= terms.last_day:
        defaults |= dict.fromkeys(("day", "to"), today.isoformat())
    if kind is Claim:
        return {**defaults, "basis": "", "bound": "="}
    if len(terms.parties) == 1:
        defaults["party"] = next(iter(terms.parties))
    return {**defaults, "basis": AGREEMENT}


def _checks(kind: type[AnyFact], terms: Terms) -> Iterator[tuple[str, Check]]:
    """Yield the check of each column; a day must be given where there is no moment."""
    for name, check in zip(columns(kind), checks(kind, terms), strict=True):
        yield name, required(check, name, "write it as YYYY-MM-DD") if name == "day" else check


def _words(terms: Terms, name: str) -> Sequence[str]:
    if name == "movement":
        return tuple(MovementKind)
    if name == "bound":
        return BOUNDS
    return tuple(terms.parties) if name == "party" else terms.vocabulary.get(name, ())


def ask(
    name: str,
    default: str | None,
    words: Sequence[str],
    hint: str,
    check: Check,
    spoken: Callable[[str], str] = str,
) -> str:
    """Ask until the answer is fit; ``default`` is what Enter alone means, ``None``: nothing."""
    hint = "; ".join(filter(None, (", ".join(words), hint)))
    suggestion = "" if default is None else f" [{default or 'none'}]"
    query = escape_text(f"{name}{f' ({hint})' if hint else ''}{suggestion}: ")
    with _completing(words):
        while True:
            answer = input(query).strip()
            try:
                return check(spoken(answer or default or ""))
            except InvalidValue as error:
                say(f"  {error.what}; {error.fix}")


@contextmanager
def on_terminal() -> Iterator[None]:
    """Let ``input`` reach the terminal through standard error where the result goes elsewhere."""
    if sys.stdout.isatty():
        yield
        return
    sys.stdout.flush()
    place = sys.stdout.fileno()
    saved = os.dup(place)
    os.dup2(sys.stderr.fileno(), place)
    try:
        yield
    finally:
        os.dup2(saved, place)
        os.close(saved)


@contextmanager
def _completing(words: Sequence[str]) -> Iterator[None]:
    """Complete words with the tabulator key, where Python has the means."""
    try:
        import readline
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        start = text.lstrip()
        blank = text[: len(text) - len(start)]
        fitting = [f"{blank}{word}" for word in words if word.startswith(start)]
        return fitting[state] if state < len(fitting) else None

    before = readline.get_completer()
    readline.set_completer_delims(";")
    readline.set_completer(complete)
    apples = "libedit" in (readline.__doc__ or "")  # macOS has another library of that name
    readline.parse_and_bind("bind ^I rl_complete" if apples else "tab: complete")
    with suppress(AttributeError):
        readline.set_auto_history(False)
    try:
        yield
    finally:
        readline.set_completer(before)
