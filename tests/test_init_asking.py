"""`xt init` without terms: it asks what was agreed, checks each answer, and writes the file."""

import tomllib
from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.terms import parse_terms
from tests.ledgers import done
from tests.program import xt
from tests.servers import Server
from tests.terminal import CTRL_C, CTRL_D, ENTER, TAB, on_terminal

ASKED = (Path(__file__).parent / "asked_terms.toml").read_text(encoding="utf-8")
FRAME = [
    ("title (as every report begins): ", f"Truce of March{ENTER}"),
    ("place (a city, a country, or a zone such as Asia/Jerusalem): ", f"Yemen{ENTER}"),
    ("belongs to the day before) [00:00]: ", f"07:00{ENTER}"),
    ("parties (as people read them; several with ;): ", f"The North; Süd{ENTER}"),
    ("first day (YYYY-MM-DD): ", f"2026-03-02{ENTER}"),
    ("last day (YYYY-MM-DD; none where no end was agreed) [none]: ", f"2026-03-05{ENTER}"),
]
HOSTAGES = [
    ("who owes (the-north, süd; several with ; owe it together", f"the-n{TAB}{ENTER}"),
    ("whom (hostage, prisoner; the word for one of them): ", f"hostage{ENTER}"),
    ("only (of some nationality or category? e.g. nationality Saudi; none: all) [none]: ", ENTER),
    ("phase: over the whole truce; deadline: by dates): ", f"day{ENTER}"),
    ("on these days alone: 2026-03-02 3; 2026-03-08 4): ", f"10{ENTER}"),
    ("title (the sentence of the agreement) [none]: ", f'At least "ten" a day{ENTER}'),
    ("sources (addresses or ids; several with ;) [none]: ", ENTER),
]
NO_MORE = ("none: that was all) [none]: ", ENTER)
ONLY = ("only (", ENTER)
IDLE = ("  Süd owes nothing; is that right? [y/N] ", f"y{ENTER}")
SETTLED = ("make it so (n: leave, and keep what was answered; or back) [y]: ", ENTER)
ASKED_FOR = [*FRAME, *HOSTAGES, NO_MORE, IDLE, NO_MORE]
LEAST = [*ASKED_FOR, SETTLED]


def test_the_answers_make_a_file_with_remarks_and_a_ledger_that_judges(tmp_path: Path) -> None:
    seen = on_terminal(
        "xt init x.db --by desk; echo ended $?",
        *FRAME,
        *HOSTAGES,
        ("none: that was all) [none]: ", f"Süd{ENTER}"),
        ("whom (hostage; the word for one of them): ", f"hostages{ENTER}"),
        ("'hostages' is nearly 'hostage'; is it another kind? [y/N] ", ENTER),
        ("'hostages' is no kind of its own; write hostage", f"prisoner{ENTER}"),
        ONLY,
        ("per (", f"phase{ENTER}"),
        ("how many (a number; ?: not agreed or disclosed; each: for each of others): ", f"each{ENTER}"),
        ("for each (hostage, prisoner, hostage-daily; the word for one whom the", f"hostage{ENTER}"),
        ONLY,
        ("owed (how many for each of them): ", f"3{ENTER}"),
        ("for each (hostage, prisoner, hostage-daily; another kind of them; none: ", ENTER),
        ("title (", ENTER),
        ("sources (", ENTER),
        NO_MORE,
        ("reading (a short name, e.g. credit; none: that was all) [none]: ", f"credit{ENTER}"),
        ("title (what it says) [none]: ", f"A surplus counts{ENTER}"),
        ("held_by (who reads it so) [none]: ", f"a spokesman{ENTER}"),
        ("sources (where it was said: ids or addresses; several with ;) [none]: ", f"S1; S2{ENTER}"),
        ("obligation (hostage-daily, prisoner-in-all; which it", f"hos{TAB}{ENTER}"),
        ("how (outside, surplus, shortfall, number, days, kinds, nothing; several with ;): ", f"outside;surplus;number{ENTER}"),
        ("how many (a number, or ?): ", f"8{ENTER}"),
        ("lapses after (how many days a surplus counts; none: it never lapses) [none]: ", f"1{ENTER}"),
        ("obligation (hostage-daily, prisoner-in-all; none: that was all) [none]: ", ENTER),
        NO_MORE,
        SETTLED,
        folder=tmp_path,
    )  # fmt: skip
    assert "ended 0" in seen.shown, seen.shown
    assert "terms.toml: written\nx.db: made\n" in seen.shown
    assert "  Asia/Aden\n" in seen.shown
    assert "at least 10 people on each truce day" in seen.shown
    text = (tmp_path / "terms.toml").read_text(encoding="utf-8")
    assert text == ASKED
    assert xt("terms", "check", tmp_path / "terms.toml").code == 0
    ledger = tmp_path / "x.db"
    done("add", "--day", "2026-03-02", "--party", "the-north", "--kind", "hostage", "--count", "9",
         "--ledger", ledger)  # fmt: skip
    rows = xt("check", "--ledger", ledger, "--at", "2026-03-03T12:00Z", "--format", "csv").rows
    assert [(row["reading"], row["status"]) for row in rows if row["from"] == "2026-03-02"] == [
        ("as-written", "short"),
        ("as-written", "pending"),
        ("credit", "met"),
        ("credit", "pending"),
    ]


def test_without_dispute_one_obligation_is_enough(tmp_path: Path) -> None:
    seen = on_terminal("xt init x.db", *LEAST, folder=tmp_path)
    assert seen.code == 0, seen.shown
    terms = parse_terms((tmp_path / "terms.toml").read_text(encoding="utf-8"))
    assert [each.id for each in terms.as_written.obligations] == ["hostage-daily"]
    assert xt("log", "--ledger", tmp_path / "x.db").ok.out.count("the ledger begins") == 1
    assert done("export", tmp_path / "copy", "--ledger", tmp_path / "x.db")
    copied = (tmp_path / "copy" / "terms.toml").read_bytes()
    assert copied == (tmp_path / "terms.toml").read_bytes()


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (CTRL_C, 3),
        (CTRL_D, 8),
        (CTRL_C, 14),
        (CTRL_D, len(LEAST) - 1),
        (f"n{ENTER}", len(LEAST) - 1),
    ],
)
def test_who_leaves_in_the_middle_has_the_answers_kept_and_reads_how_to_go_on(
    tmp_path: Path, key: str, place: int
) -> None:
    (tmp_path / "terms-draft.toml").write_text("another's", encoding="utf-8")
    steps = [*LEAST[:place], (LEAST[place][0], key)]
    seen = on_terminal("exec xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 130
    assert seen.shown.rstrip().endswith(
        "\ninterrupted; what you answered is kept in terms-draft-2.toml\n"
        "to go on: xt init x.db; or complete that file (xt terms check terms-draft-2.toml says what is missing),"
        " then xt init x.db --terms terms-draft-2.toml"
    )
    assert {file.name for file in tmp_path.iterdir()} == {"terms-draft.toml", "terms-draft-2.toml"}
    draft = tmp_path / "terms-draft-2.toml"
    table = tomllib.loads(draft.read_text(encoding="utf-8"))
    assert table["timezone"] == "Asia/Aden"
    assert "obligation-2" not in str(table)
    checked = xt("terms", "check", draft)
    assert checked.code == (0 if place > 13 else 3)
    problems = [line for line in checked.err.splitlines() if line.startswith("terms-draft")]
    assert all("the key is missing" in line for line in problems)
    assert "a draft that was left at question " in f"{checked.out}{checked.err}"


def test_a_dry_run_shows_the_terms_and_writes_nothing(tmp_path: Path) -> None:
    seen = on_terminal("xt init x.db --dry-run", *ASKED_FOR, folder=tmp_path)
    assert seen.code == 0
    assert "terms.toml: would be written\nx.db: would be made\n" in seen.shown
    assert list(tmp_path.iterdir()) == []


def parser_words(change: tuple[str, str]) -> str:
    """What the parser says of terms in which one value is another."""
    assert change[0] in ASKED
    with pytest.raises(Refusal) as refusal:
        parse_terms(ASKED.replace(*change, 1))
    problem = refusal.value.problems[0]
    return f"{problem.what}; {problem.fix}"


WRONG = [
    (0, " ", ('"Truce of March"', '""')),
    (4, "02/03/2026", ("2026-03-02", "02/03/2026")),
    (4, "2.3.2026", ("2026-03-02", "2.3.2026")),
    (5, "2026-03-05T12:00", ("2026-03-05", "2026-03-05T12:00")),
    (5, "2026-03-01", ("2026-03-05", "2026-03-01")),
    (5, "2026-03-05T12:00:00", ("2026-03-05", "2026-03-05T12:00:00")),
    (6, "hezbollah", ('party    = "the-north"', 'party = "hezbollah"')),
    (10, "1,718", ("= 10", "= 1,718")),
    (10, "ten", ("= 10", "= ten")),
    (10, "-3", ("= 10", "= -3")),
    (9, "month", ('per      = "day"', 'per = "month"')),
]


def test_a_wrong_answer_is_refused_as_the_parser_refuses_it_and_asked_again(tmp_path: Path) -> None:
    steps: list[tuple[str, str]] = []
    for place, (prompt, right) in enumerate(LEAST):
        wrong = [(answer, parser_words(change)) for at, answer, change in WRONG if at == place]
        prompts = [prompt, *[words[:60] for _, words in wrong]]
        answers = [*[f"{answer}{ENTER}" for answer, _ in wrong], right]
        steps += zip(prompts, answers, strict=True)
    seen = on_terminal("stty columns 400; xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    for _, answer, change in WRONG:
        assert f"{answer}\n  {parser_words(change)}\n" in seen.shown


def test_what_a_file_could_not_say_is_asked_again_too(tmp_path: Path) -> None:
    steps = [
        LEAST[0],
        (LEAST[1][0], f"Palestine{ENTER}"),
        (
            "'Palestine' has several time zones; write one of Asia/Gaza, Asia/Hebron",
            f"Sanaa{ENTER}",
        ),
        ("'Sanaa' is no place of the list of time zones; write a country (Yemen)", f"Gazza{ENTER}"),
        ("did you mean Asia/Gaza? write a country (Yemen), a big city", f"asia/gazza{ENTER}"),
        ("did you mean Asia/Gaza? write a country (Yemen), a big city", f"asia/gaza{ENTER}"),
        ("day starts", f"25{ENTER}"),
        ("'25' is not a clock time; write hours and minutes, e.g. 07:00", f"7{ENTER}"),
        (LEAST[3][0], f"The North;Süd;the north{ENTER}"),
        ("'the north' is given twice; keep one of the two", LEAST[3][1]),
        *LEAST[4:-2],
        (NO_MORE[0], f"as-written{ENTER}"),
        ("'as-written' is the name of the terms themselves; choose another name", f"less{ENTER}"),
        ("title (", ENTER),
        ("held_by (", ENTER),
        ("sources (", ENTER),
        ("obligation (hostage-daily; which it reads otherwise) [hostage-daily]: ", ENTER),
        ("how (", f"half{ENTER}"),
        ("'half' is none of these; write one or several of outside, ", f"nothing{ENTER}"),
        (NO_MORE[0], f"both{ENTER}"),
        ("title (", ENTER),
        ("held_by (", ENTER),
        ("sources (", ENTER),
        ("obligation (", ENTER),
        ("how (", f"shortfall; surplus{ENTER}"),
        ("lapses after (", ENTER),
        (NO_MORE[0], f"less{ENTER}"),
        ("'less' is given twice; choose another", ENTER),
        SETTLED,
    ]
    seen = on_terminal("stty columns 400; xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    text = (tmp_path / "terms.toml").read_text(encoding="utf-8")
    assert 'timezone   = "Asia/Gaza"' in text
    assert text.endswith(
        "[readings.less]\n[readings.less.obligations.hostage-daily]\nvoid = true\n\n"
        '[readings.both]\n[readings.both.obligations.hostage-daily]\ncarry = "both"\n'
    )


def test_a_timetable_is_asked_for_by_dates(tmp_path: Path) -> None:
    steps = [
        *LEAST[:9],
        (LEAST[9][0], f"deadline{ENTER}"),
        ("how many by each date (2026-03-02 3; 2026-03-08 4): ", f"each{ENTER}"),
        ("'each' does not go with dates; write e.g. 2026", f"7{ENTER}"),
        ("'deadline' needs a table of dates in at_least; write", f"{{ 2026-03-09 = 3 }}{ENTER}"),
        ("2026-03-09 lies outside the days of this obligation; write", f"{{ 2026-03-04 = 1,718 }}{ENTER}"),
        ("1,718 has a comma between its digits; write 1718", f"2026-03-04 3; 2026-03-05 1,718{ENTER}"),
        ("1,718 has a comma between its digits; write 1718", f"2026-03-04 3; 2026-03-05 4{ENTER}"),
        *LEAST[11:],
    ]  # fmt: skip
    seen = on_terminal("stty columns 400; xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    terms = parse_terms((tmp_path / "terms.toml").read_text(encoding="utf-8"))
    (obligation,) = terms.as_written.obligations
    assert obligation.id == "hostage-by-date"
    assert [number for _, number in obligation.at_dates] == [3, 4]


def test_what_is_there_already_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text("", encoding="utf-8")
    seen = on_terminal("xt init x.db", folder=tmp_path)
    assert seen.code == 2
    assert seen.shown == (
        "terms.toml: there is something of that name already; begin with it: xt init x.db --terms"
        " terms.toml\n"
    )
    (tmp_path / "x.db").write_text("", encoding="utf-8")
    seen = on_terminal("xt init x.db", folder=tmp_path)
    assert (seen.code, seen.shown) == (
        2,
        "x.db: there is something of that name already; name another\n",
    )


def test_a_place_that_is_none_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    seen = on_terminal("xt init nowhere/x.db", folder=tmp_path)
    assert seen.code == 74
    said = "nowhere/x.db: there is no folder nowhere; make it, or name another place\n"
    assert seen.shown == said


def test_what_was_answered_is_kept_where_the_ledger_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    seen = on_terminal("ulimit -f 8; xt init x.db", *LEAST, folder=tmp_path, TMPDIR="kept")
    assert seen.code == 74, seen.shown
    (kept,) = tmp_path.glob("kept/xt-*/terms.toml")
    assert parse_terms(kept.read_text(encoding="utf-8")).title == "Truce of March"
    assert f"what you answered is kept in {kept}" in seen.shown
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_in_a_pipe_it_names_the_terms_to_begin_with(tmp_path: Path) -> None:
    ran = xt("init", tmp_path / "x.db")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "xt init: give one of --terms and --from; terms to begin with: xt terms new; a folder: --from"
        " data/nov2023\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_on_a_server_is_made_from_answers_too(server: Server, tmp_path: Path) -> None:
    address = server.of("asked")
    seen = on_terminal(f"xt init '{address}' --by desk", *LEAST, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert f"terms.toml: written\n{address}: made\n" in seen.shown
    done("export", tmp_path / "copy", "--ledger", address)
    copied = (tmp_path / "copy" / "terms.toml").read_bytes()
    assert copied == (tmp_path / "terms.toml").read_bytes()
