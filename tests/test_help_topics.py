"""`xt help`: topics, commands, what is mistyped; and that what a topic says is so."""

import re
import textwrap
from pathlib import Path

import pytest

from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.commands.chart import ChartForm
from exchange_tracker.cli.habits import Habit
from exchange_tracker.cli.output_forms import ENDINGS
from exchange_tracker.cli.topics import TOPICS
from exchange_tracker.facts.model import Claim, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.judging.disputes import Together
from exchange_tracker.judging.verdict import Status
from exchange_tracker.parse.terms.topics import Topic
from exchange_tracker.queries.reconcile.claims import ClaimStatus
from exchange_tracker.render import Format
from tests.ledgers import NOV
from tests.program import xt

ROOT = Path(__file__).parents[1]
FILES = {"releases": Release, "movements": Movement, "claims": Claim, "sources": Source}
WORDS = re.compile(r"\bxt help ([a-z][a-z-]*(?: codes)?)")


def page(*words: str) -> str:
    return xt("help", *words).ok.out


def listed(topic: str, head: str) -> list[str]:
    """The names that a topic lists below a line that begins with some words."""
    block = re.search(rf"^{re.escape(head)}.*?\n\n((?:    .*\n)+)", page(topic), re.MULTILINE)
    assert block, head
    return re.findall(r"^    (\S+)", block[1], flags=re.MULTILINE)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_short_and_fits_its_lines(topic: str) -> None:
    lines = page(topic).splitlines()
    assert 10 < len(lines) <= 50
    assert max(map(len, lines)) <= 80


def test_every_topic_that_the_issue_asks_for_is_there() -> None:
    assert [*TOPICS] == [
        "terms", "readings", "moments", "statuses", "exit-codes", "formats", "csv", "environment",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "topic"),
    [("exit codes", "exit-codes"), ("exit_codes", "exit-codes"), ("Moments", "moments"),
     ("EXIT CODES", "exit-codes"), ("dates", "moments"), ("settings", "environment"),
     ("exit", "exit-codes"), ("undisclosed", "statuses")],
)  # fmt: skip
def test_a_topic_is_found_however_it_is_written(words: str, topic: str) -> None:
    assert page(*words.split()) == page(topic)


def test_no_other_word_for_a_topic_is_that_of_two_or_of_a_command() -> None:
    others = [word for entry in TOPICS.values() for word in entry.others]
    assert len(others) == len(set(others))
    assert not {*others} & {*COMMANDS, *TOPICS}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in TOPICS])
def test_the_page_of_a_command_is_its_help(name: str) -> None:
    assert page(name) == xt(name, "--help").ok.out


def test_the_page_of_a_command_of_a_group_is_its_help() -> None:
    assert page("terms", "check") == xt("terms", "check", "--help").ok.out
    assert page("why", "total") == xt("why", "total", "--help").ok.out


def test_a_topic_with_the_name_of_a_command_leads_to_its_help() -> None:
    for name in COMMANDS.keys() & TOPICS.keys():
        assert page(name).endswith(f"\nThe commands of that name: xt {name} --help\n")


def test_help_alone_lists_the_commands_and_the_topics() -> None:
    assert page() == xt("--help").ok.out
    for name in (*COMMANDS, *TOPICS):
        assert re.search(rf"^  {name} ", page(), re.MULTILINE), name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("statusses", "there is no help on 'statusses'; write xt help statuses"),
        ("momnts", "there is no help on 'momnts'; write xt help moments"),
        ("exti codes", "there is no help on 'exti codes'; write xt help exit-codes"),
        ("timezones", "there is no help on 'timezones'; write xt help moments"),
        ("chekc", "there is no help on 'chekc'; write xt help check"),
        ("terms chek", "there is no help on 'terms chek'; write xt help terms check"),
        ("check this", "there is no help on 'check this'; xt help check says what there is"),
        ("delete", "there is no help on 'delete'; to let an entry stand no more: xt retract ID"),
        ("qqqq", "there is no help on 'qqqq'; xt help says what there is"),
    ],
)
def test_what_is_mistyped_leads_to_what_is_meant(words: str, said: str) -> None:
    ran = xt("help", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"xt help: {said}")


def test_every_topic_that_anything_names_is_there() -> None:
    """In refusals, help texts, templates and docs alike."""
    assert {*Topic} <= TOPICS.keys()
    folders = (ROOT / "exchange_tracker", ROOT / "docs")
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES]
    texts = [path.read_text(encoding="utf-8") for path in (*files, ROOT / "README.md")]
    named = {name for text in texts for name in WORDS.findall(text)}
    assert len(named) >= 4
    for name in named:
        xt("help", *name.split()).ok  # noqa: B018


SUFFIXES = {".py", ".md", ".txt", ".toml"}

# ---------------------------------------------------------------- what a topic says is so


def test_the_terms_that_the_topic_shows_are_terms(tmp_path: Path) -> None:
    shown = page("terms").partition("\n\n")[2].partition("Also:")[0]
    file = tmp_path / "terms.toml"
    file.write_text(textwrap.dedent(shown), encoding="utf-8")
    assert "no problem" in xt("terms", "check", file).ok.out


def test_the_reading_that_the_topic_shows_fits_terms(tmp_path: Path) -> None:
    shown = page("readings").partition("\n\n")[2].partition("A reading holds")[0]
    terms = xt("terms", "new", "daily").ok.out
    (obligation,) = re.findall(r'^id +?= "(.*?)"', terms, re.MULTILINE)[:1]
    reading = textwrap.dedent(shown).replace("obligations.hostages", f"obligations.{obligation}")
    file = tmp_path / "terms.toml"
    file.write_text(f"{terms.partition('[readings')[0]}\n{reading}", encoding="utf-8")
    assert "no problem" in xt("terms", "check", file).ok.out


def test_every_status_is_explained() -> None:
    assert listed("statuses", "How one obligation stands") == [*Status]
    assert listed("statuses", "What all readings say") == [*Together]
    assert {*listed("statuses", "How a published figure")} == {*ClaimStatus}


def test_every_form_is_named_with_its_ending() -> None:
    text = page("formats")
    for form in (*Format, *ChartForm):
        endings = [ending for ending, forms in ENDINGS.items() if form in forms]
        assert re.search(rf"\b{form} +({'|'.join(map(re.escape, endings))})\b", text), form


def test_every_column_is_named() -> None:
    text = page("csv").partition("\n\n")[2].partition("\n\n")[0]
    for name, kind in FILES.items():
        block = text.partition(f"{name}.csv")[2]
        block = re.split(r"\n    \w+\.csv", block)[0].partition("(at")[0]
        assert [each.strip(" *") for each in " ".join(block.split()).split(",")] == [*columns(kind)]


def test_every_way_to_write_a_moment_is_taken() -> None:
    block = page("moments").partition("On a command line")[2].partition("A clock time")[0]
    rows = re.findall(r"^    (\S.*?)  ", block, flags=re.MULTILINE)
    ways = [way for row in rows for way in row.split(", ")]
    assert len(ways) >= 7
    for way in ways:
        option = ("--from", way) if way in ("-2", "today") else ("--at", way)
        ran = xt("totals", "--ledger", NOV, f"{option[0]}={option[1]}")
        assert ran.code in (0, 1, 4), ran.err
        assert "taken as" in ran.err or way in {"2023-11-30 21:00", "now"}, way


def test_every_variable_that_is_read_is_named_and_every_exit_code() -> None:
    text = page("environment")
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "exchange_tracker").rglob("*.py")
    )
    read = {*re.findall(r'"(EXCHANGE_[A-Z]+)"', source)}
    assert len(read) >= 3
    assert all(name in text for name in read)
    assert all(key in text for key in Habit)
    contract = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    section = contract.partition("## 5. Exit codes")[2].partition("\n## ")[0]
    codes = re.findall(r"^\| (\d+)(?:, (\d+))? \|", section, flags=re.MULTILINE)
    assert len(codes) >= 10
    for code in filter(None, (each for pair in codes for each in pair)):
        assert re.search(rf"^    [\d, ]*\b{code}\b", page("exit", "codes"), re.MULTILINE), code


def test_wherever_a_finding_is_explained_each_command_that_gives_one_is_told() -> None:
    pages = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/ledger.md")]
    rows = [row for text in pages for row in re.findall(r"^\| 1 \| .*", text, re.MULTILINE)]
    shown = re.findall(r"^    1 .*?(?=^    2 )", page("exit", "codes"), re.MULTILINE | re.DOTALL)
    assert (len(rows), len(shown)) == (2, 1)
    for row in (*rows, *shown):
        said = " ".join(row.replace("`", "").replace("*", "").split())
        for words in ("short", "claim", "row", "import", "sync", "held back", "differ"):
            assert words in said, (words, said)


def test_no_text_is_left_that_no_topic_shows() -> None:
    texts = ROOT / "exchange_tracker" / "cli" / "topic_texts"
    assert {path.stem for path in texts.iterdir()} == TOPICS.keys() - {"exit-codes", "environment"}
