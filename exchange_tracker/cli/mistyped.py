"""Where a mistyped command or option leads: to what is meant, by its spelling or by another word for it."""

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from exchange_tracker.cli.topics import TOPICS, topic_of
from exchange_tracker.facts.model import AnyFact, columns

_LIKE = 0.6  # of 1: how alike two spellings must be
_CANNOT_BE_UNDONE = "redact"

_CORRECT = "to correct what is recorded: xt amend ID --set COLUMN=VALUE --reason TEXT"
_RETRACT = "to let an entry stand no more: xt retract ID --reason TEXT"
_LIST = "to list what is recorded: xt releases, xt movements, xt claims, xt sources"
_SHOW = "to see one entry with all its versions: xt show ID"
_UNDO = "to take back your last change: xt undo"
_RESTORE = "to bring back what was retracted: xt restore ID --reason TEXT"
_HISTORY = "to list the changes: xt log; to see one entry with all its versions: xt show ID"
_EXPORT = "to write the ledger as CSV files: xt export FOLDER; one report: --format csv"
_HELP = "to list the commands and topics: xt help; to see one: xt help COMMAND"
_MAKE = "to make a ledger: xt init LEDGER --from FOLDER"
_RECORD = "to record a release: xt add"
_VERIFY = "to prove that nothing was altered: xt verify; to check terms: xt terms check FILE"
_COPY = "to copy a ledger: xt backup FILE"
_MERGE = "to bring the changes of a copy into a ledger: xt merge FROM INTO"
_DIFF = "to tell two ledgers or folders apart: xt diff ONE OTHER"
_COUNT = "to add up the people released: xt totals"
_JUDGE = "to judge every obligation: xt check"

MEANT: dict[str, Collection[str]] = {
    _CORRECT: ("edit", "update", "fix", "correct", "change", "modify", "set", "replace"),
    _RETRACT: ("delete", "del", "remove", "rm", "drop", "erase", "withdraw"),
    _LIST: ("list", "ls", "entries", "dir"),
    _SHOW: ("get", "cat", "view", "blame", "versions"),
    _UNDO: ("revert", "rollback", "back", "reset", "redo", "undo"),
    _RESTORE: ("undelete", "unretract", "bring-back", "restore"),
    _HISTORY: ("history", "changes", "audit"),
    _EXPORT: ("export-csv", "csv", "to-csv", "dump", "download"),
    _HELP: ("commands", "topics", "usage", "manual", "docs", "?"),
    _MAKE: ("new", "create", "start", "make"),
    _RECORD: ("record", "insert", "release", "entry", "enter"),
    _VERIFY: ("validate", "lint", "test", "fsck"),
    _COPY: ("cp", "save", "clone"),
    _MERGE: ("pull", "push", "join", "combine", "rebase"),
    _DIFF: ("difference", "differences", "cmp"),
    _COUNT: ("count", "sum", "total", "stats", "summary"),
    _JUDGE: ("judge", "verdict", "verdicts", "result", "results"),
    "to record one movement: xt move": ("movement", "taken", "rescue"),
    "to see the terms in plain words: xt terms show": ("agreement", "readings", "obligations"),
    "to try it on truces that come with it: xt demo": ("example", "examples", "try", "tutorial"),
    "to see the version: xt --version": ("version",),
}

OPTIONS: dict[str, Collection[str]] = {
    "--count": ("--people", "--number", "--n", "--num", "-n"),
    "--day": ("--date", "--on"),
    "--ledger": ("--db", "--database", "--file", "--folder", "--input", "-l", "-i"),
    "--output": ("--out", "--to-file", "--save"),
    "--reason": ("--message", "--why", "--msg", "-m"),
    "--by": ("--author", "--user", "--who"),
    "--person": ("--name", "--names"),
    "--sources": ("--source", "--src", "--url"),
    "--source": ("--sources", "--src"),
    "--category": ("--cat", "--group", "--sex", "--age"),
    "--format csv": ("--csv",),
    "--format json": ("--json",),
    "--format markdown": ("--md", "--markdown"),
    "--format html": ("--html",),
    "--all": ("-a",),
    "--patch": ("--diff",),
    "--dry-run": ("--try", "--simulate", "--check"),
    "--yes": ("-y", "--force", "--assume-yes"),
}
"""Other words for options, of which a command has some."""


def meant_command(word: str, commands: Iterable[str]) -> str:
    """Return how to go on after "no such command": what is meant by a word, as far as it is near any."""
    if lead := _lead(word):
        return f"; {lead}"
    if topic_of([word]) in TOPICS:
        return f"; to read about it: xt help {topic_of([word])}"
    near = get_close_matches(word, list(commands), cutoff=_LIKE)
    others = [name for name in near if name != _CANNOT_BE_UNDONE]
    if others:
        return f". Did you mean {', '.join(map(repr, others))}?"
    why = "erases the names of people for good, and cannot be undone"
    return f"; 'xt {_CANNOT_BE_UNDONE} ID' {why}" if near else "."


def meant_page(before: Sequence[str], words: Sequence[str], commands: Iterable[str]) -> str:
    """Return what to write where ``xt help`` knows some words, and not the first that comes next."""
    lead = _lead(words[0])
    if lead and not before:
        return lead
    topics = {name: topic for topic, each in TOPICS.items() for name in (topic, *each.others)}
    pages = {**({} if before else topics), **{name: name for name in commands}}
    spelt = (words[0].lower(), "-".join(words).lower())
    near = [page for word in spelt for page in get_close_matches(word, pages, n=1, cutoff=_LIKE)]
    if near:
        return f"write {' '.join(['xt help', *before, pages[near[0]]])}"
    return f"{' '.join(['xt help', *before])} says what there is"


def _lead(word: str) -> str:
    """Return what another word for a command leads to; blank where it is none."""
    return next((lead for lead, words in MEANT.items() if word.lower() in words), "")


def meant_option(word: str, command: Any) -> str:
    """Return the option of a command that is meant by a word; blank where none is near."""
    known = [name for each in command.params for name in (*each.opts, *each.secondary_opts)]
    if "--set" in known and (column := _column(word.lower())):
        return f"--set {column}=VALUE"
    for option, words in OPTIONS.items():
        if word.lower() in words and option.partition(" ")[0] in known:
            return option
    return next(iter(get_close_matches(word, known, n=1, cutoff=_LIKE)), "")


def _column(word: str) -> str:
    """Return the column that an option of ``xt add`` and its like gives; blank where it is none."""
    options = [word, *(option for option, words in OPTIONS.items() if word in words)]
    spelt = (option.removeprefix("--").replace("-", "_") for option in options)
    known = {column for kind in get_args(AnyFact) for column in columns(kind)}
    return next((column for column in spelt if column in known), "")


def lone_day(message: str, command: Any) -> str:
    """Return the day that stands alone where a command takes a range of days; blank where none does."""
    named = {name for each in command.params for name in each.opts}
    alone = re.search(r"\((\d{4}-\d{2}-\d{2})\)$", message, re.ASCII)
    return alone[1] if alone and {"--from", "--to"} <= named else ""
