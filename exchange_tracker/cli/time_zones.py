"""The time zone of a place as people name it: a city, a country, or the zone itself."""

import zoneinfo
from importlib.resources import files

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.cells import shown

_REGIONS = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/",
    "Indian/", "Pacific/",
)  # fmt: skip


def zone_of_place(place: str) -> str:
    """Return the one time zone that a place has; the place itself where it is none that is known.

    Raises ``InvalidValue`` where there are several.
    """
    zones = _of_country(place) or _of_city(place) or [place]
    if len(zones) > 1:
        raise InvalidValue(
            f"{shown(place)} has several time zones", f"write one of {', '.join(zones)}"
        )
    return zones[0]


def _of_city(city: str) -> list[str]:
    named = city.casefold().replace(" ", "_")
    zones = filter(lambda zone: zone.startswith(_REGIONS), zoneinfo.available_timezones())
    return sorted(zone for zone in zones if zone.rpartition("/")[2].casefold() == named)


def _of_country(country: str) -> list[str]:
    codes = {name.casefold(): code for code, name in _rows("iso3166.tab", 2)}
    code = codes.get(country.casefold())
    return [zone for of, _, zone in _rows("zone.tab", 3) if of == code]


def _rows(table: str, columns: int) -> list[list[str]]:
    """Return the rows of a table of the time zone database; none where it is not there."""
    try:
        text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line.split("\t")[:columns] for line in lines]
