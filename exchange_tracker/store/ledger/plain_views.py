"""What other programs read in a ledger: views of what stands now, and what each column means.

The tables keep every version of a fact and write what is absent as a blank text, so that the obvious
query over them counts an amended entry twice. The views give each fact once, as the reports show it:
what is absent is NULL, and people are numbers. They leave out names of people: who opens a ledger to
the public by a view must not give out names with it.
"""

MEANINGS = "column_meanings"

_WHOLE = "CAST({} AS INTEGER)"
_OPEN = _WHOLE.format("count GLOB '*[?+]'")
_RECORDED = {
    "row": "row",
    "change": "written",
    "recorded": "(SELECT moment FROM changes WHERE number = written)",
}
_MADE: dict[str, dict[str, str]] = {
    "current_releases": {
        "day": "CAST(CASE day WHEN '' THEN truce_day ELSE day END AS TEXT)",
        "basis": "CAST(CASE basis WHEN '' THEN 'agreement' ELSE basis END AS TEXT)",
        "people": "people",
        "is_open": _OPEN,
        "truce_day": "truce_day",
        **_RECORDED,
    },
    "current_movements": {
        "people": _WHOLE.format("CASE WHEN count <> '?' THEN rtrim(count, '+') END"),
        "is_open": _OPEN,
        **_RECORDED,
    },
    "current_claims": {
        "bound": "CAST(CASE bound WHEN '' THEN '=' ELSE bound END AS TEXT)",
        "figure": _WHOLE.format("figure"),
        **_RECORDED,
    },
    "current_sources": _RECORDED,
}
"""What columns are made of that do not simply show a cell, NULL where it is blank."""

_ALWAYS = {
    "row": "the number of its version in the table of the history",
    "change": "the number of the change that wrote it as it stands",
    "recorded": "the moment of that change (UTC)",
}
_WHO = {
    "party": "who released; several, joined by ;, released them together",
    "kind": "hostage, prisoner, detainee, remains, … as the terms word it",
    "category": "minor, woman, man, soldier, …; several are joined by ;",
    "nationality": "of one person, too, several may be joined by ;",
    "count": "people as recorded: a number, ? where it was not disclosed, 780+ where it was 780 or more",
    "people": "people that are known, to add up: NULL where count is ?, 780 where it is 780+",
    "is_open": "1 where people is only the least of a number that is not known, else 0",
    "sources": "ids in current_sources, or addresses; several are joined by ;",
    "note": "whatever was noted",
}
_DAYS = {
    "day": "the truce day, or the first of those on one of which it happened",
    "until": "the last truce day on which it may have happened, where the day is not known",
}
_WORDS: dict[str, dict[str, str]] = {
    "current_releases": {
        "id": "the name of the entry",
        **_DAYS,
        "at": "the moment of release with its offset from UTC, where it is known",
        **_WHO,
        "basis": "agreement, or the word for people freed outside it",
        "truce_day": "the truce day to add up by: the last on which it may have happened",
        **_ALWAYS,
        "row": "the number of its version in releases; names of people stand under it in names",
    },
    "current_movements": {
        "id": "the name of the movement",
        **_DAYS,
        **_WHO,
        "party": "the party in whose hands the people were or came to be",
        "movement": "taken, held-before, retaken (in); released, rescued, escaped, recovered, written-off"
        " (out); died, declined (neither)",
        **_ALWAYS,
        "row": "the number of its version in movements; names of people: under it in movement_names",
    },
    "current_claims": {
        "id": "the name of the claim",
        "source": "who published the figure: an id in current_sources, or a name",
        "published": "when: a year, a month, a day or a moment",
        "from": "the first truce day that the figure covers; NULL: the truce's first",
        "to": "the last truce day that the figure covers",
        "party": "whom the figure counts, as a selector: any of several joined by ;, NULL: anybody",
        "kind": "the same of kinds",
        "category": "the same of categories",
        "nationality": "the same of nationalities",
        "basis": "the same of bases",
        "bound": "= exactly, >= at least, <= at most, ~ about",
        "measure": "NULL: people released; held, held-dead: people still held; else a movement",
        "cohort": "whose people are counted, where there is a measure",
        "figure": "people",
        "part_of": "the id of the claim of which this one is a part",
        "part": "part: all parts add up to the whole; including: a subset of it",
        "note": "whatever was noted",
        **_ALWAYS,
    },
    "current_sources": {
        "id": "the name by which others refer to it",
        "publisher": "who published it",
        "published": "when: a year, a month, a day or a moment",
        "url": "its address",
        "title": "its title",
        "archived": "where a saved copy is",
        "sha256": "the digest of that copy",
        "note": "whatever was noted",
        **_ALWAYS,
    },
    "changes": {
        "number": "the order of the changes",
        "moment": "when it was recorded (UTC)",
        "author": "who recorded it",
        "reason": "why",
        "note": "what the program noted of it",
        "previous": "the digest of the change before it",
        "digest": "SHA-256 over its content and previous: with number, the ledger's head",
    },
}


def meanings() -> list[tuple[str, str, str]]:
    """Return what each column of the views, and of the changes, means: view, column, meaning."""
    return [
        (view, column, text) for view, columns in _WORDS.items() for column, text in columns.items()
    ]


def _literal(row: tuple[str, str, str]) -> str:
    return "('{}')".format("', '".join(text.replace("'", "''") for text in row))


def _view(name: str, made: dict[str, str]) -> str:
    cells = ",\n  ".join(
        f'{made.get(column) or _shown(column)} AS "{column}"' for column in _WORDS[name]
    )
    table = name.removeprefix("current_")
    return f"""CREATE VIEW {name} AS SELECT
  {cells}
FROM {table} WHERE superseded IS NULL ORDER BY place"""


def _shown(column: str) -> str:
    return f"CAST(nullif(\"{column}\", '') AS TEXT)"


VIEWS_5 = (
    *(_view(name, made) for name, made in _MADE.items()),
    f"""CREATE TABLE {MEANINGS} (
  view_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  meaning TEXT NOT NULL,
  PRIMARY KEY (view_name, column_name)
) STRICT, WITHOUT ROWID""",
    f"INSERT INTO {MEANINGS} VALUES {', '.join(map(_literal, meanings()))}",
)
"""What version 5 of the schema has of them, for ever: a later column is shown by a later version."""
