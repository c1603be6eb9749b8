"""The time zone of a place as people name it: a city, a country, or the zone itself."""

import zoneinfo
from functools import cache
from importlib.resources import files

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.truce_day import is_zone
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms.values import nearest

_REGIONS = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/",
    "Indian/", "Pacific/",
)  # fmt: skip
_SHORTEST_NAME = 4  # letters of a country that is not written out


def zone_of_place(place: str) -> str:
    """Return the one time zone of a place; what can only be meant as a zone is returned as it is.

    Raises ``InvalidValue`` where there are several, or where no place of that name is known.
    """
    zones = _of_country(place) or _of_city(place) or [_in_right_case(place)]
    if len(zones) > 1:
        raise InvalidValue(
            f"{shown(place)} has several time zones", f"write one of {', '.join(zones)}"
        )
    if place and zones == [place] and _cities() and not is_zone(place):
        near = nearest(_name(place.rpartition("/")[2]), list(_cities()))
        asked = f"did you mean {_cities()[near]}? " if near else ""
        what = f"{shown(place)} is no place of the list of time zones"
        fix = "write a country (Yemen), a big city (Aden) or a zone (Asia/Aden)"
        raise InvalidValue(what, f"{asked}{fix}")
    return zones[0]


def _in_right_case(place: str) -> str:
    """Return the zone that a place names in other letters, such as ``asia/aden``, else the place."""
    zones = (zone for zone in zoneinfo.available_timezones() if zone.casefold() == _name(place))
    return place if is_zone(place) else next(zones, place)


def _name(place: str) -> str:
    return place.casefold().replace(" ", "_")


@cache
def _cities() -> dict[str, str]:
    """Return the zones by the names of their cities, and those that are of none by their own."""
    zones = sorted(zoneinfo.available_timezones())
    others = {_name(zone): zone for zone in zones if "/" not in zone}
    return others | {
        _name(zone.rpartition("/")[2]): zone for zone in zones if zone.startswith(_REGIONS)
    }


def _of_city(city: str) -> list[str]:
    zones = [zone for zone in zoneinfo.available_timezones() if zone.startswith(_REGIONS)]
    named = sorted(zone for zone in zones if _name(zone.rpartition("/")[2]) == _name(city))
    return named or [zone for name, zone in _cities().items() if name == _name(city)]


def _of_country(country: str) -> list[str]:
    rows = [(code, name.casefold()) for code, name in _rows("iso3166.tab", 2)]
    wanted = country.casefold()
    codes = [code for code, name in rows if name == wanted]
    if not codes and len(wanted) >= _SHORTEST_NAME:  # "Bosnia" of "Bosnia & Herzegovina"
        codes = [code for code, name in rows if name.startswith(f"{wanted} ")]
    return [zone for of, _, zone in _rows("zone.tab", 3) if of in codes]


def _rows(table: str, columns: int) -> list[list[str]]:
    """Return the rows of a table of the time zone database; none where it is not there."""
    try:
        text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line.split("\t")[:columns] for line in lines]
