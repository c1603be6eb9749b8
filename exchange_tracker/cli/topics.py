"""The topics of ``xt help``: their names here, and each text in ``topic_texts`` as its reader gets it.

``xt --help`` names them, so nothing is loaded with this module; exit codes and variables are written out of
the tables that the manual page has, too.
"""

from pathlib import Path
from typing import NamedTuple


class TopicEntry(NamedTuple):
    """A topic: what it is about, and other words by which somebody may ask for it."""

    summary: str
    others: tuple[str, ...] = ()


TOPICS: dict[str, TopicEntry] = {
    "terms": TopicEntry("How terms.toml is written.", ("terms.toml", "toml", "keys", "agreement")),
    "readings": TopicEntry(
        "Terms that are read differently, and what is carried.", ("carry", "combines", "held-by")
    ),
    "moments": TopicEntry(
        "Truce days, clock times, --at and --as-of.",
        ("day", "days", "date", "dates", "time", "times", "at", "as-of", "timezone", "time-zone"),
    ),
    "statuses": TopicEntry(
        "What met, short, disputed, unreported, … mean.",
        ("verdicts", "met", "credited", "short", "disputed", "unreported", "undisclosed", "pending",
         "waiting", "upcoming", "unsettled"),
    ),
    "exit-codes": TopicEntry("What the program ends with.", ("exit", "codes", "exit-status")),
    "formats": TopicEntry("The forms of output.", ("output", "json", "xlsx", "markdown", "html")),
    "csv": TopicEntry(
        "What is recorded: files, columns, cells.",
        ("columns", "files", "rows", "folder", "releases.csv", "movements.csv", "claims.csv",
         "sources.csv"),
    ),
    "environment": TopicEntry(
        "Variables, .xt.toml, and which ledger is meant.",
        ("variables", "settings", "config", ".xt.toml", "which-ledger"),
    ),
}  # fmt: skip


def topic_of(words: list[str]) -> str:
    """Return the topic that some words name, as far as one is called so; else the words as one."""
    name = "-".join(words).lower().replace("_", "-")
    return next((topic for topic, entry in TOPICS.items() if name in entry.others), name)


def topic_text(topic: str) -> str:
    """Return what is said of a topic."""
    from exchange_tracker.cli.manual_tables import ENVIRONMENT, EXIT_STATUS, FILES

    if topic == "exit-codes":
        return f"The exit codes, the same for every command:\n\n{_listed(EXIT_STATUS)}"
    if topic == "environment":
        return (
            f"What the program takes from its environment:\n\n{_listed(ENVIRONMENT)}\n"
            f"What it looks for in the folder in which it is started:\n\n{_listed(FILES)}\n"
            "An option goes before a variable, and a variable before .xt.toml.\n"
        )
    return (Path(__file__).with_name("topic_texts") / f"{topic}.txt").read_text(encoding="utf-8")


def _listed(table: tuple[tuple[str, str], ...]) -> str:
    """Return names with what they mean, in lines for a terminal of 80 columns."""
    from textwrap import wrap

    width = max(len(name) for name, _ in table) if len(table[0][0]) == 1 else 0
    lines: list[str] = []
    for name, text in table:
        first, *rest = wrap(text, 78 - 6 - width, break_on_hyphens=False)
        if width:
            lines += [
                f"    {name:{width}}  {first}",
                *(f"{' ' * (width + 6)}{line}" for line in rest),
            ]
        else:
            lines += [f"    {name}", *(f"        {line}" for line in (first, *rest))]
    return "".join(f"{line}\n" for line in lines)
