"""Files of the kinds that desks have, made of the facts of two truces.

The hostages of November 2023, and, where large numbers are needed, the prisoners of Korea in 1953.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.ledgers import NOV
from tests.workbooks import write_ods, write_xlsx

People = dict[tuple[str, str], int]
"""People by truce day and category."""
KOREA = NOV.parent / "korea-little-switch-1953"

WHO = """
[constants]
party = "hamas"
kind = "hostage"
nationality = "Israeli"
"""
LONG = '[columns]\nday = "Date"\ncategory = "Group"\ncount = "Number"\n'
WIDE = """
[[entries]]
columns.count = "women"
constants.category = "woman"

[[entries]]
columns.count = "children"
constants.category = "minor"
"""


def people(truce: Path, is_one: Callable[[dict[str, str]], bool]) -> People:
    """The people of some entries of a truce."""
    counts: People = {}
    with (truce / "releases.csv").open(encoding="utf-8", newline="") as file:
        for row in filter(is_one, csv.DictReader(file)):
            key = (row["day"], row["category"])
            counts[key] = counts.get(key, 0) + int(row["count"])
    return dict(sorted(counts.items()))


def _is_israeli_civilian(row: dict[str, str]) -> bool:
    is_civilian = row["category"] in {"woman", "minor"} and row["basis"] == "agreement"
    return is_civilian and row["nationality"] == "Israeli"


PEOPLE = people(NOV, _is_israeli_civilian)
"""What every one of the files holds that is about November 2023."""
PRISONERS = people(KOREA, lambda row: row["kind"] == "prisoner")
DAYS = sorted({day for day, _ in PEOPLE})


def _text(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _long(
    header: Sequence[str],
    day: Callable[[date], object] = date.isoformat,
    words: dict[str, str] | None = None,
) -> list[list[object]]:
    words = words or {}
    return [
        [*header],
        *(
            [day(date.fromisoformat(each)), words.get(group, group), count]
            for (each, group), count in PEOPLE.items()
        ),
    ]


def _wide() -> list[list[object]]:
    return [[day, PEOPLE[day, "woman"], PEOPLE[day, "minor"]] for day in DAYS]


class DeskFile(NamedTuple):
    """A file of a desk: its name, what writes it, its map, and options that it needs."""

    name: str
    write: Callable[[Path], object]
    map: str
    options: tuple[str, ...] = ()
    truce: Path = NOV
    holds: People = PEOPLE


def _text_file(name: str, rows: str, map_: str, *options: str, encoding: str = "utf-8") -> DeskFile:
    return DeskFile(name, lambda path: path.write_text(rows, encoding), map_, options)


_HEADER = ["Date", "Group", "Number"]
_HEBREW = {"woman": "נשים", "minor": "ילדים"}
_ARABIC = {"woman": "نساء", "minor": "أطفال"}
_RUSSIAN = {"woman": "женщины", "minor": "дети"}


def _words(words: dict[str, str]) -> str:
    return "[words.category]\n" + "".join(f'"{own}" = "{w}"\n' for w, own in words.items())


def _in(header: Sequence[str]) -> str:
    day, group, number = header
    return f'[columns]\nday = "{day}"\ncategory = "{group}"\ncount = "{number}"\n'


_HEBREW_HEADER = ("תאריך", "קבוצה", "מספר")
_ARABIC_HEADER = ("التاريخ", "الفئة", "العدد")
_RUSSIAN_HEADER = ("Дата", "Группа", "Число")
_HEBREW_MAP = _in(_HEBREW_HEADER) + WHO + _words(_HEBREW)
_DAY_FIRST = '[dates]\nform = "%d/%m/%Y"\n'


def _rising() -> list[list[object]]:
    totals = {"woman": 0, "minor": 0}
    rows: list[list[object]] = [[*_HEADER]]
    for (day, group), count in PEOPLE.items():
        totals[group] += count
        rows.append([day, group, totals[group]])
    return rows


def _one_each() -> list[list[object]]:
    rows: list[list[object]] = [["Name", "Date", "Group"]]
    for (day, group), count in PEOPLE.items():
        rows += [[f"Person {day} {group} {number}", day, group] for number in range(count)]
    return rows


def _total_below() -> list[list[object]]:
    return [*_long(_HEADER), ["Total", "", sum(PEOPLE.values())]]


def _sheet() -> list[list[str | int | date]]:
    rows: list[list[str | int | date]] = [["Date", "Group", "Number"]]
    for (day, group), count in PEOPLE.items():
        rows.append([date.fromisoformat(day), group, count])
    return rows


def _separated() -> list[list[object]]:
    """The prisoners of Korea with commas in their numbers, and spans of days in two columns."""
    with (KOREA / "releases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "prisoner"]
    return [
        ["From", "To", "Side", "Who", "Number"],
        *(
            [row["day"], row["until"], row["party"], "sick, wounded", f"{int(row['count']):,}"]
            for row in rows
        ),
    ]


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


FILES = (
    _text_file(
        "wide-with-title.csv",
        _text([["Hostages released", "", ""], ["Date", "women", "children"], *_wide()]),
        '[file]\nheader = 2\n[columns]\nday = "Date"\n' + WHO + WIDE,
    ),
    _text_file(
        "merged-header.csv",
        _text([["Date", "Israelis", ""], ["", "women", "children"], *_wide()]),
        '[file]\nheader = [1, 2]\n[columns]\nday = "Date"\n'
        + WHO
        + WIDE.replace('"women"', '"Israelis / women"').replace(
            '"children"', '"Israelis / children"'
        ),
    ),
    _text_file(
        "hebrew.csv",
        _text(_long([f"\u200f{name}\u200f" for name in _HEBREW_HEADER], words=_HEBREW)),
        _HEBREW_MAP,
    ),
    _text_file(
        "arabic.csv",
        _text(_long(_ARABIC_HEADER, words={w: f"\u202b{own}\u202c" for w, own in _ARABIC.items()})),
        _in(_ARABIC_HEADER) + WHO + _words(_ARABIC),
    ),
    _text_file(
        "cyrillic.csv",
        _text(_long(_RUSSIAN_HEADER, lambda day: f"{day:%d.%m.%Y}", _RUSSIAN), ";"),
        _in(_RUSSIAN_HEADER) + WHO + _words(_RUSSIAN) + '[dates]\nform = "%d.%m.%Y"\n',
        "--encoding",
        "cp1251",
        encoding="cp1251",
    ),
    _text_file(
        "day-first.csv",
        _text(_long(_HEADER, lambda day: f"{day:%d/%m/%Y}")),
        LONG + WHO + _DAY_FIRST,
    ),
    _text_file(
        "serial-dates.csv",
        _text(_long(_HEADER, _serial)),
        LONG + WHO + '[dates]\nform = "serial"\n',
    ),
    _text_file(
        "total-below.csv",
        _text(_total_below()),
        LONG + WHO + '[[leave_out]]\ncolumn = "Date"\nbegins = "Total"\n',
    ),
    _text_file(
        "notes-below.csv",
        _text(_long(_HEADER)) + "\nNotes:\nfrom the press; Israelis alone\n",
        LONG + WHO + "[file]\nends_at_blank_row = true\n",
    ),
    _text_file(
        "cp1255.csv",
        _text(_long(_HEBREW_HEADER, words=_HEBREW)),
        _HEBREW_MAP + '[file]\nencoding = "cp1255"\n',
        encoding="cp1255",
    ),
    _text_file(
        "utf-16.txt",
        _text(_long(_HEBREW_HEADER, words=_HEBREW), "\t"),
        _HEBREW_MAP + '[file]\nencoding = "utf-16"\n',
        encoding="utf-16",
    ),
    _text_file("semicolons.csv", _text(_long(_HEADER), ";"), LONG + WHO),
    DeskFile("sheet.ods", lambda path: write_ods(path, {"Sheet1": _sheet()}), LONG + WHO),
    DeskFile(
        "sheet.xlsx",
        lambda path: write_xlsx(path, {"About": [["Hostages"]], "Data": _sheet()}),
        LONG + WHO,
        ("--sheet", "Data"),
    ),
    _text_file(
        "running-totals.csv", _text(_rising()), LONG + WHO + "[numbers]\ncumulative = true\n"
    ),
    _text_file(
        "one-person-a-row.csv",
        _text(_one_each()),
        '[columns]\nday = "Date"\ncategory = "Group"\nperson = "Name"\n'
        + WHO.replace("[constants]", '[constants]\ncount = "1"'),
    ),
    DeskFile(
        "thousands.csv",
        lambda path: path.write_text(_text(_separated()), "utf-8"),
        '[columns]\nday = "From"\nuntil = "To"\nparty = "Side"\ncategory = "Who"\ncount = "Number"\n'
        '[constants]\nkind = "prisoner"\n[words.category]\n"sick, wounded" = "sick-or-wounded"\n'
        '[numbers]\nthousands = ","\n',
        truce=KOREA,
        holds=PRISONERS,
    ),
)
