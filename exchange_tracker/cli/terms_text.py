"""A table of terms as the file that people go on writing in, with a remark on each key."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from exchange_tracker.parse.terms.toml import Table

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDEST = 48  # characters before a remark that the others are lined up with

_HEAD = """\
# Lines that begin with # are remarks, and nothing is read from them. Text stands in quotes, numbers and dates do
# not. What is in a ledger is changed with xt terms edit. More: xt help terms
"""
_DRAFT_HEAD = """\
# Not whole yet: this is what was answered before xt init was left at {place}.
# xt init LEDGER goes on there. Or complete this file: xt terms check FILE says what is missing, and
# xt init LEDGER --terms FILE makes the ledger. xt terms new has whole examples.
#
"""
_LEFT = re.compile(
    r"# Not whole yet: this is what was answered before xt init was left at (.*)\.\n"
)
_PARTIES = "Who owes anything: the word that stands in releases.csv = the name that people read."
_PHASES = """\
The days of the truce, the first and the last included; without 'to' they have no end. Each further phase begins
with [[phases]], too."""
_OBLIGATIONS = """\
One [[obligations]] for each sentence of the agreement: who owes how many of whom, per what. Whoever is freed
outside the agreement has another basis in releases.csv, and does not count where basis = "agreement" stands."""
_READINGS = """\
What somebody reads otherwise: the keys below [readings.NAME.obligations.ID] take the place of the obligation's
own. void = true says that this reading knows no such obligation."""

_REMARKS = {
    "id": "a short name of your own",
    "title": "as people read it",
    "timezone": "whose clock counts",
    "day_starts": "who is freed before it belongs to the day before",
    "name": "a name of your own",
    "from": "the first day",
    "to": "the last day",
    "party": "who owes it",
    "counts": "who counts: kind, category, nationality, basis",
    "at_least": 'how many; "?" where it was not agreed or disclosed',
    "for_each": "how many are owed for each of whom",
    "per": '"day", "week", "phase" or "deadline"',
    "held_by": "who reads it so",
    "carry": "a surplus counts for the next period",
    "carry_days": "for so many days",
    "sources": "where it is published",
}
"""What is said beside a key, and the order in which keys stand."""


def terms_file(raw: Table) -> str:
    """Return the text of terms."""
    return "\n".join(
        [
            _HEAD,
            *_lines({key: raw[key] for key in ("title", "timezone", "day_starts") if key in raw}),
            "",
            *_remark(_PARTIES),
            "[parties]",
            *_plain(raw.get("parties", {})),
            *_list("phases", raw.get("phases", []), _PHASES),
            *_list("obligations", raw.get("obligations", []), _OBLIGATIONS),
            *_readings(raw.get("readings", {})),
            "",
        ]
    )


def answered_terms(raw: Table, place: str) -> str:
    """Return the text of terms whose questions were left at some place, without what only held a place."""
    obligations = [_answered(each) for each in raw.get("obligations", []) if len(each) > 1]
    return _DRAFT_HEAD.format(place=place) + terms_file({**raw, "obligations": obligations})


def place_left(text: str) -> str:
    """Return the question at which terms were left; blank where they are no such file."""
    match = _LEFT.match(text)
    return match[1] if match else ""


def _answered(obligation: Table) -> Table:
    """Return an obligation without the 0 that stands where a rate is still to be answered."""
    if "for_each" not in obligation:
        return obligation
    items = [
        {key: value for key, value in item.items() if (key, value) != ("owed", 0)}
        for item in obligation["for_each"]
    ]
    return {**obligation, "for_each": items}


def _list(section: str, tables: list[Table], remark: str) -> Iterator[str]:
    for place, table in enumerate(tables):
        yield ""
        yield from () if place else _remark(remark)
        yield f"[[{section}]]"
        yield from _plain(_ordered(table)) if place else _lines(_ordered(table))


def _ordered(table: Table) -> Table:
    order = {key: place for place, key in enumerate(_REMARKS)}
    return dict(sorted(table.items(), key=lambda item: order.get(item[0], len(order))))


def _readings(readings: Mapping[str, Table]) -> Iterator[str]:
    for place, (name, reading) in enumerate(readings.items()):
        header = f"readings.{_key(name)}"
        own = {key: value for key, value in reading.items() if key != "obligations"}
        yield ""
        yield from () if place else _remark(_READINGS)
        yield f"[{header}]"
        yield from _plain(own) if place else _lines(own)
        for id_, replaced in reading.get("obligations", {}).items():
            yield f"[{header}.obligations.{_key(id_)}]"
            yield from _plain(_ordered(replaced))


def _remark(text: str) -> Iterator[str]:
    return (f"# {line}" for line in text.splitlines())


def _plain(table: Table) -> list[str]:
    width = max(len(_key(key)) for key in table) if table else 0
    return [f"{_key(key):{width}} = {_value(value)}" for key, value in table.items()]


def _lines(table: Table) -> list[str]:
    """Write the keys of a table one below the other, each with its remark."""
    lines = _plain(table)
    width = max((len(line) for line in lines if len(line) <= _WIDEST), default=0)
    remarks = [_REMARKS.get(key) for key in table]
    return [
        f"{line:{width}}  # {remark}" if remark else line
        for line, remark in zip(lines, remarks, strict=True)
    ]


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    match value:
        case str():
            return _text(value)
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            pairs = ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items())
            return f"{{ {pairs} }}"
        case _:
            return str(value)


def _text(text: str) -> str:
    """Quote a text: what JSON escapes TOML knows, too, and the one character that it adds."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
