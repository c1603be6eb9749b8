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
    "reading": (
        "1,000 entries have 931 sums of a day and a group, and 1,000,000 have 11,680, as 100,000 do (11,580):"
        " twelve times as many to read and add up. Whether that is all that grows was not shown"
    ),
    "listing": (
        "the database takes about two thirds of a row: some 19,000 rows that lie apart are looked up one by"
        " one, and 13 cells made of each. The checks and the CSV take 3 µs a row; it was 2.3 to 2.6 times"
    ),
    "summing": (
        "most of it is reading half a million rows and adding their ids to the text (494 MB): the rows of"
        " periods with carrying name those of earlier ones again. It was 94 s and 2.4 GB. Fewer copies for"
        " each id that is added, and one look-up for all that lie in a place, made no difference on which"
        " runs agree"
    ),
    "streaming": (
        "before its first row `discrepancies` loads its modules, adds up and judges every period, and looks"
        " up whose entries they are; what is seen on entries comes day by day, in one pass, and what is"
        " listed later is put aside in a file"
    ),
    "importing": (
        "SQLite's inserts take a third; the rest is the check of the cells, what follows from them, ids,"
        " digests and sums, by columns, some hundred rows at a time. Taken out since 2.53, each in seconds of the"
        " processor of 21: the indexes by day are made when all rows of a first import are in (2.3), blank"
        " columns stand in the statement (1), what is asked of the new rows is counted on their way in or ruled"
        " out by the sums (4), rows are digested by columns (1.5), sums are added up before they are written (2)"
    ),
    "syncing": "a sync of two rows beside as many entries takes half of the bound by itself",
    "changing": (
        "beside 1,000,000 entries a change reads 11,680 sums, and none beside none: once, and after it those of"
        " its own groups alone (twice all of them before, which was 1.2 to 1.3). The search for totals among"
        " the entries of the day is what else grows; an index for it would need a new schema"
    ),
    "verifying": (
        "SQLite's own check of the file takes a third, the digests of the rows a fifth, derived columns and"
        " sums two fifths. A thousand rows are one text that the database writes, which took it from 2.2 to"
        " 1.5; a `GROUP BY` of the entries would take twice as long as counting such texts"
    ),
    "folders": (
        "a folder is checked cell by cell each time it is read, column by column. A row becomes an entry only"
        " where it is listed, sums are added up once for a moment, and entries are looked up until as many are"
        " there as are named. Pydantic and its models of the terms take 0.1 s of each command on a folder; its"
        " core alone took 0.02, and is no model that one reads. What is left of `report` is its page: a sixth"
        " is loading what makes it, a fifth drawing and writing two megabytes"
    ),
    "without_end": (
        "ten times as many periods are judged and printed: some 23 µs for each, spread over the sums, the"
        " judgement, the readings beside each other, and the rows with their text (3.6 at first,"
        " 2.8 to 3.1 by runs); no step stands out any more"
    ),
}
