"""``xt`` and ``python -m exchange_tracker``: version and tabs at once, everything else by ``cli``."""

import errno
import gc
import os
import sys

FEW_COLLECTIONS = 100_000  # objects between two: a start makes many that all stay
_TABS = (["completion", "words", "--"], ["completion", "quoted", "--"])  # as the scripts ask
FAULT = 70
INTERRUPTED = 130
_NO_MEMORY = b"this machine gives the program no more memory; free some, or ask about less\n"
_UNKNOWN = b"a fault of the program, which could not even be described\n"


def run() -> None:
    """Run the program and leave with its exit code, whatever runs out on the way."""
    code = FAULT  # should even its words fail: an exception that gets out would mean exit code 1
    try:
        code = _run()
    finally:
        # Everything is written and flushed: taking the interpreter apart would only cost time.
        os._exit(code)


def _run() -> int:
    if sys.argv[1:] == ["--version"] and _version_named():
        return 0
    gc.set_threshold(FEW_COLLECTIONS)
    sys.unraisablehook = lambda _: None  # what is let go of without memory would say so at length
    try:
        if sys.argv[1:4] in _TABS and _words_completed():
            return 0
        from exchange_tracker.cli.main import main  # noqa: PLC0415 - start-up

        return main(sys.argv[1:])
    except KeyboardInterrupt:  # while the program was still being loaded, or once more
        return INTERRUPTED
    except SystemExit as leaving:  # a watch that was sent away
        return leaving.code if isinstance(leaving.code, int) else FAULT
    except MemoryError:
        words = _NO_MEMORY
    except OSError as error:  # what was to be loaded could not even be opened
        words = _NO_MEMORY if error.errno == errno.ENOMEM else _UNKNOWN
    except BaseException:  # noqa: BLE001 - loading the program failed, or the boundary itself
        words = _UNKNOWN
    # What was raised is let go of by now, and with it the memory that it held.
    os.write(2, words)
    return FAULT


def _version_named() -> bool:
    """Name the version, for which nothing of the program is needed; tell whether it was heard."""
    from exchange_tracker import __version__  # noqa: PLC0415 - start-up

    try:
        sys.stdout.write(f"exchange-tracker {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):
        return False  # main tries again, and says what is wrong
    return True


def _words_completed() -> bool:
    """Answer a tab, for which Typer is not needed; tell whether it was heard."""
    from exchange_tracker.cli.completion_words import answer  # noqa: PLC0415 - start-up

    try:
        words = answer(sys.argv[4:], quoted=sys.argv[2] == "quoted")
        sys.stdout.buffer.write(words.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - not lost: main does it all again, and says what is wrong
        return False
    return True


if __name__ == "__main__":
    run()
