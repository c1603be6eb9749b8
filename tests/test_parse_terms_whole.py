"""Whole terms become facts: those of the page of the rules, and those of the real truces."""

import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from exchange_tracker.facts.model import (
    Carry,
    Extension,
    Obligation,
    Owed,
    Per,
    Reading,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.parse.terms import parse_terms

DATA = Path(__file__).parents[1] / "data"
TRUCES = sorted(DATA.glob("*/terms.toml"))

PAGE = """
title      = "Gaza truce, 24–30 November 2023"
timezone   = "Asia/Jerusalem"     # an IANA name
day_starts = "07:00"              # default "00:00"

[parties]                         # key = how entries name it; value = how people read it
hamas  = "Hamas"
israel = "Israel"

[vocabulary]                      # optional
kind     = ["hostage", "prisoner"]
basis    = ["agreement", "separate"]
category = ["minor", "woman", "man"]

[[phases]]
name = "first four days"
from = 2023-11-24
to   = 2023-11-27

[[phases]]
name = "extension"
from = 2023-11-28
to   = 2023-11-30

[[obligations]]
id       = "hostages-extension"
title    = "At least ten Israeli hostages a day"
party    = "hamas"
counts   = { kind = "hostage", nationality = "Israeli", basis = "agreement" }
at_least = 10
per      = "day"
phases   = ["extension"]
sources  = ["afp-2023-12-01"]

[[obligations]]
id       = "prisoners-per-hostage"
party    = "israel"
counts   = { kind = "prisoner" }
for_each = [{ obligation = "hostages-extension", owed = 3 }]
per      = "day"
phases   = ["extension"]

[readings.credit]
title   = "Every Israeli national counts, and a surplus is credited to the next day"
held_by = "a source close to Hamas, quoted by AFP"
sources = ["afp-2023-12-01"]
[readings.credit.obligations.hostages-extension]
counts = { kind = "hostage", nationality = "Israeli" }
carry  = "surplus"

[extension]
obligations  = ["hostages-extension"]
after        = 50
each         = 10
adds_days    = 1
at_most_days = 10
first_days   = 4
sources      = ["afp-2023-12-01"]
"""


def test_the_terms_of_the_page_become_facts() -> None:
    extension = Span("extension", date(2023, 11, 28), date(2023, 11, 30))
    hostages = Obligation(
        id="hostages-extension",
        title="At least ten Israeli hostages a day",
        parties=("hamas",),
        counts=Selector(kind=("hostage",), nationality=("Israeli",), basis=("agreement",)),
        per=Per.DAY,
        spans=(extension,),
        at_least=10,
        sources=("afp-2023-12-01",),
    )
    credited = Obligation(
        id="hostages-extension",
        title="At least ten Israeli hostages a day",
        parties=("hamas",),
        counts=Selector(kind=("hostage",), nationality=("Israeli",)),
        per=Per.DAY,
        spans=(extension,),
        at_least=10,
        carry=Carry.SURPLUS,
        sources=("afp-2023-12-01",),
    )
    prisoners = Obligation(
        id="prisoners-per-hostage",
        title="",
        parties=("israel",),
        counts=Selector(kind=("prisoner",)),
        per=Per.DAY,
        spans=(extension,),
        for_each=(Owed(3, obligation="hostages-extension"),),
    )
    assert parse_terms(PAGE) == Terms(
        title="Gaza truce, 24–30 November 2023",
        timezone="Asia/Jerusalem",
        day_starts=time(7),
        parties={"hamas": "Hamas", "israel": "Israel"},
        vocabulary={
            "kind": ("hostage", "prisoner"),
            "basis": ("agreement", "separate"),
            "category": ("minor", "woman", "man"),
        },
        phases=(Span("first four days", date(2023, 11, 24), date(2023, 11, 27)), extension),
        readings=(
            Reading("as-written", "The terms as written", "", (), (), (hostages, prisoners)),
            Reading(
                name="credit",
                title="Every Israeli national counts, and a surplus is credited to the next day",
                held_by="a source close to Hamas, quoted by AFP",
                sources=("afp-2023-12-01",),
                combines=(),
                obligations=(credited, prisoners),
            ),
        ),
        extension=Extension(
            obligations=("hostages-extension",),
            after=50,
            each=10,
            adds_days=1,
            first_days=4,
            at_most_days=10,
            sources=("afp-2023-12-01",),
        ),
    )


def test_a_byte_order_mark_and_the_line_ends_of_windows_change_nothing() -> None:
    assert parse_terms("\ufeff" + PAGE.replace("\n", "\r\n")) == parse_terms(PAGE)


@pytest.mark.parametrize("file", TRUCES, ids=lambda file: file.parent.name)
def test_the_real_truces_are_right_and_need_no_second_check(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert parse_terms(text) == parse_terms(text, checked=True)


def test_the_real_truces_say_what_their_files_say() -> None:
    by_truce = {
        file.parent.name: [
            (reading.name, [(each.id, len(each.spans)) for each in reading.obligations])
            for reading in parse_terms(file.read_text(encoding="utf-8")).readings
        ]
        for file in TRUCES
    }
    nov = [
        ("hostages-first-phase", 1),
        ("hostages-daily", 3),
        ("hostages-extensions", 2),
        ("prisoners-first-phase", 1),
        ("prisoners-extensions", 2),
    ]
    jan = ["timetable", "thirty-three", "prisoners-by-ratio", "prisoners-same-day"]
    read_one_by_one = {
        "armenia-azerbaijan-dec2023": [
            ("as-written", [("from-azerbaijan", 1), ("from-armenia", 1)])
        ],
        "jan2025": [
            (name, [(each, 1) for each in jan])
            for name in ("as-written", "late-is-mended", "living-only")
        ],
        "nov2023": [
            ("as-written", nov),
            ("all-israelis", nov),
            ("credit", nov),
            ("phase-totals", [each for each in nov if each[0] != "hostages-daily"]),
        ],
        "shalit2011": [("as-written", [("soldier", 1), ("stage-one", 1), ("stage-two", 1)])],
    }
    assert {name: by_truce[name] for name in read_one_by_one} == read_one_by_one


def test_terms_that_were_checked_load_without_the_checker() -> None:
    program = (
        "import sys, pathlib\n"
        "from exchange_tracker.parse.terms import parse_terms\n"
        "parse_terms(pathlib.Path(sys.argv[1]).read_text('utf-8'), checked=True)\n"
        "print(sorted({'pydantic', 'difflib', 'exchange_tracker.parse.terms.shape'}"
        " & sys.modules.keys()))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, DATA / "nov2023" / "terms.toml"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "[]\n"
