"""Terms as a TOML document, for the random truces."""

import json
from datetime import date

from tests.naive.facts import Terms as Table


def to_toml(terms: Table) -> str:
    """The terms as a TOML document."""
    lines = [f"{key} = {_value(terms[key])}" for key in ("title", "timezone")]
    lines += [f'day_starts = "{terms["day_starts"]}"'] if "day_starts" in terms else []
    for key in ("parties", "vocabulary", "extension"):
        if key in terms:
            lines += ["", f"[{key}]", *_pairs(terms[key])]
    for key in ("phases", "obligations"):
        for table in terms[key]:
            lines += ["", f"[[{key}]]", *_pairs(table)]
    for name, reading in terms["readings"].items():
        plain = {key: value for key, value in reading.items() if key != "obligations"}
        lines += ["", f"[readings.{_key(name)}]", *_pairs(plain)]
        for obligation, table in reading.get("obligations", {}).items():
            lines += [f"[readings.{_key(name)}.obligations.{_key(obligation)}]", *_pairs(table)]
    return "\n".join(lines) + "\n"


def _pairs(table: Table) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items()]


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
