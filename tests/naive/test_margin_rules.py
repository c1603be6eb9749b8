"""The rows `rule` and `claim` of `margin` (ledger.md, section 4.2); worked out by hand."""

from tests.naive.literal import lines, one_day, show_margin, write_truce

READING = """
    [readings.{name}]
    title = "A reading"
    held_by = "somebody"
    [readings.{name}.obligations.x]
    {keys}
"""


def test_the_smallest_sets_of_another_readings_replacements() -> None:
    freed = """
        id day        party kind    count basis
        e  2023-11-24 a     hostage 2     separate
        f  2023-11-25 a     hostage 1     agreement
        g  2023-11-25 a     hostage 1     separate
    """
    every = 'counts = { kind = "hostage" }\nat_least = 2\nper = "day"\ncarry = "surplus"'
    readings = READING.format(name="wide", keys=every)
    readings += READING.format(name="none", keys="void = true")
    readings += READING.format(name="days", keys="from = 2023-11-27\nto = 2023-11-27")
    counts = '{ kind = "hostage", basis = "agreement" }'
    truce = one_day("at_least = 2", freed, counts=counts, readings=readings)
    assert show_margin(truce) == lines("""
        11-25 short people 1 -      -    - met
        11-25 short entry  1 basis  -    g met
        11-25 short rule   - counts wide - met
        11-25 short rule   - dates  days - -
        11-25 short rule   - void   none - -
    """)
    # The other way round, as written stands for every group.
    assert show_margin(truce, reading="wide") == lines("""
        11-25 met people -1 -      -          - short
        11-25 met entry  1  -      -          f short
        11-25 met entry  1  -      -          g short
        11-25 met rule   -  counts as-written - short
    """)


def test_a_set_that_makes_no_valid_obligation_is_none() -> None:
    freed = "id day party kind count\ne 2023-11-25 a hostage 5"
    table = 'at_least = { first = 3 }\nper = "phase"\nphases = ["first"]'
    truce = one_day("at_least = 6", freed, readings=READING.format(name="whole", keys=table))
    # A table of phases needs the reading's days, its days alone leave six owed.
    assert show_margin(truce) == lines("""
        11-25 short people 1 -                 -     - met
        11-25 short rule   - requirement;dates whole - -
    """)


def test_the_moment_of_an_event_is_one_of_the_dates() -> None:
    terms = """
        [events.ceasefire]
        title = "The ceasefire"
        at = 2023-11-24T08:00:00+02:00
        [[obligations]]
        id = "x"
        party = "a"
        counts = { kind = "hostage" }
        at_least = 2
        per = "phase"
        after = "ceasefire"
        within = "1d"
        [readings.later]
        title = "Later"
        held_by = "somebody"
        [readings.later.events.ceasefire]
        at = 2023-11-26T08:00:00+02:00
    """
    truce = write_truce(terms, "id day party kind count\ne 2023-11-25 a hostage 1")
    # Under the other reading it begins on the 26th: nothing is owed on the 24th and 25th.
    assert show_margin(truce) == lines("""
        11-24 short people 1 -     -     - met
        11-24 short rule   - dates later - -
    """)


def test_a_claim_of_exactly_what_is_counted() -> None:
    claims = """
        id source from       to         party kind             bound figure
        a  s      2023-11-25 2023-11-25 a     remains;hostage  -     7
        b  s      2023-11-25 2023-11-25 a     hostage;remains  =     8
        c  s      2023-11-25 2023-11-25 a     hostage;remains  =     6
        d  s      2023-11-25 2023-11-25 a     hostage;remains  >=    7
        e  s      2023-11-25 2023-11-25 a     hostage          =     7
        f  s      2023-11-25 2023-11-25 -     hostage;remains  =     7
        g  s      -          2023-11-25 a     hostage;remains  =     7
        h  s      2023-11-25 2023-11-25 a;b   hostage;remains  =     7
    """
    freed = "id day party kind count\ne 2023-11-25 a hostage 5"
    counts = '{ kind = ["hostage", "remains"] }'
    assert show_margin(one_day("at_least = 7", freed, claims, counts=counts)) == lines("""
        11-25 short people 2 - - - met
        11-25 short claim  7 - - a met
        11-25 short claim  8 - - b met
    """)
    kept = one_day("at_least = 4", freed, claims.replace(" 6\n", " 3\n"), counts=counts)
    assert show_margin(kept).splitlines()[-1] == "11-25 met claim 3 - - c short"
    without = '{ kind = ["hostage", "remains"], except = { category = "man" } }'
    assert "claim" not in show_margin(one_day("at_least = 7", freed, claims, counts=without))
