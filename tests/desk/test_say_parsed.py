"""`xt say` of random days, parsed back: what it says is in the ledger and the terms, and no more.

The numbers are held against the reference of `tests/naive`, which shares no code with the program.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest

from tests.naive import read as load_truce
from tests.naive import together
from tests.naive.clock import DAY
from tests.naive.facts import (
    COLUMNS,
    Entry,
    Truce,
    first_day,
    last_day,
    list_readings,
    read_rows,
    read_values,
)
from tests.naive.held import balance, list_steps
from tests.naive.judging import Verdict, open_judge
from tests.naive.matching import has_happened
from tests.naive.random_movements import random_whole_truce
from tests.naive.random_truces import judging_moments, write_folder
from tests.program import xt

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMERALS = re.compile(rf"(?:\b(?:{'|'.join(WORDS)})|-?\b[0-9][0-9,]*)\b")
FRENCH = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"[0-9]+ (?:to [0-9]+ )?(?:{MONTHS})(?: [0-9]{{4}})?|[0-9]+ (?:{MONTHS}) [0-9]{{4}} to"
)
NOT_COUNTED = re.compile(
    rf"“[^”]*”|held by [^;)]*|[0-9][0-9]:[0-9][0-9](?::[0-9]+)?|{DATE.pattern}|no release|no fewer"
    r"|no date|no nationality|No source|no source|a single|two other|three other|one day since"
    r"|[0-9a-z]+ days since|[0-9a-z]+ other readings"
)
Supports = dict[str, int]
SEEDS = range(100)  # two days each: 200


def cases(tmp_path: Path, seed: int) -> Iterator[tuple[Path, Truce, datetime, date]]:
    """Two random days of a random truce, with the moment at which they are told."""
    rng = random.Random(f"say parsed {seed}")
    files = random_whole_truce(rng, new_words=seed % 3 > 0)
    folder, truce = write_folder(tmp_path / "t", files), load_truce(files)
    moments = [at for at in judging_moments(rng, files, 6) if latest(truce, at)]
    for at in rng.sample(moments, min(2, len(moments))):
        first, last = first_day(truce.terms), latest(truce, at)
        assert last is not None
        yield folder, truce, at, date.fromordinal(rng.randint(first.toordinal(), last.toordinal()))


def latest(truce: Truce, at: datetime) -> date | None:
    """The latest of the truce's days that has begun."""
    today, last = truce.clock.day(at), last_day(truce.terms)
    latest_day = today if last is None else min(today, last)
    return latest_day if latest_day >= first_day(truce.terms) else None


def day_sentences(folder: Path, day: date, at: datetime, *options: str) -> list[str]:
    """The sentences of a day."""
    ran = xt("say", str(day), *options, "--ledger", folder, "--at", at.isoformat(), "-O", "json")
    return [row["text"] for row in json.loads(ran.ok.out)]


def numbers_in(text: str) -> set[int]:
    """Every number that a sentence counts with: no dates, hours and names."""
    plain = NOT_COUNTED.sub(" ", text)
    return {read_number(match[0]) for match in NUMERALS.finditer(plain.lower())}


def read_number(word: str) -> int:
    return WORDS.index(word) if word in WORDS else int(word.replace(",", ""))


def known_numbers(truce: Truce, at: datetime, day: date, supports: Supports) -> set[int]:
    """Every number that the ledger and the terms give for a day: sums of entries, and verdicts."""
    at_end = min(at, truce.clock.end(day))
    entries = [entry for entry in truce.entries if has_happened(entry, truce.clock, at)]
    until = replace(truce, entries=tuple(one for one in entries if one.until <= day))
    numbers = {0, *sums(truce, entries, day, supports)}
    much_later = at + 400 * DAY  # what is due so far is what would be if nothing followed
    for known, moment in ((truce, at), (until, at_end), (until, much_later)):
        for reading in list_readings(truce.terms):
            judge = open_judge(known, moment, reading)
            for obligation in truce.terms["obligations"]:
                for verdict in judge.judge(obligation["id"]):
                    numbers |= set(numbers_of(verdict))
    return numbers | set(held_numbers(truce, at, day))


def sums(truce: Truce, entries: list[Entry], day: date, supports: Supports) -> Iterator[int]:
    """The sums of entries alike in some columns: of each span of days, of the truce, before it."""
    first = first_day(truce.terms)
    spans = [
        [one for one in entries if first <= one.until <= day],
        [one for one in entries if one.until < first],
        *([one for one in entries if (one.day, one.until) == days] for days in days_of(entries)),
    ]
    up_to_day = [one for one in entries if one.day <= day]
    spans += [[one for one in up_to_day if supports[one.id] == number] for number in (0, 1)]
    for some, chosen in product(spans, range(2 ** (len(COLUMNS) + 1))):
        names = [name for n, name in enumerate(("party", *COLUMNS)) if chosen & 2**n]
        groups: dict[object, int] = {}
        for entry in some:
            key = tuple(frozenset(getattr(entry, name)) for name in names)
            groups[key] = groups.get(key, 0) + entry.least
        yield from groups.values()


def supports_of(folder: Path, truce: Truce) -> Supports:
    """How many sources each entry has that are recorded; here, where there is no file, addresses."""
    rows = read_rows((folder / "releases.csv").read_text(encoding="utf-8"))
    cells = [read_values(row.get("sources", "")) for row in rows]
    numbers = [len({name for name in cell if "://" in name}) for cell in cells]
    return dict(zip((entry.id for entry in truce.entries), numbers, strict=True))


def days_of(entries: Iterable[Entry]) -> set[tuple[date, date]]:
    return {(entry.day, entry.until) for entry in entries}


def numbers_of(verdict: Verdict) -> Iterator[int]:
    """The numbers of a verdict, and what follows from them by the rule."""
    situation = verdict.situation
    if verdict.required is not None:
        yield int(verdict.required)
    if situation is None:
        return
    worst, best = situation.weigh()
    amounts = (
        *(situation.delivered.least, situation.delivered.most),
        *(worst.due, best.due, worst.shortfall, best.shortfall, worst.surplus, best.surplus),
        *(worst.credit_used, best.credit_used, situation.best.arrears, situation.worst.arrears),
        *(situation.required.least, situation.required.most),
        *(verdict.credit_used, verdict.surplus, verdict.shortfall),
        # What is missing so far; who has not come yet is nobody.
        max(0, best.due - situation.delivered.most - situation.best.sum_credit()),
        max(0, worst.due - situation.delivered.least - situation.worst.sum_credit()),
    )
    yield from (int(each) for each in amounts if each is not None and each != float("inf"))


def held_numbers(truce: Truce, at: datetime, day: date) -> Iterator[int]:
    for cohort in truce.terms.get("cohorts", {}):
        steps = list_steps(truce, truce.terms["cohorts"][cohort], at)
        state = balance(truce.terms["cohorts"][cohort], [s for s in steps if s.day <= day])
        yield from (int(n) for n in (state.held, state.held_dead) if n is not None)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_in_the_ledger_or_the_terms(tmp_path: Path, seed: int) -> None:
    for folder, truce, at, day in cases(tmp_path, seed):
        known = known_numbers(truce, at, day, supports_of(folder, truce))
        for length in ("short", "full"):
            sentences = day_sentences(folder, day, at, "--length", length)
            for sentence in sentences:
                assert numbers_in(sentence) <= known, (numbers_in(sentence) - known, sentence)
            if length == "short":
                assert len(sentences) <= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reading_that_differs_is_named(tmp_path: Path, seed: int) -> None:
    """Each that answers otherwise on a period which ends with the day, or has other numbers of it."""
    for folder, truce, at, day in cases(tmp_path, seed):
        differing = set(differing_readings(truce, at, day))
        for length in ("short", "full"):
            text = " ".join(day_sentences(folder, day, at, "--length", length))
            assert {name for name in differing if f"“{name}”" not in text} == set(), text


def differing_readings(truce: Truce, at: datetime, day: date) -> Iterator[str]:
    """The readings that say of a period that ends with a day otherwise than the terms as written."""
    readings = list_readings(truce.terms)
    verdicts = {
        (name, obligation["id"]): open_judge(truce, at, name).judge(obligation["id"])
        for name in readings
        for obligation in truce.terms["obligations"]
    }
    for row in together(truce, at):
        written = periods(verdicts[readings[0], row["obligation"]], row)
        if row["to"] != str(day) or not written:
            continue
        (answer,) = (key for key in ANSWERS if readings[0] in row[key].split(";"))
        for name in readings[1:]:
            own = periods(verdicts[name, row["obligation"]], row)
            if name not in row[answer].split(";") or (own and facts(own[0]) != facts(written[0])):
                yield name


ANSWERS = ("kept", "not_kept", "not_known")


def periods(verdicts: Iterable[Verdict], row: Mapping[str, str]) -> list[Verdict]:
    """The verdict on exactly the days of a row, where there is one."""
    days = row["from"], row["to"]
    return [one for one in verdicts if (str(one.period.first), str(one.period.last)) == days]


def facts(verdict: Verdict) -> object:
    """What a reader is told of a period: how it stands, of how many, how many came, how many credited."""
    assert verdict.situation is not None
    least = verdict.situation.weigh()[1]
    return verdict.status, least.due, verdict.delivered, verdict.credit_used


def counts_in(text: str, numerals: tuple[str, ...]) -> list[int]:
    """Every number of two and more in a text, sorted; what is quoted is left out."""
    plain = re.sub("“[^”]*”|«[^»]*»|\\(judg[^)]*\\)|held by [^;)]*", " ", text.lower())
    plain = re.sub("(?<=[0-9])[,\u202f](?=[0-9]{3})", "", plain).replace("both ", "")
    words = re.findall(rf"\\b(?:{'|'.join(numerals[2:])}|[0-9]+)\\b", plain)
    numbers = [numerals.index(word) if word in numerals else int(word) for word in words]
    return sorted(number for number in numbers if number > 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_language_says_the_same_numbers(tmp_path: Path, seed: int) -> None:
    for folder, _, at, day in cases(tmp_path, seed):
        for length in ("short", "full"):
            english = day_sentences(folder, day, at, "--length", length)
            french = day_sentences(folder, day, at, "--length", length, "--language", "fr")
            for one, other in zip(english, french, strict=True):
                assert counts_in(one, WORDS) == counts_in(other, FRENCH), (one, other)


@pytest.mark.parametrize("seed", SEEDS[:30])
def test_sums_of_the_ledger_say_what_its_rows_say(tmp_path: Path, seed: int) -> None:
    """Without notes the entries of other days are read as sums, from a folder or by the database."""
    for place, (folder, _, at, day) in enumerate(cases(tmp_path, seed)):
        ledger = tmp_path / f"{place}.db"
        assert xt("init", ledger, "--from", folder, "--by", "desk").ok
        for truce, length in product((folder, ledger), ("short", "full")):
            options = ("say", day, "--length", length, "--ledger", truce, "--at", at.isoformat())
            by_rows = xt(*options, "--cite=inline").ok.out
            assert re.sub(r" \[[^]]*\]", "", by_rows) == xt(*options).ok.out
