"""The one boundary around all commands: what happened, in one line, and the exit code for it."""

import errno
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TextIO

import typer

from exchange_tracker.cli.app import command
from exchange_tracker.cli.manners import behave
from exchange_tracker.cli.output import detail, say
from exchange_tracker.cli.parameters import HABITS
from exchange_tracker.errors import Refusal
from exchange_tracker.store import drafts, origins, signals

USAGE = 2
FAULT = 70
OUTPUT_FAILED = 74
PIPE_CLOSED = 141
_NO_FILES = (errno.EMFILE, errno.ENFILE)


def main(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code (``ledger.md``, section 5)."""
    try:
        code = _answered(arguments)
    except MemoryError:
        code = None
    if code is None:  # only here is all let go of that the memory was needed for
        say("this machine gives the program no more memory; free some, or ask about less")
        code = FAULT
    _let_go(code)
    return code


def _answered(arguments: Sequence[str]) -> int:
    if sys.stdout is None:  # closed by the caller: writing to it must fail, not go unseen
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    origins.forget()
    behave()
    start = time.monotonic()
    with signals.hearing(drafts.sweep):
        code = _ended(arguments)
    detail(f"exit code {code} after {time.monotonic() - start:.2f} s")
    return code


def _ended(arguments: Sequence[str]) -> int:
    """Run one command line to its end, whatever that is."""
    try:
        _prepare_streams()
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return PIPE_CLOSED
    except OSError as error:
        if error.errno == errno.ENOMEM:
            raise MemoryError from None
        return _out_of_files(error) if error.errno in _NO_FILES else _unwritable(error)
    except KeyboardInterrupt:
        return _interrupted()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the last boundary: no traceback reaches a user
        return _interrupted() if signals.end_requested() else _fault(error)
    return code


def _prepare_streams() -> None:
    """Write the same bytes under any locale.

    Raises what Python raises where something was written before that cannot be: it is flushed here.
    """
    with suppress(OSError):  # nobody need listen to what is no result
        _prepare(sys.stderr)
    _prepare(sys.stdout)


def _prepare(stream: TextIO | None) -> None:
    if stream is not None:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[attr-defined]


def _unwritable(error: OSError) -> int:
    say(f"standard output: it cannot be written ({error.strerror or 'it is closed'})")
    return OUTPUT_FAILED


def _out_of_files(error: OSError) -> int:
    say(f"this machine lets the program open no more files ({error.strerror})")
    return FAULT


def _run(arguments: Sequence[str]) -> int:
    whole = command()
    path, context = "xt", None
    try:
        # Not through Typer's own ``main``, which would make a closed pipe exit code 1.
        with whole.make_context(path, list(arguments)) as context:
            try:
                result = whole.invoke(context)
            finally:
                path = " ".join(filter(None, (path, context.invoked_subcommand)))
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, EOFError):
        return _interrupted()
    except typer.TyperException as error:
        return _usage(error, path)
    except Refusal as refusal:
        from exchange_tracker.cli.refusals import say_refusal  # start-up

        say_refusal(refusal)
        _say_habits(refusal, context.meta.get(HABITS, {}) if context else {})
        return refusal.exit_code
    return result if isinstance(result, int) else 0


def _usage(error: typer.TyperException, path: str) -> int:
    """Say what is wrong with a command line; a command without any arguments gets its help."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if message.startswith("Usage: "):
        say(message)
        return USAGE
    path = context.command_path if context else path
    say(f"{path}: {_worded(error, message)}")
    say(f"Try '{path} --help' for help.")
    return USAGE


def _worded(error: typer.TyperException, message: str) -> str:
    """Say where a mistake is a likely one, and how to mend it."""
    if message.startswith("No such option: -") and message[-1].isdecimal():
        day = message.removeprefix("No such option: ")
        return f"{message}; a day before today is written -- {day} there, or yesterday"
    context = getattr(error, "ctx", None)
    if context is None:
        return message
    if message.startswith("No such option"):
        from exchange_tracker.cli.mistyped import meant_option  # only a mistake needs it

        near = meant_option(getattr(error, "option_name", ""), context.command)
        return f"{message.partition(' (')[0]}{f'. Did you mean {near}?' if near else ''}"
    if message.startswith("Missing argument"):
        pieces = (piece.strip("{}") for piece in context.command.collect_usage_pieces(context)[1:])
        return f"{message} Write {context.command_path} {' '.join(pieces)}"
    names = [each.name for each in context.command.params]
    if message.startswith("Got unexpected extra") and "ledger" in names:
        from exchange_tracker.cli.mistyped import lone_day  # only a mistake needs it

        if day := lone_day(message, context.command):
            return f"{message}; one day is written --from {day} --to {day}"
        return f"{message}; a ledger or a truce folder is named with --ledger"
    return message


def _say_habits(refusal: Refusal, habits: dict[str, str]) -> None:
    """Say of an option that was refused that it was not on the command line."""
    for option, file in habits.items():
        if any(option in problem.where.split() for problem in refusal.problems):
            say(f"{option} has its value from {file}")


def _interrupted() -> int:
    line = "\n" if sys.stderr is not None and sys.stderr.isatty() else ""  # after ^C
    say(f"{line}interrupted; {signals.what_stays() or 'nothing was written'}")
    return signals.exit_code()


def _fault(error: BaseException) -> int:
    """Write the details of a fault of the program where only the user can read them.

    What the errors say is left out: it may quote a record, and names of people with it.
    """
    import tempfile  # only ever needed here

    name = type(error).__name__
    try:
        handle, path = tempfile.mkstemp(prefix="exchange-tracker-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(_places(error))
    except OSError:
        say(f"a fault of the program ({name}); its details could not be written anywhere")
    else:
        say(f"a fault of the program ({name}); its details are in {path}")
    return FAULT


def _places(error: BaseException) -> Iterator[str]:
    """Yield where an error came from and its type, what came before it first."""
    import traceback  # only ever needed here

    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _places(before)
        yield "\nWhile that was handled:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"


def _let_go(code: int) -> None:
    """Keep Python from speaking up about a pipe that is gone when it leaves."""
    if code in (PIPE_CLOSED, OUTPUT_FAILED) and sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
