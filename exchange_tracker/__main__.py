"""``xt`` and ``python -m exchange_tracker``: the version at once, everything else by ``cli``."""

import gc
import os
import sys

FEW_COLLECTIONS = 100_000  # objects between two: a start makes many that all stay


def run() -> None:
    """Run the program and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # nothing of the program is needed to name it
        from exchange_tracker import __version__  # noqa: PLC0415 - start-up

        print(f"exchange-tracker {__version__}")  # noqa: T201
        return
    gc.set_threshold(FEW_COLLECTIONS)
    from exchange_tracker.cli.main import main  # noqa: PLC0415 - start-up

    code = main(sys.argv[1:])
    # Everything is written and flushed: taking the interpreter apart would only cost time.
    os._exit(code)


if __name__ == "__main__":
    run()
