"""Where the truces lie that come with the program, whichever way it was installed."""

from pathlib import Path

_ONE = ("data", "nov2023", "terms.toml")  # of each place that holds them
_NAME = "exchange-tracker"


def packaged_truces() -> Path | None:
    """Return the folder with a folder for each truce; ``None``: they were not installed.

    A checkout has them itself, in the state that it is in. Otherwise the installer has noted where it
    put each file, under a prefix of its choice.
    """
    checkout = Path(__file__).parents[2].joinpath(*_ONE)
    if checkout.is_file():
        return checkout.parents[1]
    from importlib.metadata import PackageNotFoundError, files  # only where they are asked for

    try:
        noted = files(_NAME) or []
    except PackageNotFoundError:
        return None
    places = (Path(str(each.locate())) for each in noted if each.parts[-3:] == _ONE)
    return next((place.parents[1] for place in places if place.is_file()), None)
