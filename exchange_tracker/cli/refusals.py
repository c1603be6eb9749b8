"""A refusal as a person reads it: each problem on a line, with the line of the file where that helps."""

from collections.abc import Iterator

from exchange_tracker.cli.output import say
from exchange_tracker.errors import Excerpt, Refusal
from exchange_tracker.parse.limits import MOST_PROBLEMS
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.wrapping import display_width

_INDENT = " " * 4
_BEFORE, _AFTER = 60, 40  # characters of a long line that are shown on either side


def say_refusal(refusal: Refusal) -> None:
    """Say every problem of a refusal, up to the most that anybody reads, and how it closes."""
    for problem in refusal.problems[:MOST_PROBLEMS]:
        say(escape_line(str(problem)))  # names and cells may hold anything
        for line in _excerpt_lines(problem.excerpt) if problem.excerpt else ():
            say(line)
    if len(refusal.problems) > MOST_PROBLEMS:
        left = len(refusal.problems) - MOST_PROBLEMS
        say(f"… and {left:,} more {'problem' if left == 1 else 'problems'}")
    if refusal.closing:
        say(refusal.closing)


def _excerpt_lines(excerpt: Excerpt) -> Iterator[str]:
    """Yield the line around the place, and a caret below it."""
    line, place = excerpt.line.rstrip().replace("\t", " "), excerpt.column - 1
    start, end = max(0, place - _BEFORE), place + _AFTER
    lead = "…" if start else ""
    before = lead + escape_line(line[start:place])
    rest = escape_line(line[place:end]) + ("…" if line[end:] else "")
    yield f"{_INDENT}{before}{rest}"
    yield f"{_INDENT}{' ' * display_width(before.ljust(len(lead) + place - start))}^"
