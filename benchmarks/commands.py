"""The commands that are measured: one list, asked on every size, on a small ledger, and on folders."""

import shlex
from pathlib import Path
from typing import NamedTuple

from benchmarks.ledgers import XT
from benchmarks.measure import Command, printed

CSV = "--format csv"
PAGE = "--format html"
PICTURE = "--format svg"
TEXT = ""
AT = "--at {moment}"


class Words(NamedTuple):
    """What the commands ask about in one ledger; ``change`` is where ``flips`` begins."""

    obligation: str
    party: str
    day: str
    first: str
    last: str
    entry: str
    moment: str
    claim: str
    change: str = "1"


SYNTHETIC = Words(
    "hostages", "north", "2024-06-03", "2024-06-01", "2024-06-07", "e1", "2025-01-05T00:00Z", "c1"
)
NOVEMBER = Words(
    "hostages-daily",
    "hamas",
    "2023-11-29",
    "2023-11-24",
    "2023-11-30",
    "n03",
    "2023-12-01T12:00+02:00",
    "c001",
)


class Question(NamedTuple):
    """A reading command; what is not ``words`` is asked for, too, and not shown in a table."""

    words: str
    form: str = CSV
    moment: str = AT


FLAT = (
    Question("check"),
    Question("check --together"),
    Question("totals"),
    Question("status", TEXT),
    Question("say {day}", TEXT),
    Question("chart", PICTURE),
    Question("extension"),
    Question("held"),
    Question("margin {obligation} {day}"),
    Question("conduct"),
    Question("report", PAGE),
)
"""The answer is as long with many entries as with few."""

WINDOW = (
    Question("why check {obligation} {day}"),
    Question("releases --from {first} --to {last}"),
)
"""The entries of a day or a week are listed, of which there are more in a larger ledger."""

SUMMED = (
    Question("reconcile"),
    Question("discrepancies --type short"),
    Question("flips --since {change}"),
)
"""Everything is added up again, or again in part."""

WHOLE = (Question("discrepancies"), Question("releases"))
"""Rows of the whole ledger are listed."""

BESIDES = (
    Question("why total {day}"),
    Question("why held hostages {day}"),
    Question("why claim {claim}"),
    Question("movements"),
    Question("claims", moment=""),
    Question("sources", moment=""),
    Question("statement 105 = 75 + 3 + 27", moment=""),
    Question("log --oneline", TEXT, ""),
    Question("show {entry}", TEXT, ""),
    Question("terms show", TEXT, ""),
    Question("compare {ledger}"),
    Question("diff {ledger} {ledger}"),
    Question("export {new}", TEXT, ""),
    Question("backup {new}", TEXT, ""),
    Question("verify", TEXT, ""),
)
"""No bound is set for these as the entries grow."""

QUESTIONS = FLAT + WINDOW + SUMMED + WHOLE + BESIDES
"""Every command that reads an entry, and changes none."""

IN_A_FOLDER = tuple(
    each
    for each in QUESTIONS
    if each in FLAT + WINDOW
    or each.words in ("reconcile", "discrepancies --type short", "movements", "claims")
)
"""What a folder is asked: every reading command that lists no more than some days of it.

``flips`` and ``log`` need a history; ``sources`` is asked as ``claims`` is.
"""


class Deed(NamedTuple):
    """A writing command; ``before`` is run, untimed, before each run, so that each is a change."""

    words: str
    more: str
    before: str = ""


_WHY = "--reason measured"
_ADD = "add --day {day} --party {party} --kind hostage --count 3"
ADD = Deed("add", _ADD.removeprefix("add "))
AMEND = Deed("amend {entry}", f"--set count=5 {_WHY}", f"amend {{entry}} --set count=6 {_WHY}")
RETRACT = Deed("retract {entry}", _WHY, f"restore {{entry}} {_WHY}")
RESTORE = Deed("restore {entry}", _WHY, f"retract {{entry}} {_WHY}")
UNDO = Deed("undo", f"--yes {_WHY}", _ADD)
CHANGES = (ADD, AMEND, RETRACT, UNDO)
"""What the bounds on writing speak of; the entry is retracted before the first of the retractions."""

DEEDS = (
    ADD,
    Deed("move", "--day {day} --party {party} --kind hostage --movement rescued --count 1"),
    Deed("claim", "--source N01 --to {day} --kind hostage --figure 110"),
    Deed("source add", "--id N999 --publisher AP --published 2024-12-01"),
    AMEND,
    RETRACT._replace(before=""),
    RESTORE._replace(before=""),
    UNDO,
    Deed("redact named", f"--yes {_WHY}", f"{_ADD} --id named --person Somebody"),
    Deed("sync releases {sheet}", "--key id --theirs --yes"),
    Deed("terms set {terms}", _WHY),
    Deed("merge {copy} {ledger}", ""),
)
"""Every command that changes a ledger that is there, in an order in which each is a change."""

APART = ("help", "demo", "completion", "man", "ledgers", "grants", "copy")
"""Commands that read no entries, and those of a server (``python -m benchmarks.shared``)."""


def asked(question: Question, ledger: Path, words: Words = SYNTHETIC, **more: object) -> Command:
    """Return the line that asks a question of a ledger or a folder."""
    text = f"{question.words} {question.form} {question.moment}"
    return line(text, ledger, words, **more)


def line(text: str, ledger: Path, words: Words, **more: object) -> Command:
    """Return a command line; the ledger is named at its end where the words do not name it."""
    filled = text.format(ledger=ledger, **words._asdict(), **more)
    at = [] if "{ledger}" in text else ["--ledger", str(ledger)]
    return [XT, *shlex.split(filled), *at]


def turns(deed: Deed, ledger: Path, words: Words = SYNTHETIC) -> tuple[Command, Command]:
    """Return what is run before each run of a deed, and the deed; its ledger is made ready for that."""
    mine = line(f"{deed.words} {deed.more}", ledger, words)
    if not deed.before:
        return (), mine
    if deed is RETRACT:  # what is restored before each must have been retracted once
        printed(mine)
    return line(deed.before, ledger, words), mine


def shown(command: Question | Deed, words: Words = SYNTHETIC) -> str:
    """Return a command as a table names it."""
    names = {name: name.upper() for name in ("ledger", "new", "sheet", "terms", "copy")}
    return command.words.format(**words._asdict(), **names)
