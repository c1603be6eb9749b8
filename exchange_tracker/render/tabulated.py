"""What the forms for pages share: blocks with blank lines between them, and tables by tabulate.

What was recorded stays text: no markup in it comes alive in any of them.
"""

from collections.abc import Callable

import tabulate

from exchange_tracker.render.document import Block, Document, Table

# With it, padding would depend on whether somebody installed wcwidth: other bytes elsewhere.
tabulate.WIDE_CHARS_MODE = False

Escape = Callable[[str], str]


def join_blocks(document: Document, write: Callable[[Block], str]) -> str:
    """Return the blocks as they are written, a blank line between two."""
    return "\n\n".join(map(write, document)) + "\n" if document else ""


def tabulated(table: Table, form: "str | tabulate.TableFormat", escape: Escape) -> str:
    """Return the header and the rows in one of tabulate's forms, each text escaped before."""
    places = range(len(table.header))
    rows = [[escape(cell.text) for cell in row] for row in table.rows]
    return tabulate.tabulate(
        rows or [[""] * len(places)],  # without a row it forgets the columns' sides
        headers=list(map(escape, table.header)),
        tablefmt=form,
        disable_numparse=True,  # or the text 1e5 becomes 100000
        colalign=["right" if place in table.right else "left" for place in places],
    )


def join_parts(title: str, table: str, caption: str) -> str:
    """Return a table between its title and its caption, where they are not empty."""
    return "\n\n".join(part for part in (title, table, caption) if part)
