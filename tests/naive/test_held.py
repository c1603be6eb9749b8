"""The rows of `held` (ledger.md, section 4.1); every number is worked out by hand."""

from datetime import datetime

from tests.naive import held_code
from tests.naive.literal import WrittenTruce, lines, moment, show_held, write_truce

OBLIGATION = """
    [[obligations]]
    id = "x"
    party = "a"
    counts = { kind = "hostage" }
    at_least = 1
    per = "phase"
"""
TAKEN = """
    day        until      party movement    kind    count category
    2023-10-07 -          a     taken       hostage 100   man
"""


def cohort(
    keys: str = "",
    *,
    counts: str = '{ kind = ["hostage", "remains"] }',
    movements: str = TAKEN,
    releases: str = "",
) -> WrittenTruce:
    head = f'[cohorts.all]\nparty = "a"\ntitle = "All"\ncounts = {counts}\nfrom = 2023-10-07\n'
    return write_truce(OBLIGATION + head + keys, releases, movements=movements)


def last(truce: WrittenTruce, at: datetime | None = None) -> str:
    """Return what follows the columns that are added up: held, held_dead, bound."""
    return " ".join(show_held(truce, at or moment("12-20T12:00")).splitlines()[-1].split()[-3:])


def test_chibok_276_are_103_released_and_60_escaped_and_113_held() -> None:
    truce = write_truce(
        OBLIGATION
        + '[cohorts.pupils]\ntitle = "Pupils"\nparty = "a"\ncounts = {}\nfrom = 2014-04-14\n',
        """
        day        party kind    count basis
        2016-10-13 a     hostage 21    agreement
        2017-05-06 a     hostage 82    agreement
        2017-05-06 b     prisoner 5    agreement
        """,
        movements="""
        day        until      party movement kind    count
        2014-04-14 -          a     taken    hostage 276
        2014-04-14 2014-05-31 a     escaped  hostage 57
        2016-05-17 -          a     escaped  hostage 1
        2016-11-05 2016-11-17 a     escaped  hostage 1
        2017-01-05 -          a     escaped  hostage 1
        2017-05-06 -          a     declined hostage 1
        """,
    )
    assert show_held(truce) == lines("""
        2014-04-14 276 0 0 0   0 0  0 0 0 0 0 276 - =
        2014-05-31 276 0 0 0   0 57 0 0 0 0 0 219 - =
        2016-05-17 276 0 0 0   0 58 0 0 0 0 0 218 - =
        2016-10-13 276 0 0 21  0 58 0 0 0 0 0 197 - =
        2016-11-17 276 0 0 21  0 59 0 0 0 0 0 196 - =
        2017-01-05 276 0 0 21  0 60 0 0 0 0 0 195 - =
        2017-05-06 276 0 0 103 0 60 0 0 0 0 1 113 - =
    """)
    assert held_code(truce, moment("12-20T12:00")) == 0


def test_251_and_4_are_139_and_8_and_8_and_41_and_59() -> None:
    truce = cohort(
        'dead = ["remains"]',
        movements="""
        day        until      party movement    kind    count
        2023-10-07 -          a     taken       hostage 251
        2014-07-20 2014-08-01 a     held-before remains 2
        2014-09-07 2015-04-20 a     held-before hostage 2
        2023-10-20 2023-10-23 a     released    hostage 4
        2023-10-30 -          a     rescued     hostage 1
        2024-02-12 2024-08-27 a     rescued     hostage 7
        2023-12-12 2024-12-04 a     recovered   remains 41
        """,
        releases="""
        day        party kind     count basis
        2023-11-24 a     hostage  105   agreement
        2025-01-19 a     hostage  30    agreement
        2025-02-20 a     remains  8     agreement
        2025-02-22 b     prisoner 600   agreement
        """,
    )
    at = datetime.fromisoformat("2025-02-28T12:00:00+02:00")
    # 41 dead recovered of whom nobody is known to have died here: the sum of the dead is below 0.
    assert show_held(truce, at) == lines("""
        2023-10-07 251 4 0 0   0 0 0 0  0 0 0 255 2   =
        2023-10-23 251 4 0 4   0 0 0 0  0 0 0 251 2   =
        2023-10-30 251 4 0 4   1 0 0 0  0 0 0 250 2   =
        2023-11-24 251 4 0 109 1 0 0 0  0 0 0 145 2   =
        2024-08-27 251 4 0 109 8 0 0 0  0 0 0 138 2   =
        2024-12-04 251 4 0 109 8 0 0 41 0 0 0 97  -39 =
        2025-01-19 251 4 0 139 8 0 0 41 0 0 0 67  -39 =
        2025-02-20 251 4 0 139 8 0 8 41 0 0 0 59  -47 =
    """)


def test_what_has_not_happened_at_the_moment_of_judgement_is_not_seen() -> None:
    truce = cohort(
        movements=TAKEN + "2023-11-25 2023-11-26 a rescued hostage 1 man",
        releases="""
        day        at                        party kind    count
        2023-11-24 2023-11-24T20:00:00+02:00 a     hostage 5
        """,
    )
    assert last(truce, moment("11-24T19:59")) == "100 - ="
    assert last(truce, moment("11-24T20:00")) == "95 - ="
    assert last(truce, moment("11-26T06:59")) == "95 - ="
    assert last(truce, moment("11-26T07:00")) == "94 - ="
    early = datetime.fromisoformat("2023-10-07T06:59:00+03:00")
    assert show_held(truce, early) == ""
    assert held_code(truce, early) == 0


def test_those_held_before_count_when_from_has_begun_and_nobody_else_of_an_earlier_day() -> None:
    truce = cohort(
        movements="""
        day        until      party movement    kind    count
        2023-10-20 -          a     held-before hostage 3
        2023-10-06 2023-10-08 a     taken       hostage 7
        2023-10-06 -          a     rescued     hostage 1
        2023-10-08 -          a     retaken     hostage 2
        """,
        releases="day party kind count\n2023-10-01 a hostage 1",
    )
    assert show_held(truce) == lines("""
        2023-10-07 0 3 0 0 0 0 0 0 0 0 0 3 - =
        2023-10-08 0 3 2 0 0 0 0 0 0 0 0 5 - =
    """)


def test_an_open_count_on_a_way_in_is_a_lower_bound_and_on_a_way_out_an_upper_one() -> None:
    assert last(cohort(movements=TAKEN + "2023-10-08 - a retaken hostage ? man")) == "100 - >="
    assert last(cohort(movements=TAKEN + "2023-10-08 - a taken hostage 5+ man")) == "105 - >="
    assert last(cohort(movements=TAKEN + "2023-10-08 - a escaped hostage ? man")) == "100 - <="
    freed = "day party kind count\n2023-11-24 a hostage 10+"
    assert last(cohort(releases=freed)) == "90 - <="
    both = cohort(movements=TAKEN + "2023-10-08 - a taken hostage ? man", releases=freed)
    assert last(both) == "- - -"
    assert held_code(both, moment("12-20T12:00")) == 4
    # On the day before the release it was still a lower bound.
    assert show_held(both).splitlines()[-2].endswith("100 - >=")


def test_what_only_may_match_adds_nobody_and_makes_a_bound() -> None:
    men = '{ kind = ["hostage", "remains"], category = "man" }'
    assert last(cohort(counts=men, movements=TAKEN + "2023-10-08 - a taken hostage 5 -")) == (
        "100 - >="
    )
    assert last(cohort(counts=men, movements=TAKEN + "2023-10-08 - a rescued hostage 5 -")) == (
        "100 - <="
    )
    assert last(cohort(counts=men, movements=TAKEN + "2023-10-08 - a rescued hostage 5 woman")) == (
        "100 - ="
    )
    # Nobody is nobody, of this cohort or of another.
    assert last(cohort(counts=men, movements=TAKEN + "2023-10-08 - a rescued hostage 0 -")) == (
        "100 - ="
    )
    only_may = TAKEN.replace("100   man", "100 -")
    assert last(
        cohort(counts=men, movements=only_may + "2023-10-08 - a escaped hostage 1 man")
    ) == ("- - -")


def test_an_entry_of_several_parties_only_may_be_of_the_party() -> None:
    freed = "day party kind count\n2023-11-24 a;b hostage 10"
    assert last(cohort(releases=freed)) == "100 - <="
    both = write_truce(
        OBLIGATION
        + '[cohorts.all]\ntitle = "All"\nparty = ["a", "b"]\ncounts = {}\nfrom = 2023-10-07\n',
        freed,
        movements=TAKEN,
    )
    assert last(both) == "90 - ="


def test_it_cannot_be_stated_before_it_is_known_who_was_taken() -> None:
    truce = cohort(
        movements="""
        day        party movement kind    count
        2023-10-08 a     rescued  hostage 1
        2023-10-09 a     taken    hostage 0
        2023-10-10 a     died     hostage 0
        """
    )
    assert show_held(truce) == lines("""
        2023-10-08 0 0 0 0 1 0 0 0 0 0 0 -  - -
        2023-10-09 0 0 0 0 1 0 0 0 0 0 0 -1 - =
    """)
    assert held_code(truce, datetime.fromisoformat("2023-10-08T12:00:00+03:00")) == 4


def test_the_basis_of_a_cohort_is_not_looked_at() -> None:
    freed = "day party kind count basis\n2023-11-24 a hostage 10 separate"
    assert last(cohort(counts='{ basis = "agreement" }', releases=freed)) == "90 - ="
    alone = '{ except = { basis = "separate" } }'
    assert last(cohort(counts=alone, releases=freed)) == "90 - ="
    with_kind = '{ except = { basis = "agreement", kind = "hostage" } }'
    assert show_held(cohort(counts=with_kind, releases=freed)) == ""


def test_the_dead_among_them() -> None:
    truce = cohort(
        'dead = ["remains"]',
        movements=TAKEN
        + """
        2023-10-08 - a taken       remains 6 man
        2023-10-09 - a died        hostage 4 man
        2023-10-10 - a recovered   remains 3 man
        2023-10-11 - a written-off remains 1 man
        2023-10-12 - a released    remains 2 man
        2023-10-13 - a released    hostage 2 man
        """,
        releases="day party kind count\n2023-11-24 a remains 1",
    )
    assert show_held(truce) == lines("""
        2023-10-07 100 0 0 0 0 0 0 0 0 0 0 100 0  =
        2023-10-08 106 0 0 0 0 0 0 0 0 0 0 106 6  =
        2023-10-09 106 0 0 0 0 0 0 0 0 4 0 106 10 =
        2023-10-10 106 0 0 0 0 0 0 3 0 4 0 103 7  =
        2023-10-11 106 0 0 0 0 0 0 3 1 4 0 102 6  =
        2023-10-12 106 0 0 0 0 0 2 3 1 4 0 100 4  =
        2023-10-13 106 0 0 2 0 0 2 3 1 4 0 98  4  =
        2023-11-24 106 0 0 2 0 0 3 3 1 4 0 97  3  =
    """)


def test_the_dead_cannot_be_stated_where_a_number_of_theirs_is_open() -> None:
    dead = 'dead = ["remains"]'
    for open_row in (
        "2023-10-08 - a died hostage ? man",
        "2023-10-08 - a died hostage 4+ man",
    ):
        assert last(cohort(dead, movements=TAKEN + open_row)) == "100 - ="
    assert last(cohort(dead, movements=TAKEN + "2023-10-08 - a recovered remains ? man")) == (
        "100 - <="
    )
    assert last(cohort(dead, movements=TAKEN + "2023-10-08 - a escaped hostage ? man")) == (
        "100 0 <="
    )
    men = '{ category = "man" }'
    assert last(cohort(dead, counts=men, movements=TAKEN + "2023-10-08 - a died hostage 4 -")) == (
        "100 - ="
    )
    assert last(cohort(dead, counts=men, movements=TAKEN + "2023-10-08 - a died hostage 0 -")) == (
        "100 0 ="
    )
