"""Work that takes long says so before it begins, and Ctrl-C stops it wherever it is."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange_tracker.cli.long_work import explanations, looks, note_long
from exchange_tracker.queries.query import Query
from exchange_tracker.store.folder import Folder
from tests.program import xt
from tests.truces import HEAD, owes

AT = "2030-01-01T00:00:00Z"
NOTE = (
    "146,000 periods to judge by the rules of 199 other readings: about 5 minutes; Ctrl-C stops it"
)
SOON = 10.0  # seconds, on a machine that others use as well
CLAIMS = 2_000


def _truce(folder: Path, readings: int, days: str = "2024-12-30") -> Path:
    """A truce of 365 days, unless said otherwise, two obligations, and so many readings."""
    terms = f"{HEAD}[[phases]]\nname = 'p'\nfrom = 2024-01-01\nto = {days}\n"
    terms += owes("x", "a", "at_least = 3") + owes("y", "b", "at_least = 3")
    terms += "".join(
        f"[readings.r{n}]\ntitle = 'r'\nheld_by = 's'\n[readings.r{n}.obligations.x]\nat_least = {n}\n"
        for n in range(readings - 1)
    )
    folder.mkdir()
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    rows = [f"e{n},2024-0{n % 9 + 1}-1{n % 7},a,h,{n % 5}" for n in range(CLAIMS)]
    entries = "\n".join(["id,day,party,kind,count", *rows, ""])
    (folder / "releases.csv").write_text(entries, encoding="utf-8")
    claims = [f"k{n},s,2024-01-01,2024-09-2{n % 9},a,h,{n}" for n in range(CLAIMS)]
    text = "\n".join(["id,source,from,to,party,kind,figure", *claims, ""])
    (folder / "claims.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A truce that takes seconds, of which some commands make minutes."""
    return _truce(tmp_path_factory.mktemp("long") / "truce", 200)


def _stopped(folder: Path, words: list[str], after: float) -> tuple[int, str, float]:
    """Run a command, send it Ctrl-C after so many seconds; its exit code, what it said, how long it took."""
    command = [sys.executable, "-m", "exchange_tracker", *words]
    with subprocess.Popen(
        [*command, "--ledger", str(folder), "--at", AT],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    ) as program:
        time.sleep(after)
        program.send_signal(signal.SIGINT)
        since = time.monotonic()
        assert program.stderr is not None
        said = program.stderr.read()
    return program.returncode, said, time.monotonic() - since


@pytest.mark.parametrize("after", [1.0, 1.7, 2.5])
@pytest.mark.parametrize(
    "words",
    [
        ["check", "-o", "out.csv"],
        ["report", "-o", "out.html"],
        ["reconcile", "-o", "out.csv"],
        ["discrepancies", "-o", "out.csv"],
        ["margin", "--by", "rule", "-o", "out.csv"],
    ],
    ids=lambda words: words[0],
)
def test_ctrl_c_stops_long_work_at_once_and_leaves_nothing_half_written(
    long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], after: float
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, seconds = _stopped(long, words, after)
    if code in (0, 1, 4):  # it was done before
        assert [path.name for path in tmp_path.iterdir()] == [words[-1]]
        return
    assert (code, "Traceback" in said, seconds < SOON) == (130, False, True)
    assert said.endswith("interrupted; nothing was written\n")
    assert list(tmp_path.iterdir()) == []


def test_what_takes_longer_than_a_minute_is_said_before_it_begins(long: Path) -> None:
    code, said, _ = _stopped(long, ["margin"], 3.0)
    assert (code, said.splitlines()[:1]) == (130, [NOTE])


def test_nothing_is_said_of_it_to_who_asks_for_quiet_or_of_no_rules(long: Path) -> None:
    for words in (["margin", "--quiet"], ["margin", "--by", "people"]):
        _, said, _ = _stopped(long, words, 3.0)
        assert "minute" not in said


def test_what_takes_seconds_is_not_announced(tmp_path: Path) -> None:
    folder = _truce(tmp_path / "t", 4)
    assert xt("margin", "x", "2024-02-01", "--ledger", folder, "--at", AT).err == ""


def test_works_of_more_than_a_minute_together_are_said_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The two obligations as written, and x as three readings have it."""
    query = Query(Folder(_truce(tmp_path / "t", 4)), datetime(2030, 1, 1, tzinfo=UTC))
    note_long(looks(0), explanations(query, 50_000))
    assert capsys.readouterr().err == ""
    note_long(looks(2_000_000), explanations(query, 50_000))
    assert capsys.readouterr().err == (
        "2,000,000 entries to look at one by one and 50,000 claims to explain by"
        " 5 ways to read obligations: about 2 minutes; Ctrl-C stops it\n"
    )
    note_long(looks(3_000_000), explanations(query, 0))
    assert capsys.readouterr().err == (
        "3,000,000 entries to look at one by one: about a minute; Ctrl-C stops it\n"
    )
