"""What ``?`` says at each question about terms, longer than the hint beside it."""

EXPLANATIONS = {
    "title": 'A sentence as reports will show it. The word "back" itself stands in quotes.',
    "place": "Whose clock counts: a release late in the evening has its day by it.",
    "day starts": (
        "Mostly 00:00. Where a truce runs from 07:00 to 07:00, write 07:00: people freed at 01:30 then"
        " belong to the day before."
    ),
    "parties": (
        "Everybody who owes or frees people, with ; between them: Hamas; Israel. The word that stands in"
        " releases.csv is made of the name; to choose a short one, write it before =:"
        " gov = The government side of Yemen; aa = Ansar Allah. Write a name as it stands within a sentence:"
        " movement = the Movement."
    ),
    "first day": "The first day on which releases count, such as 2026-03-02.",
    "last day": "The last day that still belongs to it, such as 2026-03-05; Enter: it has no end.",
    "who owes": (
        "One sentence of the agreement is one obligation: who owes how many of whom. a; b means that they"
        " owe one number together. When all are entered, Enter alone goes on to the readings."
    ),
    "whom": (
        "A word of your own for one of those who are freed, as in releases.csv: hostage, prisoner, remains."
        " hostage; remains: either counts."
    ),
    "only": (
        "Where only some of them count: nationality Saudi; Sudanese, or category civilian, or both with ;"
        " between. Enter: all of them."
    ),
    "per": (
        "daily numbers: day; weekly ones: week; one number over the whole truce: phase; so many by this date"
        " and so many by that: deadline."
    ),
    "how many": (
        "At least how many are owed: 10, without a comma in thousands. A number that is only roughly known"
        " (nearly 200) is ? here; each: it depends on how many others are freed, three for each hostage."
        " With day, a number that changes: 25; from 2026-03-04 30 is 25 a day up to 3 March and 30 a day"
        " from the 4th on. 2026-03-02 3; 2026-03-08 4 is 3 and 4 on these two days alone, and nothing is"
        " owed on the others."
    ),
    "how many by each date": (
        "Each date and its number, with ; between: 2026-03-02 3; 2026-03-08 4 is 3 by 2 March and 4 more"
        " by 8 March."
    ),
    "for each": (
        "For each of whom so many are owed: hostage. Where the rate differs (30 for a civilian, 50 for a"
        " soldier), answer with one of them; the next is asked for afterwards. The id of an obligation: for"
        " each who counts for that."
    ),
    "owed": "How many are owed for one of them: 3 for three prisoners for each hostage.",
    "sources": (
        "Where the sentence, or what is read otherwise, is published: addresses, or ids of sources.csv, with ; between. They can be"
        " added to the file at any time."
    ),
    "reading": (
        "Where people disagree on what was agreed, each view gets a short name and is judged beside the text"
        " as written. Enter: nobody disagrees, or no further view."
    ),
    "held_by": "Who reads it so: a government, a mediator, a newspaper.",
    "obligation": "The id of the obligation that this reading takes otherwise.",
    "how": "What differs, as the lines above say; several with ; between: outside; surplus.",
    "lapses after": (
        "How long a surplus counts, in days from the end of the period that earned it to the start of the"
        " one that it serves; where the number is daily, 1: on the next day alone. Enter: it never lapses."
    ),
    "days": (
        "The first day and the last, with a blank between: 2026-03-02 2026-03-05. The first alone: it has no"
        " end."
    ),
    "make it so": "Enter makes the ledger of the terms shown above; n leaves, and keeps what was answered.",
    "kinds": "The words for those who count beside the kind that is written: remains.",
}
