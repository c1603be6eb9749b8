"""What the page says first: the finding in one sentence, and the periods that are not simply kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple, assert_never

from exchange_tracker.facts.model import AS_WRITTEN, Reading, Terms
from exchange_tracker.facts.truce_day import DAY, NEVER
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.check import Check
from exchange_tracker.render.document import Tone
from exchange_tracker.report.page.day_words import DayWords
from exchange_tracker.report.page.headline import Sort, headline, sort_of
from exchange_tracker.report.page.matrix import ObligationTitle, obligation_title
from exchange_tracker.report.people_english import date_words, days_words, number, range_words
from exchange_tracker.report.phrases import amount
from exchange_tracker.report.status_words import (
    answer_tone,
    due_words,
    standing_words,
    statement_cell,
)

MOST = 4  # periods that are open
MOST_FOLDED = 40  # and those folded after them


class Voice(NamedTuple):
    """What some readings say of a period in the same words; ``who`` names them, and once their holders."""

    words: str
    tone: Tone
    who: str


class PeriodFinding(NamedTuple):
    """A period to be looked at; ``numbers`` are blank where the readings differ on them."""

    days: str
    obligation: ObligationTitle
    word: str
    tone: Tone
    numbers: str
    voices: tuple[Voice, ...]


class Finding(NamedTuple):
    """The sentence, the periods that are open and those folded, and how many are not listed at all."""

    sentence: str
    periods: tuple[PeriodFinding, ...]
    folded: tuple[PeriodFinding, ...]
    unlisted: int


def finding(terms: Terms, check: Check, say: DayWords) -> Finding:
    """Return the finding of a check: first what is disputed, then what is short, then what is unknown."""
    runs = sorted(_runs(check.joints, say), key=lambda run: (run.sort, -run.last.toordinal()))
    readings = {reading.name: reading for reading in check.readings}
    obligations = {
        each.id: obligation_title(terms, each)
        for reading in check.readings[::-1]
        for each in reading.obligations[::-1]
    }
    introduced: set[str] = set()
    listed = tuple(
        _period(run, obligations[run.obligation], readings, say, introduced)
        for run in runs[: MOST + MOST_FOLDED]
    )
    unlisted = sum(run.periods for run in runs[len(listed) :])
    sentence = headline(check, partial(_days, say=say))
    return Finding(sentence, listed[:MOST], listed[MOST:], unlisted)


# ------------------------------------------------------------------------------ the periods

_Said = tuple[str, tuple[tuple[str, Tone, tuple[str, ...]], ...]]


class _Run(NamedTuple):
    """A period, or days in a row of which every reading says the same."""

    obligation: str
    sort: Sort
    said: _Said  # the numbers that all readings share, and in whose words the readings speak
    first: date
    last: date
    periods: int = 1

    def goes_on(self, other: "_Run") -> bool:
        """Return whether another is the next day, of which the same is said."""
        return (
            self[:3] == other[:3]
            and other.first == other.last == self.last + DAY
            and self.last - self.first == (self.periods - 1) * DAY
        )


def _runs(joints: Iterable[Joint], say: DayWords) -> Iterator[_Run]:
    """Yield the periods that are not simply kept, or running."""
    run: _Run | None = None
    for joint in joints:
        sort = sort_of(joint)
        if sort > Sort.UNKNOWN:
            continue
        other = _Run(joint.obligation, sort, _said(joint, say), joint.first, joint.last)
        if run is not None and run.goes_on(other):
            run = run._replace(last=other.last, periods=run.periods + 1)
            continue
        if run is not None:
            yield run
        run = other
    if run is not None:
        yield run


def _said(joint: Joint, say: DayWords) -> _Said:
    numbers = set(map(_numbers, joint.verdicts))
    same = numbers.pop() if len(numbers) == 1 else ""
    by_words: dict[tuple[str, Tone], list[str]] = {}
    for statement in joint.statements:
        voice = _voice(statement, say, with_numbers=not same)
        by_words.setdefault(voice, []).append(statement.reading)
    return same, tuple((*voice, tuple(names)) for voice, names in by_words.items())


def _period(
    run: _Run,
    title: ObligationTitle,
    readings: Mapping[str, Reading],
    say: DayWords,
    introduced: set[str],
) -> PeriodFinding:
    word, tone = _word(run.sort)
    numbers, spoken = run.said
    voices = tuple(
        Voice(words, tone_, "; ".join(_who(readings[name], introduced) for name in names))
        for words, tone_, names in spoken
    )
    days = f"{_days(run.first, run.last, say)}{', each day' if run.periods > 1 else ''}"
    return PeriodFinding(days, title, word, tone, numbers, voices)


def _days(first: date, last: date, say: DayWords) -> str:
    """Write days in full: ``30 November``."""
    if last is NEVER:
        return f"From {date_words(first, say.year)} on"
    return date_words(first, say.year) if first == last else days_words(first, last, say.year)


def _word(sort: Sort) -> tuple[str, Tone]:
    if sort is Sort.DISPUTED:
        return Together.DISPUTED.value, Tone.DISPUTED
    return (
        (Together.SHORT.value, Tone.SHORT)
        if sort is Sort.SHORT
        else (Together.UNSETTLED.value, Tone.UNKNOWN)
    )


def _numbers(verdict: Verdict) -> str:
    """Return what was delivered of what was due; blank where that says less than the status."""
    if not verdict.status.has_numbers or not verdict.is_certain:
        return ""
    return f"{amount(verdict.delivered, verdict.delivered_most)} of {due_words(verdict)}"


def _voice(statement: Statement, say: DayWords, *, with_numbers: bool) -> tuple[str, Tone]:
    verdict = statement.verdict
    tone = answer_tone(statement.answer)
    if statement.owes_nothing:
        return "Nothing owed", Tone.FAINT
    if verdict is None:
        answer = statement.answer.value
        text = f"{answer} over other days ({statement_cell(statement, say).text})"
        return f"{text[0].upper()}{text[1:]}", tone
    if verdict.owes_nothing:
        return "Nothing due", Tone.FAINT
    numbers = f" ({_numbers(verdict)})" if with_numbers and _numbers(verdict) else ""
    credited = f" with {number(verdict.credit_used)} credited" if verdict.credit_used else ""
    match verdict.status:
        case Status.SHORT:
            missing = range_words(verdict.shortfall_least, verdict.shortfall_most)
            return f"Short by {missing}{credited}{numbers}", tone
        case Status.MET | Status.CREDITED:
            return f"Kept{credited}{numbers}", tone
        case (
            Status.PENDING
            | Status.UNREPORTED
            | Status.UNDISCLOSED
            | Status.UPCOMING
            | Status.WAITING
        ):
            words = standing_words(verdict)
            return f"{words[0].upper()}{words[1:]}", tone
        case _:
            assert_never(verdict.status)


def _who(reading: Reading, introduced: set[str]) -> str:
    """Name a reading, and the first time who holds it."""
    if reading.name == AS_WRITTEN:
        return "the terms as written"
    holder = f", held by {reading.held_by}" if reading.held_by else ""
    if reading.name in introduced:
        holder = ""
    introduced.add(reading.name)
    return f"“{reading.name}”{holder}"
