"""Signals that end the program: each is heard like Ctrl-C, so that nothing half done is left.

What must not be cut in two (a change that is kept, a file that gets its name) is done while
``uninterrupted``; what is done then is noted as kept, so that nobody reads that nothing was written.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0  # seconds for cleaning up; a signal after that ends the program where it stands
BY_SIGNAL = 128  # and the number of the signal: the exit code by the shell's convention
# What ends no program, or tells of a fault of its own; none can end it for somebody else.
_OTHERS = (
    *("SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGKILL"),
    *("SIGSTOP", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS", "SIGINFO"),
)


class Stopped(KeyboardInterrupt):
    """A signal asked the program to end."""


class _State:
    """Which signal came, and what is done already."""

    def __init__(self, clean: Callable[[], None] = lambda: None) -> None:
        self.number = 0  # of the signal; 0: none came
        self.since = 0.0
        self.depth = 0  # of blocks that no signal may cut in two
        self.kept = ""  # blank: nothing was written
        self.whole = False  # what is kept is all that was asked for
        self.clean = clean


_state = _State()


@contextmanager
def hearing(clean: Callable[[], None]) -> Iterator[None]:
    """Raise ``Stopped`` at a signal that would end the program; clean up last, and undisturbed.

    A signal that is ignored (by ``nohup``, or in a job in the background) stays so.
    """
    global _state  # noqa: PLW0603 - signals are the process's
    _state = _State(clean=clean)
    before = {number: signal.signal(number, _hear) for number in _ending()}
    try:
        yield
    finally:
        _state.depth += 1
        clean()
        for number, handler in before.items():
            signal.signal(number, handler)


def _ending() -> list[signal.Signals]:
    """Return the signals that would end the program now."""
    harmless = {getattr(signal, name, None) for name in _OTHERS}
    defaults = (signal.SIG_DFL, signal.default_int_handler)
    try:
        signal.signal(signal.SIGINT, signal.getsignal(signal.SIGINT))
    except (ValueError, TypeError):  # in a thread, or the handler is not Python's
        return []
    return [
        number
        for number in signal.valid_signals()
        if number not in harmless and signal.getsignal(number) in defaults
    ]


def _hear(number: int, _: object) -> None:
    now = time.monotonic()
    if not _state.number:
        _state.number, _state.since = number, now
    elif now - _state.since > PATIENCE:
        _state.clean()
        os._exit(exit_code())
    else:  # it is being cleaned up
        return
    if not _state.depth:
        raise Stopped


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let no signal come in between, unless one came before; what is done here is done whole."""
    heed()
    _state.depth += 1
    try:
        yield
    except Exception:
        _state.depth -= 1
        heed()
        raise
    except BaseException:
        _state.depth -= 1
        raise
    _state.depth -= 1


def heed() -> None:
    """Raise ``Stopped`` where a signal came that was not heard, unless all that was asked is done."""
    if _state.number and not _state.whole:
        raise Stopped


def end_requested() -> bool:
    """Return whether a signal has asked the program to end."""
    return _state.number > 0


def note_kept(what: str, *, whole: bool = False) -> None:
    """Note what is written and stays; ``whole`` where that is all that was asked for."""
    _state.kept, _state.whole = what, whole


def what_stays() -> str:
    """Return what is written and stays; blank where nothing is."""
    return _state.kept


def exit_code() -> int:
    """Return the exit code of a program that was asked to end."""
    if _state.kept and _state.whole:
        return 0
    return BY_SIGNAL + (_state.number or signal.SIGINT)
