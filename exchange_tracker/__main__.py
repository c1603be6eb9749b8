"""``xt`` and ``python -m exchange_tracker``: the version at once, everything else by ``cli``."""

import sys


def run() -> None:
    """Run the program and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # nothing of the program is needed to name it
        from exchange_tracker import __version__  # noqa: PLC0415 - start-up

        print(f"exchange-tracker {__version__}")  # noqa: T201
        return
    from exchange_tracker.cli.main import main  # noqa: PLC0415 - start-up

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
