"""Processes of their own that write to a ledger: what they begin and what they acknowledge.

They are forked from a server that has loaded the program already, so that starting one costs
milliseconds.
"""

import multiprocessing
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from io import BufferedIOBase, RawIOBase
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from time import monotonic, sleep
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

from tests.faults.sabotage import sabotaged
from tests.faults.stage import EVERY_ROW, EXTENDED, TERMS, random_rows, write_rows
from tests.program import Ran, xt

_FILES = ("open", "close", "write", "writelines", "read", "readinto", "flush", "fsync")
_NAMES = ("replace", "rename", "link", "unlink", "mkdir", "rmdir", "chmod", "stat")
_DATABASES = ("connect", "execute", "executemany", "backup", "serialize")
_OWNERS = (ModuleType, RawIOBase, BufferedIOBase, sqlite3.Connection)  # and no text
TOUCHING = frozenset((*_FILES, *_NAMES, *_DATABASES))
"""The functions by whose names a program touches files; each is met before and after."""
IMPORTED = 150  # rows of an import

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.faults.workers", "tests.faults.loaded"])


class Act(NamedTuple):
    """One command of a writer: what it does, to what, and the words of it."""

    what: str
    key: str
    words: tuple[str, ...]


def started(
    work: Callable[..., None], *arguments: Any, **named: Any
) -> tuple[ForkServerProcess, Connection]:
    """Start a process at some work; it reports through the connection."""
    ours, theirs = _server.Pipe(duplex=False)
    process = _server.Process(target=work, args=(theirs, *arguments), kwargs=named, daemon=True)
    process.start()
    theirs.close()
    return process, ours


def heard(connection: Connection) -> Iterator[Any]:
    """Give everything that a process reports until it ends."""
    try:
        while True:
            yield connection.recv()
    except (EOFError, ConnectionResetError):
        return


def enter(
    parent: Connection, ledger: object, name: str, entries: int, swapped: Mapping[str, str]
) -> None:
    """Add entries one by one, and report the exit code of each."""
    with sabotaged(swapped):
        for number in range(entries):
            words = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage")
            parent.send(
                xt("add", "--ledger", ledger, "--id", f"{name}-{number}", "--count", 1, *words)
            )


def enter_until_kept(parent: Connection, ledger: str, name: str, entries: int) -> None:
    """Add entries one by one, each again and again until it is acknowledged; report every answer."""
    for number in range(entries):
        words = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", 1)
        while True:
            ran = xt("add", "--ledger", ledger, "--id", f"{name}-{number}", *words)
            parent.send(ran)
            if ran.code == 0 or "has had an entry" in ran.err:
                break
            sleep(0.2)


def together(
    ledger: object, writers: int, each: int, swapped: Mapping[str, str] | None = None
) -> tuple[list[Ran], float]:
    """Let writers add entries at once; give what each command said, and the longest it took."""
    all_ = [started(enter, ledger, f"w{n}", each, swapped or {}) for n in range(writers)]
    heard: dict[Connection, float] = {ours: 0 for _, ours in all_}
    answers: list[Ran] = []
    longest = 0.0
    while heard:
        for ours in wait(list(heard), timeout=120):
            assert isinstance(ours, Connection)
            now, before = monotonic(), heard.pop(ours)
            try:
                answers.append(ours.recv())
            except EOFError:
                continue
            longest = max(longest, now - before) if before else longest
            heard[ours] = now
    for process, _ in all_:
        process.join()
    return answers, longest


def keep_writing(
    parent: Connection, ledger: Path, folder: Path, seed: int, swapped: Mapping[str, str]
) -> None:
    """Write without end: report what is begun, and what the program acknowledged."""
    os.chdir(folder)
    rng = Random(seed)
    with sabotaged(swapped):
        parent.send(None)
        for number in count():
            act = _act(rng, ledger, f"{seed}-{number}")
            parent.send(act)
            ran = xt(act.what, *act.words)
            parent.send((act, ran))


def stop_before(parent: Connection, number: int, words: Sequence[object]) -> None:
    """Run a command, and end as if killed before the statement of that number that it makes."""
    said = count()

    class Stopping(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if next(said) == number:
                os._exit(9)
            return super().execute(sql, *values)

    opened = sqlite3.connect
    with patch("sqlite3.connect", lambda *names, **more: opened(*names, **more, factory=Stopping)):
        parent.send(xt(*words))


def signal_at(
    parent: Connection,
    folder: Path,
    place: int,
    number: int,
    words: Sequence[str],
    stdin: str,
    *,
    deaf: bool,
) -> None:
    """Run a command, and send its process a signal where it touches files for that many times."""
    os.chdir(folder)
    os.umask(0)  # whatever is private is so by itself
    tempfile.tempdir = str(folder / "tmp")
    touches = count()

    def touch(_: object, event: str, function: Any) -> None:
        if (
            event.startswith("c_")
            and getattr(function, "__name__", "") in TOUCHING
            and isinstance(getattr(function, "__self__", None), _OWNERS)
            and next(touches) == place
        ):
            os.kill(os.getpid(), number)

    off = patch("exchange_tracker.store.signals._ending", list) if deaf else nullcontext()
    with off:
        sys.setprofile(touch)
        ran = xt(*words, given=stdin)
        sys.setprofile(None)
    parent.send(ran)


def _act(rng: Random, ledger: Path, key: str) -> Act:
    what = rng.choices(("add", "import", "amend", "terms", "export"), (4, 5, 3, 2, 2))[0]
    at = ("--ledger", str(ledger))
    match what:
        case "add":
            words = ("--id", f"a{key}", "--day", "2023-11-24", "--party", "hamas", "--count", "1")
            return Act(what, key, (*words, "--kind", "hostage", *at))
        case "import":
            file = write_rows(
                Path(f"{key}.csv"), random_rows(rng, (f"i{key}-{n}" for n in range(IMPORTED)))
            )
            return Act(what, key, ("releases", str(file), *EVERY_ROW, *at))
        case "amend":
            count_ = f"count={rng.randint(0, 10**6)}"
            return Act(what, key, ("first", "--set", count_, "--reason", key, *at))
        case "terms":
            file = Path(f"{key}.toml")
            file.write_text(rng.choice((TERMS, EXTENDED)) + f"# {key}\n", encoding="utf-8")
            return Act(what, key, ("set", str(file), "--reason", key, *at))
        case _:
            name = f"{key}{rng.choice(('', '.jsonl'))}"
            return Act(what, key, (name, *at))
