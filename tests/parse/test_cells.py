"""What a single cell may hold, and what it may not, by the words of ledger.md, section 2."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import Claim, Release, Source, Span, Terms, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse import cells
from exchange_tracker.parse.columns import REQUIRED, SEVERAL, checks

TERMS = Terms(
    title="t",
    timezone="UTC",
    day_starts=time(0),
    parties={"a": "Side A", "b": "Side B"},
    vocabulary={"kind": ("hostage", "prisoner"), "basis": ("separate",)},
    phases=(Span("p", date(2023, 11, 24), date(2023, 11, 30)),),
    readings=(),
)
RELEASE = dict(zip(columns(Release), checks(Release, TERMS), strict=True))
CLAIM = dict(zip(columns(Claim), checks(Claim, TERMS), strict=True))
SOURCE = dict(zip(columns(Source), checks(Source, TERMS), strict=True))
MOVEMENT = dict(zip(columns(Movement), checks(Movement, TERMS), strict=True))


def takes(check: Callable[[str], str], text: str) -> bool:
    try:
        return check(text) == text
    except InvalidValue:
        return False


DATES = """
    2023-11-30 1800-01-01 9999-12-31 2024-02-29
"""
NO_DATES = """
    30/11/2023 30.11.2023 11/30/2023 20231130 2023-W48-4 2023-W48 2023-334 2023334 2023-02-29 2023-02-30 2023-13-01
    2023-00-10 2023-11-00 2023-11-31 23-11-30 2023-11-3 2023-1-30 02023-11-30 -2023-11-30 +2023-11-30 0000-01-01
    10000-01-01 2023-11-30T00:00Z 2023-11-30T 2023/11/30 2023–11–30 2023‐11‐30 ２０２３-１１-３０ ٢٠٢٣-١١-٣٠ ২০২৩-১১-৩০
    0001-01-01 0023-11-30 1799-12-31 yesterday today 2023 2023-11 1701302400 2023-11-30; ?
"""
MOMENTS = """
    2023-12-01T01:30:00+02:00 2023-12-01T01:30+02:00 2023-11-30T23:30Z 2023-11-30T23:30:59Z
    2023-11-30T00:00:00-00:00 2023-11-30T18:00-05:00 2023-11-30T18:00+05:45 2023-11-30T18:00+14:00
    1800-01-01T00:00Z 9999-12-31T23:59:59Z
"""
NO_MOMENTS = """
    2023-12-01T01:30:00 2023-12-01T01:30 2023-12-01 2023-12-01T01Z 2023-12-01T0130Z 20231201T0130Z
    2023-12-01T01:30:00.5Z 2023-12-01T01:30:00,5Z 2023-12-01T01:30:00z 2023-12-01t01:30:00Z
    2023-12-01T01:30:00+0200 2023-12-01T01:30:00+02 2023-12-01T01:30:00+2:00 2023-12-01T01:30:00+02:00:00
    2023-12-01T24:00Z 2023-12-01T23:60Z 2023-12-01T23:59:60Z 2023-12-01T01:30+24:00 2023-12-01T01:30+02:60
    2023-02-30T01:30Z 2023-W48-4T01:30Z 0001-01-01T00:00+00:01 9999-12-31T23:59-00:01 2023-12-01T01:30−02:00
    0023-12-01T01:30Z 1799-12-31T23:59Z ２０２３-12-01T01:30Z 2023-12-01T٠١:30Z 2023-12-01_01:30Z 2023-12-01T01:30IST 2023-12-01T01:30+02:00[Asia/Jerusalem]
"""
OPEN = "? 1+ 780+ 007+ 999999999+"
COUNTS = "0 1 8 10 110 007 999999999"
NO_COUNTS = """
    10-12 10–12 about ~8 ca.8 1e3 1E3 8.0 8. .8 8,0 1,000 1.000 1'000 1_000 +8 -1 -0 −1 ٣ ۳ ३ ８ ⁸ ⅷ Ⅷ 八 0x8 0b1 8L 8h
    eight NaN nan inf null None true - — ?? 8? ?8 >8 >=8 <8 +8+ 8++ 8+? ?+ 8;9 1000000000 0000000008 10/12 (8) "8" '8'
"""
IDS = f"r1 c001 N.02 a_b a-b - _ . 0 A {'x' * 64}"
NO_IDS = f"a/b a:b a;b a,b é а r1! @ #1 ١ {'x' * 65} a\u200b"
PUBLISHED = "2023 2023-12 2023-12-01 2023-12-01T01:30:00+02:00 2023-12-01T01:30Z"
NOT_PUBLISHED = "23 202 20231201 2023-13 2023-00 2023-1 2023-12-32 2023-12-01T01:30 12/2023 Dec-2023 2023; ٢٠٢٣ ?"
MOVES = """
    taken held-before retaken released rescued escaped recovered written-off died declined
"""
NO_MOVES = "Taken freed held held_before taken;died written_off dead remains ?"
MEASURED = """
    held held-dead taken held-before retaken rescued escaped recovered written-off died declined
"""
NOT_MEASURED = "released Held held_dead dead freed held;died living ?"
BOUNDS = "= >= <= ~"
NO_BOUNDS = "== > < ≥ ≤ ≈ about <> =; 5"
DIGESTS = f"{'0' * 64} {'aF09' * 16}"
NO_DIGESTS = f"{'0' * 63} {'0' * 65} {'g' * 64} sha256:{'0' * 64} {'０' * 64} abc"

GRAMMAR = [
    ("a day", RELEASE["day"], DATES, NO_DATES),
    ("from", CLAIM["from"], DATES, NO_DATES),
    ("to", CLAIM["to"], DATES, NO_DATES),
    ("at", RELEASE["at"], MOMENTS, NO_MOMENTS),
    ("until", RELEASE["until"], DATES, NO_DATES),
    ("a count", RELEASE["count"], f"{COUNTS} {OPEN}", f"{NO_COUNTS} 0+ 000+ 1000000000+"),
    ("a figure", CLAIM["figure"], COUNTS, f"{NO_COUNTS} {OPEN}"),
    ("an id of a release", RELEASE["id"], IDS, NO_IDS),
    ("an id of a claim", CLAIM["id"], IDS, NO_IDS),
    ("count of a movement", MOVEMENT["count"], f"{COUNTS} {OPEN}", f"{NO_COUNTS} 0+"),
    ("day of a movement", MOVEMENT["day"], DATES, NO_DATES),
    ("until of a movement", MOVEMENT["until"], DATES, NO_DATES),
    ("movement", MOVEMENT["movement"], MOVES, NO_MOVES),
    ("measure", CLAIM["measure"], MEASURED, NOT_MEASURED),
    ("party of a movement", MOVEMENT["party"], "a b", "c A a;b a;a"),
    ("kind of a movement", MOVEMENT["kind"], "hostage prisoner", "remains hostage;prisoner"),
    ("cohort without any", CLAIM["cohort"], "", "x held a"),
    ("an id of a movement", MOVEMENT["id"], IDS, NO_IDS),
    ("an id of a source", SOURCE["id"], IDS, NO_IDS),
    ("part_of", CLAIM["part_of"], IDS, NO_IDS),
    ("published of a claim", CLAIM["published"], PUBLISHED, NOT_PUBLISHED),
    ("published of a source", SOURCE["published"], PUBLISHED, NOT_PUBLISHED),
    ("a bound", CLAIM["bound"], BOUNDS, NO_BOUNDS),
    ("part", CLAIM["part"], "part including", "Part parts whole 1 part;including"),
    ("sha256", SOURCE["sha256"], DIGESTS, NO_DIGESTS),
    ("parties", RELEASE["party"], "a b a;b b;a", "c A Side a;c a;a b;a;b *"),
    ("parties of a claim", CLAIM["party"], "a b a;b b;a a;a", "c a;c A"),
    ("a kind", RELEASE["kind"], "hostage prisoner", "Hostage hostages detainee hostage;prisoner"),
    ("kinds of a claim", CLAIM["kind"], "hostage hostage;prisoner", "hostage;thing remains"),
    ("a basis", RELEASE["basis"], "agreement separate", "truce agreement;separate Agreement"),
    ("bases of a claim", CLAIM["basis"], "agreement agreement;separate", "truce separate;truce"),
    ("categories without a vocabulary", RELEASE["category"], "minor;woman x é קטין ?", ""),
    ("nationalities", RELEASE["nationality"], "Israeli Israeli;Russian", ""),
    ("persons", RELEASE["person"], "Ruth;רות", ""),
    ("sources of a release", RELEASE["sources"], "afp;https://example.org/?a=1,2%3B", ""),
    ("the source of a claim", CLAIM["source"], "afp https://example.org/%3B", "afp;ap"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "text"),
    [(check, text) for _, check, taken, _ in GRAMMAR for text in taken.split()],
    ids=[f"{name} {text[:30]}" for name, _, taken, _ in GRAMMAR for text in taken.split()],
)
def test_this_is_taken_as_it_stands(check: Callable[[str], str], text: str) -> None:
    assert check(text) == text


@pytest.mark.parametrize(
    ("check", "text"),
    [(check, text) for _, check, _, refused in GRAMMAR for text in refused.split()],
    ids=[f"{name} {text[:30]}" for name, _, _, refused in GRAMMAR for text in refused.split()],
)
def test_this_is_refused(check: Callable[[str], str], text: str) -> None:
    with pytest.raises(InvalidValue) as unfit:
        check(text)
    assert unfit.value.fix
    assert str(unfit.value).isprintable()
    shown = text if text.isprintable() else repr(text)[1:-1]
    values = [value for value in shown[:60].split(";") if value]
    assert any(value in unfit.value.what for value in values)


@pytest.mark.parametrize(
    "text",
    ["about 5", "1 000", "1\u00a0000", "1\u202f000", "8 9", "8\n", "8\t", "more than 8", "8\u200b", "\ufeff8"],
)  # fmt: skip
@pytest.mark.parametrize("check", [cells.count, cells.figure])
def test_a_number_with_space_or_words_is_refused(check: Callable[[str], str], text: str) -> None:
    assert not takes(check, text)


@pytest.mark.parametrize("text", ["2023- 11-30", "30 November 2023", "2023-11-30\n", "2023-11-30 "])
def test_a_date_with_space_inside_is_refused(text: str) -> None:
    assert not takes(cells.day, text)


@pytest.mark.parametrize("text", ["2023-12-01 01:30Z", "2023-12-01T01:30 +02:00", "2023-12-01T01:30Z\n"])  # fmt: skip
def test_a_moment_with_space_inside_is_refused(text: str) -> None:
    assert not takes(cells.moment, text)


@pytest.mark.parametrize("digits", [10, 4_299, 4_300, 4_301, 1_000_000])
def test_a_number_of_many_digits_is_refused_and_cut_in_the_message(digits: int) -> None:
    for text in ("9" * digits, "0" * (digits - 1) + "8"):
        with pytest.raises(InvalidValue) as unfit:
            cells.count(text)
        assert len(str(unfit.value)) < 200


def test_what_may_be_blank_is_taken_blank() -> None:
    blank = {
        "releases": {name for name, check in RELEASE.items() if takes(check, "")},
        "claims": {name for name, check in CLAIM.items() if takes(check, "")},
        "sources": {name for name, check in SOURCE.items() if takes(check, "")},
        "movements": {name for name, check in MOVEMENT.items() if takes(check, "")},
    }
    assert blank == {
        "releases": set(RELEASE) - {"party", "kind", "count"},
        "claims": set(CLAIM) - {"source", "to", "figure"},
        "sources": set(SOURCE) - {"id"},
        "movements": set(MOVEMENT) - {"day", "party", "movement", "kind", "count"},
    }
    assert {kind.__name__: set(names) for kind, names in REQUIRED.items()} == {
        "Release": {"party", "kind", "count"},
        "Claim": {"source", "to", "figure"},
        "Source": {"id"},
        "Movement": {"day", "party", "movement", "kind", "count"},
    }


def test_columns_of_several_values_drop_spaces_and_blanks() -> None:
    for kind, named in (
        (Release, RELEASE),
        (Claim, CLAIM),
        (Source, SOURCE),
        (Movement, MOVEMENT),
    ):
        for name, check in named.items():
            tidy = {"party": "a;b", "kind": "hostage;prisoner", "basis": "agreement;separate"}
            values = tidy.get(name, "x;y").split(";")
            text = f" ; {values[0]} ;;{values[1]}\u00a0; "
            try:
                joined = check(text) == ";".join(values)
            except InvalidValue:
                joined = False
            assert joined == (name in SEVERAL[kind]), name


def test_the_same_value_twice_is_kept_as_given() -> None:
    assert RELEASE["nationality"]("Israeli;Israeli") == "Israeli;Israeli"


def test_a_text_is_as_long_as_other_programs_take_it() -> None:
    for check in (RELEASE["note"], RELEASE["sources"], RELEASE["nationality"], CLAIM["source"]):
        assert takes(check, "x" * 131_072)
        assert not takes(check, "x" * 131_073)
    assert not takes(RELEASE["sources"], "x;" * 65_537)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(
        InvalidValue, match=r"^'x{60}'… \(100000 characters\) is not a date; "
    ) as unfit:
        cells.day("x" * 100_000)
    assert len(str(unfit.value)) < 200


def test_a_message_is_one_printable_line() -> None:
    with pytest.raises(InvalidValue) as unfit:
        cells.day("a\nb\x1b[31m\u202e\u200b\x85\u2028")
    assert unfit.value.what == r"'a\nb\x1b[31m\u202e\u200b\x85\u2028' is not a date"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-12-01T01:30:00+02:00", datetime(2023, 11, 30, 23, 30, tzinfo=UTC)),
        ("2023-12-01T01:30Z", datetime(2023, 12, 1, 1, 30, tzinfo=UTC)),
        ("2023-11-30T22:15:07-05:30", datetime(2023, 12, 1, 3, 45, 7, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_with_its_offset(text: str, moment: datetime) -> None:
    assert cells.read_moment(text) == moment


def test_a_date_is_read_as_it_says() -> None:
    assert cells.read_date("2023-11-30") == date(2023, 11, 30)
