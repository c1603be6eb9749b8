"""`xt init` without terms: it asks what was agreed, checks each answer, and writes the file."""

from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.terms import parse_terms
from tests.ledgers import done
from tests.program import xt
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
    ("who owes (the-north, süd; several together with ;", f"the-n{TAB}{ENTER}"),
    ("whom (the word for them, e.g. hostage, prisoner): ", f"hostage{ENTER}"),
    ("so many for each of others): ", f"10{ENTER}"),
    ("per (day, week, phase, deadline; phase: over the whole truce): ", f"day{ENTER}"),
    ("title (the sentence of the agreement) [none]: ", f'At least "ten" a day{ENTER}'),
]
NO_MORE = ("none: that was all) [none]: ", ENTER)
LEAST = [*FRAME, *HOSTAGES, NO_MORE, NO_MORE]


def test_the_answers_make_a_file_with_remarks_and_a_ledger_that_judges(tmp_path: Path) -> None:
    seen = on_terminal(
        "xt init x.db --by desk; echo ended $?",
        *FRAME,
        *HOSTAGES,
        ("none: that was all) [none]: ", f"Süd{ENTER}"),
        ("whom (", f"prisoner{ENTER}"),
        ("how many (", f"each{ENTER}"),
        ("for each (the word for those whom the other side frees): ", f"hostage{ENTER}"),
        ("owed (how many for each of them): ", f"3{ENTER}"),
        ("per (", f"phase{ENTER}"),
        ("title (", ENTER),
        NO_MORE,
        ("reading (a short name, e.g. credit; none: that was all) [none]: ", f"credit{ENTER}"),
        ("title (what it says) [none]: ", f"A surplus counts{ENTER}"),
        ("held_by (who reads it so) [none]: ", f"a spokesman{ENTER}"),
        ("obligation (hostage-daily, prisoner-in-all; which it", f"hos{TAB}{ENTER}"),
        ("how (outside, surplus, number, nothing; several with ;): ", f"outside;surplus;number{ENTER}"),
        ("how many (a number, or ?): ", f"8{ENTER}"),
        ("obligation (hostage-daily, prisoner-in-all; none: that was all) [none]: ", ENTER),
        NO_MORE,
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
    ("key", "place"), [(CTRL_C, 0), (CTRL_D, 3), (CTRL_C, 7), (CTRL_D, len(LEAST) - 1)]
)
def test_who_leaves_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, key: str, place: int
) -> None:
    steps = [*LEAST[:place], (LEAST[place][0], key)]
    seen = on_terminal("exec xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 130
    assert seen.shown.rstrip().splitlines()[-1] == "interrupted; nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_shows_the_terms_and_writes_nothing(tmp_path: Path) -> None:
    seen = on_terminal("xt init x.db --dry-run", *LEAST, folder=tmp_path)
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
    (1, "Asia/Adden", ('"Asia/Aden"', '"Asia/Adden"')),
    (2, "7:00", ('"07:00"', '"7:00"')),
    (4, "02/03/2026", ("2026-03-02", '"02/03/2026"')),
    (5, "2026-03-01", ("2026-03-05", "2026-03-01")),
    (5, "2026-03-05T12:00:00", ("2026-03-05", "2026-03-05T12:00:00")),
    (6, "hezbollah", ('party    = "the-north"', 'party = "hezbollah"')),
    (8, "1,718", ("= 10", '= "1,718"')),
    (8, "-3", ("= 10", "= -3")),
    (9, "month", ('per      = "day"', 'per = "month"')),
    (9, "deadline", ('per      = "day"', 'per = "deadline"')),
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
        ("'Palestine' has several time zones; write one of Asia/Gaza, Asia/Hebron", f"gaza{ENTER}"),
        LEAST[2],
        (LEAST[3][0], f"The North;Süd;the north{ENTER}"),
        ("'the north' is given twice; keep one of the two", LEAST[3][1]),
        *LEAST[4:-1],
        (LEAST[-1][0], f"as-written{ENTER}"),
        ("'as-written' is the name of the terms themselves; choose another name", f"less{ENTER}"),
        ("title (", ENTER),
        ("held_by (", ENTER),
        ("obligation (hostage-daily; which it reads otherwise) [hostage-daily]: ", ENTER),
        ("how (", f"half{ENTER}"),
        ("'half' is none of these; write one or several of outside, ", f"nothing{ENTER}"),
        (LEAST[-1][0], f"less{ENTER}"),
        ("'less' is given twice; choose another", ENTER),
    ]
    seen = on_terminal("stty columns 400; xt init x.db", *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    text = (tmp_path / "terms.toml").read_text(encoding="utf-8")
    assert 'timezone   = "Asia/Gaza"' in text
    assert text.endswith(
        "[readings.less]\n[readings.less.obligations.hostage-daily]\nvoid = true\n"
    )


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


def test_in_a_pipe_it_names_the_terms_to_begin_with(tmp_path: Path) -> None:
    ran = xt("init", tmp_path / "x.db")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "xt init: give one of --terms and --from; terms to begin with: xt terms new; a folder: --from"
        " data/nov2023\n"
    )
    assert list(tmp_path.iterdir()) == []
