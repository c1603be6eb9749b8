"""Exit codes, variables and files: what the manual page and ``xt help`` both say of them."""

Table = tuple[tuple[str, str], ...]

EXIT_STATUS: Table = (
    ("0", "Done, nothing to report."),
    (
        "1",
        (
            "A finding: a period is short under every reading, a claim differs, there is a"
            " discrepancy, a row of import or sync was held back, two ledgers differ."
        ),
    ),
    ("2", "The command line is wrong."),
    ("3", "The input or the ledger cannot be read, or was refused; nothing was written."),
    ("4", "Cannot be said: short under some readings only, unreported, or undisclosed."),
    ("5", "The ledger's history does not verify."),
    ("70", "A fault of the program itself."),
    ("74", "The output or the disk failed; the ledger is unchanged."),
    ("75", "Another writer held the ledger too long; try again."),
    ("129, 130, 143", "Stopped by a signal: 128 and its number."),
    ("141", "The reader of the pipe went away."),
)
ENVIRONMENT: Table = (
    (
        "EXCHANGE_LEDGER",
        "The ledger or truce folder, where --ledger does not name one; without both, see .xt.toml.",
    ),
    ("EXCHANGE_BY", "Who writes, where --by does not say."),
    (
        "EXCHANGE_SETTINGS",
        "The file of settings, whoever owns it, in place of the nearest .xt.toml; blank: none.",
    ),
    (
        "NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR",
        "Never, or always, show results in colour, where --color does not say.",
    ),
    (
        "PAGER",
        "What shows what is longer than the terminal; cat: nothing does. Default: less, as git sets it.",
    ),
)
FILES: Table = (
    (
        ".xt.toml",
        "Here or in the nearest folder above: ledger, by, reading, format, at, defaults of their options.",
    ),
    ("ledger.db", "The ledger where .xt.toml names none; else the only one in this folder."),
    ("terms.toml", "Makes this folder, where no ledger is in it, the truce folder that is read."),
)
