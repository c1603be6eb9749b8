"""The user's editor, as git calls it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange_tracker.cli.progress import ended
from exchange_tracker.errors import Refusal

_USUAL = "vi"
_NOT_RUN = (126, 127)  # what a shell ends with where it finds no such program, or may not run it


def edit(file: Path) -> None:
    """Open a file in the editor and wait until it is closed; refuse what the editor says went wrong."""
    name = _variable()
    command = os.environ.get(name) or _USUAL
    ended()  # the screen is the editor's
    with _left_to_the_editor():
        # The variable holds a command with its options, for a shell to read.
        words = ["sh", "-c", f'{command} "$@"', command, str(file)]
        code = subprocess.run(words, check=False).returncode  # noqa: S603 - the user's own
    if code:
        what = "could not be run" if code in _NOT_RUN else f"ended with exit code {code}"
        fix = f"name another in {name}, e.g. {name}=nano"
        raise Refusal.one(name, f"the editor {command!r} {what}", fix)


def _variable() -> str:
    """Return the variable that names the editor; one that needs a screen has ``VISUAL``."""
    has_screen = os.environ.get("TERM", "dumb") != "dumb"
    return "VISUAL" if has_screen and os.environ.get("VISUAL") else "EDITOR"


@contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """Let Ctrl-C reach the editor alone: there it need not mean to leave."""
    heard = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)
