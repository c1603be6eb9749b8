"""What writing costs: against sqlite3, the csv module, the digests alone, and an empty ledger."""

import shutil
import sys
from collections.abc import Iterator

from benchmarks import peers
from benchmarks.commands import ADD, CHANGES, shown, turns
from benchmarks.ledgers import EVERY_ROW, XT, Ledgers
from benchmarks.measure import duration, median, quoted, shell
from benchmarks.targets import Row, compare

_READING = "import csv,sys\nfor row in csv.DictReader(open(sys.argv[1],newline='')): pass"


def importing(ledgers: Ledgers) -> Iterator[Row]:
    """Compare an import with sqlite3's own, and measure its memory."""
    rows, empty = ledgers.rows(ledgers.many), ledgers.empty()
    new, bare = ledgers.folder / "import.db", ledgers.folder / "import-bare.db"
    table = (
        "CREATE TABLE releases (id, day, at, party, kind, count INTEGER, category, nationality,"
        " basis, sources, note)"
    )
    index = "CREATE INDEX g ON releases (day, party, kind, category, nationality, basis, count)"
    load = f".import --skip 1 {rows} releases"
    sqlite = quoted(peers.need("sqlite3"), bare, table, index, ".mode csv", load)
    take = [XT, "import", "releases", str(rows), *EVERY_ROW, "--ledger", str(new)]
    ours = shell(f"{quoted('cp', empty, new)} && {quoted(*take)}")
    theirs = shell(f"{quoted('rm', '-f', bare)} && {sqlite}")
    what = f"`xt import` / `sqlite3 .import` with its index, {ledgers.many:,}"
    yield compare(ledgers, what, ours, theirs, 1.3)
    used = median(["/bin/sh", "-c", f"{quoted('cp', empty, new)} && exec {quoted(*take)}"], 1)
    yield Row("peak memory of that import", used.memory, 200, duration(used.seconds), " MB")
    for path in (new, bare):
        path.unlink()


def syncing(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a sync of a sheet in which ten cells changed with reading it by the csv module.

    Before each the sheet as it was is synced again, so that ten cells always differ.
    """
    mine, sheet = ledgers.folder / "sync.db", ledgers.changed(ledgers.some)
    shutil.copy(ledgers.synced(ledgers.some), mine)
    rest = ("--key", "id", "--yes", "--name", "sheet", "--ledger", str(mine))
    first, ours = (
        [XT, "sync", "releases", str(path), *rest] for path in (ledgers.rows(ledgers.some), sheet)
    )
    theirs = [sys.executable, "-c", _READING, str(sheet)]
    what = f"`xt sync` of {ledgers.some:,} rows, ten changed / reading them by `csv.DictReader`"
    yield compare(ledgers, what, ours, theirs, 3, before=(first, ()))
    mine.unlink()


def changing(ledgers: Ledgers) -> Iterator[Row]:
    """Compare each change of a large ledger with the same change of an empty one, or of one entry."""
    many, few = ledgers.folder / "change-many.db", ledgers.folder / "change-few.db"
    shutil.copy(ledgers.of(ledgers.many), many)
    for deed in CHANGES:
        start, entries = (ledgers.empty(), "none") if deed is ADD else (ledgers.one(), "one entry")
        shutil.copy(start, few)
        (first, ours), (first_of_few, theirs) = turns(deed, many), turns(deed, few)
        what = f"`xt {shown(deed)}`, {ledgers.many:,} entries / {entries}"
        before = (first, first_of_few)
        yield compare(ledgers, what, ours, theirs, 1.2, times=15, before=before)
    many.unlink()
    few.unlink()


def verifying(ledgers: Ledgers) -> Iterator[Row]:
    """Compare verify with the digest work alone: each row as canonical JSON, and hashed."""
    held = ledgers.of(ledgers.many)
    digesting = (
        "import sqlite3,json,hashlib,sys\nsha=hashlib.sha256()\n"
        "c=sqlite3.connect(sys.argv[1])\n"
        "rows=c.execute('SELECT ''add'',''releases'',id,day,at,party,kind,count,category,"
        "nationality,basis,person,sources,note FROM releases ORDER BY row')\n"
        "while some:=rows.fetchmany(500):\n"
        " sha.update(json.dumps(some,ensure_ascii=False,separators=(',',':')).encode())"
    ).replace("''", '"')
    theirs = [sys.executable, "-c", digesting, str(held)]
    what = f"`xt verify` / the digest work alone, {ledgers.many:,}"
    yield compare(ledgers, what, [XT, "verify", "--ledger", str(held)], theirs, 2)
