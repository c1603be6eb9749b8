"""A ledger that is the same, to the last digest, each time it is made."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from exchange_tracker.cli.change_effect import Effect, changing, making
from exchange_tracker.facts.model import Release
from exchange_tracker.store.folder import Folder, terms_text
from exchange_tracker.store.ledger.change import Author, Change
from tests.ledgers import NOV

FIRST = datetime(2023, 12, 1, 6, 30, tzinfo=UTC)


def kept(path: Path) -> Path:
    """November 2023; then an entry is amended, and one added that is retracted again."""
    folder = Folder(NOV)
    with making(path, who("ana", "the ledger begins", 0), dry_run=False) as change:
        change.write_terms(terms_text(NOV / "terms.toml"))
        for facts in (folder.releases(), folder.claims(), folder.sources(), folder.movements()):
            change.add(list(facts))

    def amend(change: Change) -> None:
        version, before = change.ledger.latest(Release, ["n03"])["n03"]
        change.amend(version, before, before._replace(count="12"))

    changing(path, who("ben", "as first announced", 1), Effect(), amend, dry_run=False)
    added = Release(
        id="r1",
        day="2023-11-30",
        party="hamas",
        kind="hostage",
        count="2",
        nationality="Israeli",
        sources="N62",
    )
    author = who("ana", "recorded", 2)
    changing(path, author, Effect(), lambda change: change.add([added]), dry_run=False)

    def retract(change: Change) -> None:
        change.retract(*change.ledger.latest(Release, ["r1"])["r1"])

    changing(path, who("ben", "counted twice", 3), Effect(), retract, dry_run=False)
    return path


def who(name: str, reason: str, hours: int) -> Author:
    return Author(name, reason, FIRST + timedelta(hours=hours))
