"""The method section of the report in plain English words, paragraph by paragraph."""

METHOD = """\
A truce day runs from the hour at which the terms let it start to the same hour of the next day,
in the truce's own time zone, and is named by the date on which it starts.

Each obligation of the terms is judged over each of its periods under every reading of the terms
that is on record. A reading says who counts and whether a surplus or a shortfall is carried
forward. The page does not decide which reading is right.

Delivered are the people in the entries of the obligation's parties that the reading counts. Due
is what the reading asks for, with arrears brought forward. A period is met when what was
delivered reaches what is due; credited when it does so with credit from an earlier surplus;
pending while it is not over; short otherwise.

No record is not zero: a period in which nobody recorded anything is unreported. An undisclosed
number is neither: where people were released and nobody said how many, or where it is not recorded
whether they are among those who count, each number has a least and a most. A verdict is given only
where it holds for both; else it is undisclosed. A blank is unknown, and never “other”.

People who are recorded with another basis than the agreement are in the totals, and count towards
an obligation only where the terms or a reading count them.

A period is disputed when one reading says that it was kept and another that it was not, also where
a reading judges other days or knows no such obligation.

Figures that others published are set beside the entries and never change a total. What would
make a figure come out is arithmetic, and no statement on what its author meant.

"""
OF_A_LEDGER = """\
Nothing recorded is overwritten: a correction is a new change with its author and its reason,
chained to the change before it by a digest. Whoever holds the digest of a change can prove that
nothing up to it was altered.
"""
OF_A_FOLDER = """\
This was read from a folder of files, which keep no history: what they said before is not known
from them.
"""


def paragraphs(*, has_history: bool) -> tuple[str, ...]:
    """Return the method of what was read: of a ledger, or of a folder, which has no history."""
    texts = [*METHOD.strip().split("\n\n"), OF_A_LEDGER if has_history else OF_A_FOLDER]
    return tuple(" ".join(text.split()) for text in texts)
