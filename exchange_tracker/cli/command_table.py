"""The commands by name, and what is said of each without loading it.

The table repeats how the first sentence of each command's help begins, so that ``xt --help`` imports none of
them; a test holds them together.
"""

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """Where a command is found, and what is said of it without loading it."""

    module: str  # in ``cli.commands``
    panel: str  # what one wants to do
    summary: str  # how its help begins


ASK = "Ask what was agreed, released and kept"
COMPARE = "Compare with what others published, and look closer"
KEEP = "Keep a ledger"
PROVE = "Correct it, and prove that nothing was altered"
HELP = "Learn it, and make it at home in a shell"

COMMANDS: dict[str, CommandEntry] = {
    "check": CommandEntry("check", ASK, "Judge every obligation under every reading of the terms."),
    "status": CommandEntry(
        "status",
        ASK,
        "Show the current truce day: what is due in it, what was delivered, what is missing.",
    ),
    "totals": CommandEntry("totals", ASK, "Add up the people released, day by day."),
    "chart": CommandEntry(
        "chart", ASK, "Draw what was delivered against what was due, and the running totals."
    ),
    "report": CommandEntry(
        "report",
        ASK,
        "Write one page to hand on: the finding, who reads it how, what was due and delivered.",
    ),
    "say": CommandEntry("say", ASK, "Tell one truce day in a neutral paragraph, ready to paste."),
    "releases": CommandEntry("releases", ASK, "List the entries that have happened."),
    "movements": CommandEntry("movements", ASK, "List the movements that have happened."),
    "held": CommandEntry(
        "held", ASK, "Say who is still held: a cohort counted through, day by day."
    ),
    "extension": CommandEntry("extension", ASK, "Say which further days were earned, by reading."),
    "terms": CommandEntry(
        "terms", ASK, "Show the terms in plain words; begin, check or change them."
    ),
    "reconcile": CommandEntry("reconcile", COMPARE, "Set what others published beside the ledger."),
    "discrepancies": CommandEntry(
        "discrepancies", COMPARE, "List everything that a careful reader must look at."
    ),
    "statement": CommandEntry(
        "statement",
        COMPARE,
        "Set a published whole beside its parts; a sum on the command line needs no ledger.",
    ),
    "conduct": CommandEntry(
        "conduct", COMPARE, "Say which readings what was delivered is consistent with."
    ),
    "margin": CommandEntry(
        "margin", COMPARE, "Say what alone would make a verdict come out otherwise."
    ),
    "compare": CommandEntry(
        "compare", COMPARE, "Put truces side by side: who released how many, and what was kept."
    ),
    "diff": CommandEntry(
        "diff",
        COMPARE,
        "Tell two ledgers or folders apart: entries, terms and the verdicts that differ by them.",
    ),
    "why": CommandEntry(
        "why", COMPARE, "Write out any number that the program prints, entry by entry."
    ),
    "claims": CommandEntry(
        "claims",
        COMPARE,
        "List what others published, in the order in which it was recorded.",
    ),
    "sources": CommandEntry(
        "sources", COMPARE, "List the sources, in the order in which they were recorded."
    ),
    "init": CommandEntry("init", KEEP, "Make a ledger from terms, or from a truce folder."),
    "add": CommandEntry("add", KEEP, "Record one release."),
    "move": CommandEntry(
        "move",
        KEEP,
        "Record one movement: people who were taken, rescued, recovered, … outside the releases.",
    ),
    "claim": CommandEntry(
        "claim", KEEP, "Record one figure that somebody published; it changes no total."
    ),
    "source": CommandEntry("source", KEEP, "Record one source; xt sources lists them."),
    "import": CommandEntry("import_", KEEP, "Record the rows of CSV files or JSON lines."),
    "sync": CommandEntry("sync", KEEP, "Bring the ledger into step with a sheet."),
    "export": CommandEntry(
        "export", KEEP, "Write the ledger as a folder, as a file, or its whole history."
    ),
    "ledgers": CommandEntry(
        "ledgers", KEEP, "List the ledgers that a database on a server holds, one for each truce."
    ),
    "grants": CommandEntry(
        "grants",
        KEEP,
        "Print the SQL that makes three roles for a ledger on a server: reader, writer and owner.",
    ),
    "copy": CommandEntry(
        "copy",
        KEEP,
        "Copy a whole ledger with its history from a file to a server, or back, and verify the copy.",
    ),
    "backup": CommandEntry("backup", KEEP, "Copy the ledger while others write to it."),
    "merge": CommandEntry(
        "merge", KEEP, "Bring the changes of a copy that went on by itself into the ledger."
    ),
    "amend": CommandEntry("amend", PROVE, "Correct a recorded entry, movement, claim or source."),
    "retract": CommandEntry(
        "retract", PROVE, "Let recorded entries, movements, claims or sources stand no more."
    ),
    "restore": CommandEntry(
        "restore", PROVE, "Bring back retracted entries, movements, claims or sources."
    ),
    "undo": CommandEntry("undo", PROVE, "Take back your last change by a change of its own."),
    "redact": CommandEntry("redact", PROVE, "Erase the names of an entry or a movement for good."),
    "log": CommandEntry("log", PROVE, "List the changes, the latest first."),
    "show": CommandEntry(
        "log", PROVE, "Show an entry, a movement, a claim or a source with all its versions."
    ),
    "flips": CommandEntry("flips", PROVE, "List the verdicts that are different now."),
    "verify": CommandEntry(
        "verify", PROVE, "Recompute every digest and every sum, and print the head."
    ),
    "help": CommandEntry("help", HELP, "Explain a topic or a command."),
    "demo": CommandEntry(
        "demo", HELP, "Lay truces into a folder of your own, and judge one of them."
    ),
    "completion": CommandEntry(
        "completion",
        HELP,
        "Print what makes a shell complete commands, options, and the names in a ledger.",
    ),
    "man": CommandEntry("man", HELP, "Print the manual page."),
}
