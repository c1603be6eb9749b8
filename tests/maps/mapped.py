"""Rows that a map reads, and what a ledger holds of them."""

import csv
from pathlib import Path

from tests.ledgers import done
from tests.program import Ran, xt

WHO = '[constants]\nparty = "hamas"\nkind = "hostage"\n'
DAY_COUNT = '[columns]\nday = "Day"\ncount = "Count"\n'


def take(ledger: Path, rows: str, map_: str, what: str = "releases", name: str = "s.csv") -> Ran:
    path, written = ledger.with_name(name), ledger.with_name("m.toml")
    path.write_text(rows, encoding="utf-8")
    written.write_text(map_, encoding="utf-8")
    ran = xt("import", what, path, "--map", written, "--ledger", ledger)
    return ran._replace(err=ran.err.replace(f"{ledger.parent}/", ""))


def rows(ledger: Path, *names: str, what: str = "releases") -> list[str]:
    exported = ledger.with_name("out")
    done("export", exported, "--ledger", ledger, "--force")
    with (exported / f"{what}.csv").open(encoding="utf-8", newline="") as file:
        return [" ".join(row[name] or "-" for name in names) for row in csv.DictReader(file)]
