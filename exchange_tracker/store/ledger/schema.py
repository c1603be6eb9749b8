"""The tables of a ledger.

Every row carries the number of the change that wrote it and, once it is corrected or retracted,
of the change that superseded it; nothing is overwritten. ``row`` is the order of writing and
``place`` the row of the same fact's first version, so a correction keeps its place. The cells
are kept as they were given. ``truce_day`` (the last of an entry's days), ``people`` (what is known of
their number), ``timed`` and the tables ``sums`` and ``lowest`` follow from them: they are kept so that
no report has to read the entries. ``first_day`` of a sum is blank where the day is known. ``nameless``
says up to which change names were left out of the history that the ledger was made from (see
``names``). ``seal`` holds what the file was when the last change was kept (see ``seal``). Other programs
read views of what stands (see ``plain_views``).

The tables of version 1 stand here as they were written then, for ever; what changed since is in
``UPGRADES``, which makes today's tables of them in a new ledger as in an old one.
"""

from exchange_tracker.facts.model import AnyFact, Claim, Happening, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.store.ledger.plain_views import MEANINGS, VIEWS_5
from exchange_tracker.store.ledger.recorded_columns import COLUMNS_1, FIRST_COLUMNS

APPLICATION_ID = 0x78744C64  # "xtLd"
FIRST = "0" * 64  # stands for the digest of the change before the first

KINDS: dict[type, str] = {
    Release: "releases",
    Claim: "claims",
    Source: "sources",
    Movement: "movements",
}
"""The table of each kind of fact, in the order in which a change is written and digested."""

TERMS = "terms"
"""The table of the terms, which are no facts with an id."""

NAMES: dict[type, str] = {Release: "names", Movement: "movement_names"}
"""The table of the names of people for each kind that has any, which can be erased."""

REDACTED: dict[str, type[Happening]] = {KINDS[kind]: kind for kind in (Release, Movement)}
"""The kinds that have names by their tables."""

TABLES: tuple[tuple[type[AnyFact], str], ...] = tuple(KINDS.items())
"""The same as pairs."""


BY_DAY = ("releases_day", "releases_timed", "releases_spans")
"""The indexes of entries by their days: nothing is looked up by them while rows are added."""


def quoted(kind: type) -> tuple[str, ...]:
    """Return the column names of a kind as SQL writes them (``from`` and ``to`` are its words)."""
    return tuple(f'"{name}"' for name in columns(kind))


def _first_quoted(kind: type) -> tuple[str, ...]:
    return tuple(f'"{name}"' for name in FIRST_COLUMNS[kind])


def _facts(kind: type, derived: str = "") -> str:
    cells = ",\n  ".join(f"{name} TEXT NOT NULL" for name in _first_quoted(kind))
    return f"""CREATE TABLE {KINDS[kind]} (
  row INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  written INTEGER NOT NULL,
  superseded INTEGER,
  {cells}{derived}
) STRICT"""


def _names(table: str) -> str:
    return f"""CREATE TABLE {table} (
  row INTEGER PRIMARY KEY,
  salt TEXT NOT NULL,
  person TEXT NOT NULL
) STRICT"""


def _indexes(table: str) -> tuple[str, ...]:
    return (
        f"CREATE UNIQUE INDEX {table}_id ON {table} (id) WHERE row = place",
        f"CREATE INDEX {table}_place ON {table} (place) WHERE row <> place",
        f"CREATE INDEX {table}_superseded ON {table} (superseded) WHERE superseded IS NOT NULL",
    )


def _only_grows(table: str, fixed: str) -> tuple[str, str]:
    """Keep a table from being changed by accident; what was meant is found by the digests."""
    return (
        f"""CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END""",
        f"""CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {fixed} ON {table}
BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END""",
    )


def _fixed(kind: type) -> str:
    return ", ".join(("row", "place", "written", *_first_quoted(kind)))


VERSION_1 = (
    """CREATE TABLE changes (
  number INTEGER PRIMARY KEY,
  moment TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  previous TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT""",
    """CREATE TABLE terms (
  row INTEGER PRIMARY KEY,
  written INTEGER NOT NULL,
  superseded INTEGER,
  text TEXT NOT NULL
) STRICT""",
    _facts(Claim),
    _facts(
        Release,
        """,
  truce_day TEXT NOT NULL,
  people INTEGER,
  timed INTEGER NOT NULL""",
    ),
    _facts(Source),
    _names("names"),
    """CREATE TABLE nameless (
  upto INTEGER PRIMARY KEY
) STRICT""",
    """CREATE TABLE redactions (
  row INTEGER PRIMARY KEY,
  written INTEGER NOT NULL,
  id TEXT NOT NULL
) STRICT""",
    """CREATE TABLE figures (
  truce_day TEXT NOT NULL,
  timed INTEGER NOT NULL,
  party TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  nationality TEXT NOT NULL,
  basis TEXT NOT NULL,
  people INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  undisclosed INTEGER NOT NULL,
  PRIMARY KEY (truce_day, timed, party, kind, category, nationality, basis)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lowest (
  kind TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    *(sql for kind in COLUMNS_1 for sql in _indexes(KINDS[kind])),
    """CREATE INDEX releases_timed ON releases (timed, truce_day)
  WHERE superseded IS NULL AND timed > 0""",
    *(sql for kind in COLUMNS_1 for sql in _only_grows(KINDS[kind], _fixed(kind))),
    *_only_grows("changes", "number, moment, author, reason, note, previous, digest"),
    *_only_grows(TERMS, "row, written, text"),
    *_only_grows("redactions", "row, written, id"),
)

UPGRADES: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE seal (
  digest TEXT NOT NULL
) STRICT""",
        "INSERT INTO seal (digest) VALUES ('')",
        # Group by group, as they are read.
        """CREATE TABLE sums (
  party TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  nationality TEXT NOT NULL,
  basis TEXT NOT NULL,
  truce_day TEXT NOT NULL,
  timed INTEGER NOT NULL,
  people INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  undisclosed INTEGER NOT NULL,
  PRIMARY KEY (party, kind, category, nationality, basis, truce_day, timed)
) STRICT, WITHOUT ROWID""",
        """INSERT INTO sums SELECT party, kind, category, nationality, basis, truce_day, timed,
          people, entries, undisclosed FROM figures""",
        "DROP TABLE figures",
    ),
    (
        "ALTER TABLE seal ADD COLUMN commits INTEGER",
        # Filled by ``names.mark``, since SQLite has no such digest.
        "ALTER TABLE nameless ADD COLUMN kept INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE nameless ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
    ),
    (
        "ALTER TABLE releases ADD COLUMN until TEXT NOT NULL DEFAULT ''",
        "DROP TRIGGER releases_fixed",
        _only_grows("releases", f"{_fixed(Release)}, until")[1],
        "ALTER TABLE sums RENAME TO sums_3",
        # Those of one group and first day together, as they are read.
        """CREATE TABLE sums (
  party TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  nationality TEXT NOT NULL,
  basis TEXT NOT NULL,
  first_day TEXT NOT NULL,
  truce_day TEXT NOT NULL,
  timed INTEGER NOT NULL,
  people INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  undisclosed INTEGER NOT NULL,
  PRIMARY KEY (party, kind, category, nationality, basis, first_day, truce_day, timed)
) STRICT, WITHOUT ROWID""",
        """INSERT INTO sums SELECT party, kind, category, nationality, basis, '', truce_day, timed,
          people, entries, undisclosed FROM sums_3""",
        "DROP TABLE sums_3",
        _facts(Movement),
        *_indexes("movements"),
        *_only_grows("movements", _fixed(Movement)),
        _names("movement_names"),
        "ALTER TABLE redactions ADD COLUMN kind TEXT NOT NULL DEFAULT 'releases'",
        "DROP TRIGGER redactions_fixed",
        _only_grows("redactions", "row, written, id, kind")[1],
        "ALTER TABLE claims ADD COLUMN measure TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE claims ADD COLUMN cohort TEXT NOT NULL DEFAULT ''",
        "DROP TRIGGER claims_fixed",
        _only_grows("claims", f"{_fixed(Claim)}, measure, cohort")[1],
    ),
    (
        *VIEWS_5,
        *_only_grows(MEANINGS, "view_name, column_name, meaning"),
        "CREATE INDEX releases_day ON releases (truce_day) WHERE superseded IS NULL",
        """CREATE INDEX releases_spans ON releases (day, truce_day)
  WHERE superseded IS NULL AND until <> ''""",
    ),
)
"""What is done to a ledger of version 1 to make one of version 2, and so on."""

VERSION = 1 + len(UPGRADES)
