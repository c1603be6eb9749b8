"""What the values of ``terms.toml`` say about each other (``ledger.md``, section 2.1, Refused).

Works on a table that may be wrong in any way: what has the wrong shape is passed over, since
``shape`` says so.
"""

from collections.abc import Iterator

from exchange_tracker.parse.terms.flaws import Flaw
from exchange_tracker.parse.terms.kind_rules import cohort_flaws, kind_flaws
from exchange_tracker.parse.terms.names import Names, names_in, repeated_names, unknown_names
from exchange_tracker.parse.terms.obligation_rules import obligation_flaws, rule_flaws
from exchange_tracker.parse.terms.phase_rules import phase_flaws
from exchange_tracker.parse.terms.reading_rules import reading_flaws
from exchange_tracker.parse.terms.toml import Table, table_in, tables_in
from exchange_tracker.parse.terms.values import shown


def reference_flaws(raw: Table) -> Iterator[Flaw]:
    """Yield each name that is unknown or given twice, and all that cannot stand together."""
    names = names_in(raw)
    yield from phase_flaws(raw)
    yield from _repeated_keys(raw, "phases", "name")
    yield from _repeated_keys(raw, "obligations", "id")
    for index, table in tables_in(raw.get("obligations")):
        path = ("obligations", index)
        yield from obligation_flaws(table, path, names)
        for flaw in rule_flaws(table, names.phases):
            yield flaw._replace(path=(*path, *flaw.path))
    yield from reading_flaws(raw, names)
    yield from _extension(raw, names)
    yield from kind_flaws(raw, names)
    yield from cohort_flaws(raw, names)


def _repeated_keys(raw: Table, section: str, key: str) -> Iterator[Flaw]:
    seen = set()
    for index, table in tables_in(raw.get(section)):
        name = table.get(key)
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Flaw((section, index, key), f"{shown(name)} is given twice", "choose another")
        seen.add(name)


def _extension(raw: Table, names: Names) -> Iterator[Flaw]:
    path = ("extension", "obligations")
    ids = table_in(raw.get("extension")).get("obligations")
    yield from unknown_names(ids, path, names.obligations, "an obligation of the terms")
    yield from repeated_names(ids, path)
