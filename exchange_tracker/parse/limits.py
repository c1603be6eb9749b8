"""What is read at most, so that no small file can cost its reader more than seconds and megabytes.

Each bound lies far above anything real, is refused in words, and stands in the README's list.
"""

EARLIEST_YEAR = 1800  # a year before it is a slip: 0023 for 2023
LATEST_YEAR = 9800  # of a moment of the terms: what it makes begin ends within the calendar
LONGEST_WITHIN = 100  # years after an event
LARGEST_TERMS = 1_048_576  # bytes of a file of terms
MOST_STEPS = 32  # of a dotted key: the deepest real one has eight
MOST_KEYS = 30_000  # of terms, each table one more
MOST_RULES = 1_000_000  # readings times obligations
MOST_LENDING = 5_000_000  # periods that can lend, added up over all periods that can borrow
MOST_CIRCLES = 10  # drawn at once
MOST_PROBLEMS = 10_000  # listed at once
MOST_WORDS_LISTED = 16  # in the words of one problem
