"""Whatever stands in a ledger, no command lets it loose on a terminal, and every cell is kept."""

import csv
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import xt
from tests.terminal import PROGRESS

HOSTILE = (
    "\x1b[31mred\x1b]2title\x07 \u202e21\u2066\u200f [bold]x[/bold] [link=http://e.example]y "
    "<script>alert(1)</script> $x `a` |p| &amp \\input{x} %d '), DROP TABLE releases-- \x9b1m "
    "\u2028\ufeff\U000e0041 ../../x"
)
FORMS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "latex")
AT = ("--at", "2023-11-25T12:00:00Z")
REPORTS = (
    *(("check", *AT), ("totals", *AT, "--by", "nationality,category,basis"), ("releases", *AT)),
    *(
        ("extension", *AT),
        ("margin", "--all", *AT),
        ("terms", "show"),
        ("claims",),
        ("sources",),
        ("reconcile", *AT),
    ),
    *(("discrepancies", *AT), ("conduct", *AT), ("log", "-p"), ("show", "a"), ("status", *AT)),
    *(("flips", "--since", "1", *AT), ("say", *AT)),
    ("why", "check", "ob", "2023-11-24", "--reading", "other", *AT),
)
COMMANDS = (
    *((*words, "-O", form) for words in REPORTS for form in FORMS),
    *(("report", *AT, "-O", form) for form in ("html", "markdown")),
    *(("chart", *AT, "-O", form) for form in ("text", "svg")),
    ("amend", "a", "--set", f"note={HOSTILE}", "--reason", HOSTILE, "--by", HOSTILE),
    ("retract", "b", "--reason", HOSTILE),
    ("check", "--reading", HOSTILE),
    ("show", HOSTILE),
    ("no" + HOSTILE,),
    ("check", f"--{HOSTILE}"),
    ("export", f"e{HOSTILE.replace('/', '')}"),
    ("backup", f"b{HOSTILE.replace('/', '')}"),
)
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200f\ufeff\U000e0041]"
)
_ALL = """
import json, sys
from exchange_tracker.cli.main import main
for words in json.load(open("commands.json")):
    assert main((*words, "--ledger", "l.db")) in (0, 1, 2, 3, 4), words
    sys.stdout.flush()
"""


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger that is hostile in every field that takes a text."""
    monkeypatch.chdir(tmp_path)
    text = json.dumps(HOSTILE, ensure_ascii=True)
    text = re.sub(r"\\udb40\\udc41", r"\\U000e0041", text)
    Path("t.toml").write_text(
        f"""title = {text}
timezone = "Asia/Jerusalem"
[parties]
p = {text}
[[phases]]
name = {text}
from = 2023-11-24
to = 2023-11-27
[[obligations]]
id = "ob"
title = {text}
party = "p"
counts = {{ kind = "hostage" }}
at_least = 10
per = "day"
sources = [{text}]
[readings.other]
title = {text}
held_by = {text}
[readings.other.obligations.ob]
counts = {{ kind = "hostage", nationality = {text} }}
""",
        encoding="utf-8",
    )
    columns = "id day party kind count category nationality basis person sources note"
    cells = ["2023-11-24", "p", "hostage", "3", *[HOSTILE] * 6]
    _write("r.csv", columns, *([name, *cells] for name in "ab"))
    _write("s.csv", "id publisher published url title archived sha256 note",
           ["s1", HOSTILE, "2023", HOSTILE, HOSTILE, HOSTILE, "", HOSTILE])  # fmt: skip
    _write("c.csv", "source to kind nationality figure note",
           [HOSTILE, "2023-11-24", "hostage", HOSTILE, "9", HOSTILE])  # fmt: skip
    assert xt("init", "l.db", "--terms", "t.toml", "--by", HOSTILE, "--reason", HOSTILE).ok
    for what in ("releases", "sources", "claims"):
        doubles = ["--accept-doubles"] if what == "releases" else []
        ran = xt("import", what, f"{what[0]}.csv", *doubles, "--by", HOSTILE, "--reason", HOSTILE,
                 "--ledger", "l.db")  # fmt: skip
        assert ran.code == 0, ran.err
    return tmp_path / "l.db"


def _write(name: str, columns: str, *rows: list[str]) -> None:
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns.split(), *rows])


def test_no_command_lets_it_loose_on_a_terminal(ledger: Path) -> None:
    shown = _COLOUR.sub("", _on_terminal()).replace("\r\n", "\n")
    assert sorted(set(_HIDDEN.findall(shown))) == []
    assert shown.count("[bold]x[/bold]") > 100


def test_every_cell_is_kept_and_comes_back(ledger: Path) -> None:
    (kept,) = (row for row in xt("releases", "-O", "jsonl", "--raw", "--ledger", ledger).ok.out
               .split("\n") if '"a"' in row)  # fmt: skip
    cells = json.loads(kept)
    for name in ("category", "nationality", "basis", "person", "sources", "note"):
        assert cells[name] == HOSTILE
    assert xt("export", "f", "--ledger", ledger).ok
    assert Path("f/terms.toml").read_bytes() == Path("t.toml").read_bytes()
    assert xt("init", "again.db", "--from", "f").ok
    assert xt("export", "g", "--ledger", "again.db").ok
    for path in Path("f").iterdir():
        assert path.read_bytes() == (Path("g") / path.name).read_bytes()
    assert xt("verify", "--ledger", ledger).ok


def test_a_pipe_gets_every_character_of_it(ledger: Path) -> None:
    ran = xt("releases", "-O", "csv", "--ledger", ledger).ok
    assert [row["note"] for row in ran.rows] == [HOSTILE, HOSTILE]


def _on_terminal() -> str:
    """Run every command on a terminal, in one process, and give all that was shown."""
    Path("commands.json").write_text(json.dumps(COMMANDS), encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "400"}
    words = [sys.executable, "-c", _ALL]
    process = subprocess.Popen(words, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while some := os.read(ours, 65_536):
            shown += some
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    assert process.wait() == 0, shown[-2000:]
    return PROGRESS.sub("", shown.decode())
