"""Where the time goes of what is not met, and what was tried, by the part of the bench."""

_START = (
    "Typer alone takes 4.7 times an interpreter that does nothing (2.7 of it the standard library that it"
    " loads), and every name of it runs all of its package; a ledger needs sqlite3 (0.6) and the modules of"
    " dates and TOML. No pattern is compiled, no help, form of output or rule is loaded that a command does"
    " not use; what is left of ours are some fifty record types (0.5) and a hundred modules (1). Only a"
    " second parser of the command line would go past Typer, as is done for the version and for a tab"
)
TRIED = {
    "start_up": _START,
    "start_to_write": f"{_START}. Writing adds what makes a change durable, and the seal",
    "summing": (
        "most of it is reading half a million rows and adding their ids to the text (494 MB): the rows of"
        " periods with carrying name those of earlier ones again. It was 94 s and 2.4 GB"
    ),
    "streaming": (
        "the search for doubles, for names that come twice and for look-alikes holds every entry. What"
        " concerns one day could be listed day by day, which is not done"
    ),
    "importing": (
        "SQLite's inserts lead in a profile, with a third; the rest is the check of the cells, what follows"
        " from them, ids, digests and sums, by columns, a thousand rows at a time. Two indexes more than at"
        " 1.62 are kept since; what each costs was not measured"
    ),
    "syncing": "a sync of two rows beside as many entries takes half of the bound by itself",
    "changing": "what a change looks up beside many entries goes by index; runs gave 1.09 to 1.33",
    "verifying": (
        "SQLite's own check of the file takes a fifth, the digests of the rows a half, derived columns and"
        " sums a third, in pieces of a thousand rows. `json_array` in SQL would take a quarter off the"
        " digests, and is SQLite's alone"
    ),
    "folders": (
        "a folder is checked as a ledger is on its way in, cell by cell, each time it is read, and what"
        " asks for more than sums makes entries of its rows"
    ),
    "without_end": (
        "ten times as many periods are judged and printed. Of 0.61 s a sixth is the start, 0.08 the sums, 0.17"
        " the judgement (0.36 before: days are looked up, what readings have alike is judged once), 0.04 the"
        " readings beside each other (0.09), 0.12 the rows and their text (0.17); a loop that judges a period"
        " in one place would save a little more"
    ),
}
