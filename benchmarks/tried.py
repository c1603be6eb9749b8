"""Where the time goes of what is not met, and what was tried: by the part, or by how a row begins."""

_START = (
    "Typer alone takes 4.7 times an interpreter that does nothing (2.7 of it the standard library that it"
    " loads), and every name of it runs all of its package; a ledger needs sqlite3 (0.6) and the modules of"
    " dates and TOML. No pattern is compiled, no help, form of output or rule is loaded that a command does"
    " not use; what is left of ours are some fifty record types (0.5) and a hundred modules (1). Only a"
    " second parser of the command line would go past Typer, as is done for the version and for a tab"
)
_LISTS = (
    "whoever looks for doubles, names that come twice and look-alikes holds every entry; types that concern"
    " one day could be listed day by day, which is not done"
)

TRIED = {
    "start_up": _START,
    "start_to_write": f"{_START}. Writing adds what makes it durable: two synced writes and the seal",
    "`xt flips": (
        "reading half a million rows one by one, and the text of their ids (494 MB), which the rows of a"
        " period with carrying name again and again; without these it is the sums twice. It was 94 s and"
        " 2.4 GB"
    ),
    "`xt discrepancies`, every row": _LISTS,
    "importing": (
        "of each row its cells are checked, its day, group and number derived, its id held against all"
        " others, its text digested: all by columns, a thousand rows at a time, beside SQLite's own insert,"
        " which takes two thirds"
    ),
    "syncing": (
        "a sync of two rows beside as many entries takes twice the reading by itself (the start, the copy"
        " of the sheet that is kept, sums, digest and seal); the rows that are as recorded are told by their"
        " text, 250 at a time, which SQLite joins. It was 17 and then 8 times"
    ),
    "changing": (
        "what one change does beside many entries is looked up by index; what is left is the seal of a"
        " larger file and colder pages"
    ),
    "verifying": (
        "SQLite's own check of the file takes a fifth, the digest of every row a half, the derived columns"
        " and sums a third, all in pieces of a thousand rows. `json_array` in SQL would take a third off the"
        " digest, and is SQLite's alone"
    ),
    "folders": (
        "a folder is checked as a ledger is on its way in, cell by cell, each time; whoever asks for more"
        " than sums makes entries of its rows. `xt init` makes a ledger of it, which is read in a tenth"
    ),
    "without_end": "ten times as many periods are judged, and printed; a period takes under 0.04 ms",
}


def tried(part: str, what: str) -> str:
    """Return what is said of a row that is not met; blank where nothing is."""
    own = (words for start, words in TRIED.items() if what.startswith(start))
    return next(own, TRIED.get(part, ""))
