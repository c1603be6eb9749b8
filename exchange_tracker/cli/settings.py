"""``.xt.toml``: what somebody always writes, once for a folder and all below it.

It is looked for in this folder and the ones above it, as git looks for its own, and the nearest is the
one. It only gives options their defaults: nothing in it is run, and nothing of it names a file that is
written, but the ledger. A file that another user could have put there is refused, as git refuses such
a folder (``safe.directory``), unless ``EXCHANGE_SETTINGS`` names it.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from exchange_tracker.cli.habits import Habit
from exchange_tracker.errors import Problem, Refusal

FILE = ".xt.toml"
VARIABLE = "EXCHANGE_SETTINGS"
LARGEST = 65_536  # bytes
_MOST_READINGS = 100
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_TRUST = f"look at what it says; then make it yours, or name it yourself: {VARIABLE}=PATH"
_LIKE: dict[Habit, str] = {
    Habit.LEDGER: '"nov2023.db"',
    Habit.BY: '"night desk"',
    Habit.READING: '"as-written", or a list of names',
    Habit.FORMAT: '"csv"',
    Habit.AT: '"2023-11-30 21:00"',
}


class Settings(NamedTuple):
    """What a file of settings says, and where it lies; without one, nothing."""

    path: Path | None = None
    values: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - nobody adds to it

    @property
    def folder(self) -> Path:
        """Return the folder to which its paths are relative."""
        return self.path.parent if self.path else Path()

    @property
    def name(self) -> str:
        """Return the file as messages name it."""
        return str(self.path or "")

    @property
    def ledger(self) -> str:
        """Return the ledger that it names, as it names it; blank: none."""
        return next(iter(self.words(Habit.LEDGER)), "")

    def words(self, key: Habit) -> tuple[str, ...]:
        """Return what it says for a key; nothing where it says nothing."""
        return self.values.get(key, ())


def settings() -> Settings:
    """Return the settings that hold here, or refuse a file that is not fit to be one."""
    path = _place()
    return Settings(path, _values(path)) if path else Settings()


def _place() -> Path | None:
    """Return the file that is named, or the nearest; a blank name says that there is none."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    try:
        start = Path.cwd()
    except OSError:  # the folder is gone
        return None
    return next((each for each in _candidates(start) if os.path.lexists(each)), None)


def _candidates(start: Path) -> Iterator[Path]:
    yield Path(FILE)  # what lies here is named as it would be typed
    yield from (Path(os.path.relpath(above / FILE, start)) for above in start.parents)


def _values(path: Path) -> dict[str, tuple[str, ...]]:
    from exchange_tracker.parse.terms.toml import read_toml  # only where there is such a file

    table = read_toml(_text(path), str(path))
    problems = [problem for key, value in table.items() for problem in _problems(path, key, value)]
    if problems:
        raise Refusal(problems)
    return {key: _words(value) for key, value in table.items()}


def _text(path: Path) -> str:
    from exchange_tracker.parse.text import whole

    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Refusal.one(str(path), "this is no file", "put a file in its place")
            if VARIABLE not in os.environ:
                _refuse_others(path, status)
            if status.st_size > LARGEST:
                what, fix = f"it has more than {LARGEST:,} bytes", "keep only its five keys"
                raise Refusal.one(str(path), what, fix)
            return whole(file, str(path))
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise Refusal.one(str(path), what, "check the file, or take it away") from None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file without waiting for whoever writes into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_others(path: Path, status: os.stat_result) -> None:
    """Refuse a file that somebody else wrote or may write, or to which somebody else has linked."""
    if not hasattr(os, "geteuid"):  # Windows has no owners of this kind
        return
    owners = {status.st_uid, os.lstat(path).st_uid}
    if owners - {0, os.geteuid()}:
        raise Refusal.one(str(path), "it belongs to another user", _TRUST)
    if status.st_mode & _OTHERS_WRITE:
        fix = f"chmod go-w {path}, once you have looked at what it says"
        raise Refusal.one(str(path), "others than its owner may write it", fix)


def _problems(path: Path, key: str, value: Any) -> Iterator[Problem]:
    from exchange_tracker.parse.terms.values import likely_name

    where = f"{path}: {key}"
    if key not in set(Habit):
        keys = list(map(str, Habit))
        fix = f"{likely_name(key, keys)}take it out, or write one of {', '.join(keys)}"
        yield Problem(where, "there is no such key", fix)
        return
    words = _words(value)
    several = isinstance(value, list) and key == Habit.READING
    if not (isinstance(value, str) or several) or not words or not all(map(_is_word, words)):
        yield Problem(
            where, "this is no text that can stand there", f"write {key} = {_LIKE[Habit(key)]}"
        )
    elif len(words) > _MOST_READINGS:
        yield Problem(where, f"it names more than {_MOST_READINGS} readings", "leave it out")
    elif key == Habit.FORMAT:
        yield from _form_problems(where, words[0])


def _words(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _is_word(word: Any) -> bool:
    return isinstance(word, str) and bool(word.strip()) and word.isprintable()


def _form_problems(where: str, form: str) -> Iterator[Problem]:
    from exchange_tracker.parse.terms.values import likely_name
    from exchange_tracker.render import Format

    forms = [*map(str, Format), "text", "svg", "png"]  # the last three are those of charts
    if form.lower() not in forms:
        fix = f"{likely_name(form, forms)}write one of {', '.join(forms)}"
        yield Problem(where, f"{form!r} is no form of output", fix)
