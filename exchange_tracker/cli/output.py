"""Where text goes: results to standard output or a file, everything else to standard error."""

import os
import secrets
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from exchange_tracker.errors import OutputFailed, WrongUse


def say(text: str) -> None:
    """Say something that is no result, if anybody listens."""
    with suppress(OSError, AttributeError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def emit(chunks: Iterable[str], path: Path | None) -> None:
    """Write a result to standard output, or to a file that is whole or not there."""
    if path is None or str(path) == "-":
        if sys.stdout is None:
            raise OutputFailed.one("standard output", "it is closed", "open it, or use -o FILE")
        for chunk in chunks:
            sys.stdout.write(chunk)
        sys.stdout.flush()
        return
    write_beside(path, chunks)


def write_beside(path: Path, chunks: Iterable[str]) -> None:
    """Write a file beside its place and rename it, so that a crash never leaves half of it."""
    if path.is_dir():
        raise WrongUse.one(str(path), "this is a folder", "name a file")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        try:
            with draft.open("w", encoding="utf-8", newline="") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OutputFailed.one(
            str(path),
            f"it cannot be written ({error.strerror})",
            "free the disk or name another place",
        ) from None


def is_terminal() -> bool:
    """Tell whether results go to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def wants_colour() -> bool:
    """Tell whether results are shown in colour: on a terminal, unless the environment says no."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"
