"""``xt`` and ``python -m exchange_tracker``: the version at once, everything else by ``cli``."""

import gc
import os
import sys

FEW_COLLECTIONS = 100_000  # objects between two: a start makes many that all stay


def run() -> None:
    """Run the program and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and _version_named():
        return
    gc.set_threshold(FEW_COLLECTIONS)
    try:
        from exchange_tracker.cli.main import main  # noqa: PLC0415 - start-up

        code = main(sys.argv[1:])
    except KeyboardInterrupt:  # while the program was still being loaded
        code = 130
    # Everything is written and flushed: taking the interpreter apart would only cost time.
    os._exit(code)


def _version_named() -> bool:
    """Name the version, for which nothing of the program is needed; tell whether it was heard."""
    from exchange_tracker import __version__  # noqa: PLC0415 - start-up

    try:
        sys.stdout.write(f"exchange-tracker {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):
        return False  # main tries again, and says what is wrong
    return True


if __name__ == "__main__":
    run()
