"""What has no end, or no day at all, is never given the last day of the calendar."""

from pathlib import Path

import pytest

from tests.program import Ran, xt

TERMS = """
title = "t"
timezone = "Asia/Jerusalem"
[parties]
a = "Side A"
b = "Side B"
[events.ceasefire]
title = "The ceasefire is in force"
at = 2025-10-10T12:00:00+03:00
[events.talks]
title = "Talks begin"
[[phases]]
name = "first"
from = 2025-10-10
to = 2025-10-19
[[phases]]
name = "second"
from = 2025-10-20
[[obligations]]
id = "living"
party = "a"
counts = { kind = "h" }
at_least = 20
per = "phase"
after = "ceasefire"
within = "72h"
[[obligations]]
id = "endless"
party = "a"
counts = { kind = "h" }
at_least = 20
per = "phase"
after = "ceasefire"
[[obligations]]
id = "second"
party = "b"
counts = { kind = "p" }
at_least = "?"
per = "phase"
after = "talks"
[[obligations]]
id = "open"
party = ["a", "b"]
counts = { kind = "p" }
at_least = "?"
per = "phase"
[[obligations]]
id = "daily"
party = "b"
counts = { kind = "p" }
per = "day"
for_each = [{ obligation = "endless", owed = 3 }, { counts = { kind = "h" }, owed = 1 }]
[[obligations]]
id = "weekly"
party = "b"
counts = { kind = "p" }
at_least = 2
per = "week"
from = 2025-10-12
carry = "both"
carry_days = 3
[extension]
obligations = ["endless"]
after = 1
each = 1
adds_days = 1
first_days = 4
[readings.begun]
title = "The talks began"
held_by = "somebody"
[readings.begun.events.talks]
at = 2025-10-12T18:00:00+03:00
[readings.none.obligations.second]
void = true
[readings.short.obligations.endless]
from = 2025-10-10
to = 2025-10-12
"""
RELEASES = """day,until,party,kind,count
2025-10-11,,a,h,3
2025-10-12,2025-10-14,b,p,780+
2025-10-15,,a;b,p,?
"""
CLAIMS = "source,to,party,kind,figure\nsomebody,2025-10-20,a,h,5\n"
LAST = "9999-12-31", "31 December 9999", "9999"

REPORTS = [
    "check",
    "check --all",
    "check --only-findings",
    "status",
    "chart --width 200",
    "say 2025-10-15",
    "say 2025-11-20 --cite",
    "releases",
    "totals",
    "conduct",
    "extension",
    "discrepancies",
    "reconcile",
    "report",
    "terms show",
    "terms check",
    "why check endless 2025-10-15",
    "why check open 2025-10-25",
    "why check daily 2025-10-25",
    "why total 2025-10-25",
]
ROWS = [
    "check",
    "check --all",
    "check --together",
    "status",
    "releases",
    "totals",
    "conduct",
    "extension",
    "discrepancies",
    "reconcile",
    "why check endless 2025-10-15",
]
FORMS = {"chart --width 200": ["svg"], "report": ["markdown"]}
CASES = [
    *((command, "") for command in REPORTS),
    *((command, form) for command in ROWS for form in ("csv", "json", "markdown", "html")),
    *((command, form) for command, forms in FORMS.items() for form in forms),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("truce")
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    (folder / "releases.csv").write_text(RELEASES, encoding="utf-8")
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    return folder


def never_names_it(ran: Ran) -> None:
    assert ran.code in (0, 1, 4), ran.err
    for last in LAST:
        assert last not in ran.out + ran.err


@pytest.mark.parametrize(("command", "form"), CASES)
def test_a_report_never_names_the_last_day_of_the_calendar(
    folder: Path, command: str, form: str
) -> None:
    words = [*command.split(), "--ledger", folder, *(["-O", form] if form else [])]
    if command.startswith("terms check"):
        words = [*command.split(), folder / "terms.toml"]
    else:
        words += [] if command.startswith("terms") else ["--at", "2025-11-20T12:00Z"]
    never_names_it(xt(*words))


def test_what_a_change_did_never_names_it(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    at = ("--ledger", ledger, "--by", "e")
    never_names_it(xt("init", ledger, "--from", folder))
    cells = ("--day", "2025-10-16", "--party", "a", "--kind", "h", "--count", "4")
    never_names_it(xt("add", *cells, "--id", "x", *at))
    never_names_it(xt("amend", "x", "--set", "count=780+", "--reason", "r", *at))
    for form in ("table", "csv"):
        never_names_it(xt("flips", "--since", "1", "--ledger", ledger, "-O", form))
        never_names_it(xt("log", "--ledger", ledger, "-O", form))
    never_names_it(xt("check", "--ledger", ledger))
