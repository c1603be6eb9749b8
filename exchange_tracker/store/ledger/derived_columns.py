"""What a ledger keeps for speed, recomputed from the cells it follows from."""

import operator
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from exchange_tracker.facts.entry import headcount, is_open
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import Release
from exchange_tracker.parse.across import LETTERS
from exchange_tracker.store.ledger.digest import SALT, person_hash
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.person_names import ACCOUNTED, asked_of, mark_of
from exchange_tracker.store.ledger.plain_views import MEANINGS, meanings
from exchange_tracker.store.ledger.row_texts import cells, each_row, row_texts, without_last
from exchange_tracker.store.ledger.schema import KINDS, NAMES, REDACTED
from exchange_tracker.store.ledger.sums import derived

CHUNK = 1_000  # rows
Place = tuple[str, str]
"""Where something does not fit, and what it is."""

_Sum = tuple[int, int, int]


def derived_mismatches(ledger: Ledger) -> Iterator[Place]:
    """Yield where and what of everything kept for speed that does not follow from the cells."""
    yield from _entry_mismatches(ledger)
    yield from _lowest_mismatches(ledger)
    if sorted(ledger.rows(f"SELECT * FROM {MEANINGS}")) != sorted(meanings()):
        yield MEANINGS, "it does not say what the columns mean"


def _entry_mismatches(ledger: Ledger) -> Iterator[Place]:
    """Compare truce day, people and timing of each version, and the sums of those that stand.

    Of most versions the statement itself says that they fit; the others are recomputed.
    """
    query = f"""SELECT row, day, until, at, count, truce_day, people, timed FROM releases
        WHERE ({_PLAIN}) IS NOT TRUE"""
    rows = ledger.rows(query)
    while chunk := list(islice(rows, CHUNK)):
        places, days, untils, ats, counts, *rest = zip(*chunk, strict=True)
        stored = [*map(list, rest)]
        expected = derived(days, untils, ats, counts, ledger.clock)
        if stored != [*map(list, expected)]:
            yield _first_mismatch(
                ledger, places, zip(*stored, strict=True), zip(*expected, strict=True)
            )
            return
    yield from _sum_mismatches(ledger, _sums(_standing(ledger)))


_PLAIN = """at = '' AND timed = 0 AND CAST(people AS TEXT) = count
    AND truce_day = CASE until WHEN '' THEN day ELSE until END"""
"""A version of a known day and number, of which what is kept follows at sight (``sums.derived``)."""


def _standing(ledger: Ledger) -> Iterable[tuple[str, int]]:
    """Return what the sums of the entries that stand follow from, each with how many say the same."""
    # Not by an index of those that stand: it has them in another order than they lie in.
    standing = "(superseded IS NULL) IS TRUE"
    text = ledger.engine.json_array(_SUMMED)
    counts: Counter[str] = Counter()
    for _, texts in row_texts(ledger, "releases", "0", text, standing):
        counts.update(each_row(texts))
    return counts.items()


_FIRST_DAY = "CASE WHEN until = '' OR until = day THEN '' ELSE day END"
_SUMMED = (*Group._fields, _FIRST_DAY, "truce_day", "CAST(timed AS TEXT)", "count")


def _first_mismatch(
    ledger: Ledger, places: Iterable[int], stored: Iterable[object], expected: Iterable[object]
) -> Place:
    """Name the first entry of which something else is kept than follows from its cells."""
    pairs = zip(places, stored, expected, strict=True)
    place = next(place for place, one, other in pairs if one != other)
    (name,) = next(ledger.rows("SELECT id FROM releases WHERE row = ?", (place,)))
    return f"releases {name}", "its truce day, people or timing do not follow from its cells"


def _sums(standing: Iterable[tuple[str, int]]) -> dict[tuple[object, ...], _Sum]:
    """Return the sums of entries, of which most differ from others of their sum by their count alone."""
    by_text: dict[str, _Sum] = {}
    for row, entries in standing:
        others, count = without_last(row)
        people, some, undisclosed = by_text.get(others, (0, 0, 0))
        by_text[others] = (
            people + headcount(count) * entries,
            some + entries,
            undisclosed + (entries if is_open(count) else 0),
        )
    sums: dict[tuple[object, ...], _Sum] = {}
    for text, numbers in by_text.items():
        *group, first, day, timing = cells(text)
        key = (*group_of(*group), first, day, int(timing))
        people, entries, undisclosed = map(operator.add, sums.get(key, (0, 0, 0)), numbers)
        sums[key] = people, entries, undisclosed
    return sums


def _sum_mismatches(ledger: Ledger, sums: dict[tuple[object, ...], _Sum]) -> Iterator[Place]:
    for *key, people, entries, undisclosed in ledger.rows("SELECT * FROM sums"):
        if sums.pop(tuple(key), None) != (people, entries, undisclosed):
            yield f"sums {key[6]}", "a sum is not that of the entries"
            return
    for *_, day, _ in sums:
        yield f"sums {day}", "a sum is missing"
        return


def name_mismatches(ledger: Ledger) -> Iterator[Place]:
    """Compare the names with their hashes, and those that are gone with what erased them."""
    (upto,) = next(ledger.rows("SELECT max(upto) FROM nameless"))
    left_out = False
    for kind, names in NAMES.items():
        table = KINDS[kind]
        erased = _erased(ledger, table)
        for name, written, hashed, salt, person in ledger.rows(_NAMED.format(table, names)):
            gone = written < erased.get(name, 0)
            if salt is None:
                left_out = left_out or written == upto
                if not gone and written > (upto or 0):
                    yield f"{table} {name}", "its names are missing, and nobody erased them"
            elif gone:
                yield f"{table} {name}", "its names were erased, and are there again"
            elif not SALT.fullmatch(salt) or not person or person_hash(salt, person) != hashed:
                yield f"{table} {name}", "its names do not give their hash"
    yield from _mark_mismatches(ledger, left_out=left_out)
    yield from _stray_names(ledger)


_NAMED = """SELECT {0}.id, written, {0}.person, {1}.salt, {1}.person
    FROM {0} LEFT JOIN {1} ON {1}.row = {0}.row
    WHERE {0}.person <> '' OR {1}.row IS NOT NULL"""


def _erased(ledger: Ledger, table: str) -> dict[str, int]:
    """Return which change erased the names of each id of a table last."""
    query = "SELECT id, max(written) FROM redactions WHERE kind = ? GROUP BY id"
    return dict(ledger.rows(query, (table,)))


def _stray_names(ledger: Ledger) -> Iterator[Place]:
    for kind, names in NAMES.items():
        stray = f"SELECT row FROM {names} WHERE row NOT IN (SELECT row FROM {KINDS[kind]})"
        for (row,) in ledger.rows(stray):
            yield (
                f"{names} {row}",
                "they belong to no {}".format("entry" if kind is Release else "movement"),
            )
    for row, table in ledger.rows("SELECT row, kind FROM redactions"):
        if table not in REDACTED:
            yield f"redactions {row}", f"no names stand in {table}"


def _mark_mismatches(ledger: Ledger, *, left_out: bool) -> Iterator[Place]:
    """An import of a history without names notes it, once; what it had is there, or was erased."""
    marks = list(ledger.rows("SELECT * FROM nameless"))
    if len(marks) > left_out:
        yield f"nameless {marks[0][0]}", "no names were left out there"
    for upto, *rest in marks:
        if not rest:  # a ledger of schema 2
            continue
        kept, mark = rest
        digest = ledger.rows("SELECT digest FROM changes WHERE number = ?", (upto,))
        if mark != mark_of(upto, kept, *next(digest, ("",))):
            yield f"nameless {upto}", "no import of a history without names noted it"
        (accounted,) = next(ledger.rows(ACCOUNTED, asked_of(upto)))
        if accounted < kept:
            yield f"nameless {upto}", "names are missing that were there, and nobody erased them"


_IDS = " UNION ".join(f"SELECT id FROM {table} WHERE row = place" for table in KINDS.values())
_USED = f"""SELECT count(*) FROM ({_IDS}) AS ids
    WHERE substr(id, 1, 1) = ? AND length(id) > 1 AND rtrim(substr(id, 2), '0123456789') = ''
      AND substr(id, 2, 1) <> '0' AND (length(id) < ? OR length(id) = ? AND id < ?)"""
"""How many ids of a letter and a number are used below an id: of those as long, by their digits."""


def _as_id(letter: str, number: int) -> tuple[str, int, int, str]:
    """Return the values with which ``_USED`` is asked."""
    name = f"{letter}{number}"
    return letter, len(name), len(name), name


def _lowest_mismatches(ledger: Ledger) -> Iterator[Place]:
    """Below the lowest number that an id may get, every number was used."""
    letters = {KINDS[kind]: letter for kind, letter in LETTERS.items()}
    for table, number in ledger.rows("SELECT kind, number FROM lowest"):
        if table not in letters:
            yield f"lowest {table}", "there is no such table"
            continue
        (used,) = next(ledger.rows(_USED, _as_id(letters[table], number)))
        if used != number - 1:
            yield f"lowest {table}", f"not every id below {number} was used"
