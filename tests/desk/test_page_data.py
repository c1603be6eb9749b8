"""The data below each table of the report, the scales of its charts, and a report that is followed."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.report.page.day_words import DayWords, recorded_day
from tests.desk.moments import AFTER, NOV, copied
from tests.program import xt
from tests.truces import days, owes, write

DATA = re.compile(r'<a href="data:text/csv;charset=utf-8;base64,([^"]*)" download="([^"]*)">')


def data(page: str) -> dict[str, list[dict[str, str]]]:
    """The files that lie in a page."""
    return {
        name: list(csv.DictReader(io.StringIO(b64decode(text).decode()), strict=True))
        for text, name in DATA.findall(page)
    }


def rows(*command: str) -> list[dict[str, str]]:
    return xt(*command, "--ledger", NOV, "--at", AFTER, "-O", "csv").rows


def sources() -> list[dict[str, str]]:
    return xt("sources", "--ledger", NOV, "-O", "csv").rows


def test_below_each_table_lies_what_the_commands_give_to_programs() -> None:
    files = data(xt("report", "--ledger", NOV, "--at", AFTER).ok.out)
    assert files["check.csv"] == rows("check")
    assert files["claims.csv"] == rows("reconcile")
    assert files["held.csv"] == rows("held")
    assert files["extension.csv"] == rows("extension")
    assert files["releases.csv"] == rows("releases")
    assert files["totals.csv"] == rows("totals")
    assert files["sources.csv"] == sources()
    for obligation in {row["obligation"] for row in rows("check")}:
        assert files[f"check-{obligation}.csv"] == rows("check", "--obligation", obligation)


def test_the_data_has_no_names_of_people_unless_they_are_asked_for(tmp_path: Path) -> None:
    truce = write(
        tmp_path / "t", days(1) + owes("o", "a", "at_least = 1"), "01 a h 1 Doe", "person"
    )
    page = ("report", "--ledger", truce, "--at", "2024-02-01T00:00Z")
    assert [row["person"] for row in data(xt(*page).ok.out)["releases.csv"]] == [""]
    assert [row["person"] for row in data(xt(*page, "--names").ok.out)["releases.csv"]] == ["Doe"]


# --------------------------------------------------------------------------------- charts


def totals(tmp_path: Path, most: int) -> str:
    rows_ = f"01 a h 3\n01 b h {most}"
    truce = write(tmp_path / "t", days(1) + owes("o", "a", "at_least = 1"), rows_)
    page = xt("report", "--ledger", truce, "--at", "2024-02-01T00:00Z").ok.out
    return page.partition('<details id="totals"')[2].partition("</details>")[0]


def test_running_totals_share_one_scale_and_say_so(tmp_path: Path) -> None:
    section = totals(tmp_path, 40)
    assert "All have one scale: heights can be compared." in section
    marks = re.findall(r'class="xt-faint" text-anchor="end">([0-9,]+)</text>', section)
    assert set(marks) == {"40"}


def test_where_one_would_be_a_flat_line_each_has_a_scale_of_its_own_and_it_is_said(
    tmp_path: Path,
) -> None:
    section = totals(tmp_path, 400)
    assert "Each has a scale of its own: heights cannot be compared." in section
    marks = re.findall(r'class="xt-faint" text-anchor="end">([0-9,]+)</text>', section)
    assert set(marks) == {"3", "400"}


def test_charts_say_that_they_have_scales_of_their_own_and_who_published_their_numbers() -> None:
    page = unescape(xt("report", "--ledger", NOV, "--at", AFTER).ok.out)
    charts = page.partition('<details id="charts"')[2].partition('<details id="totals"')[0]
    assert "Each chart has a scale of its own" in charts
    publishers = {re.split(r" \(|;", row["publisher"])[0] for row in sources()}
    lines = re.findall("Sources: <bdi>(.*?)</bdi>", charts)
    assert len(lines) == charts.count("<figure>")
    for line in lines:
        names = [name for name in line.split("; ") if not name.startswith("and ")]
        assert set(names) <= publishers
        assert names


# ---------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("first", "last", "one_year", "several"),
    [
        (date(2023, 11, 24), date(2023, 11, 24), "24 Nov", "24 Nov 2023"),
        (date(2023, 11, 24), date(2023, 11, 27), "24–27 Nov", "24–27 Nov 2023"),
        (date(2023, 11, 24), date(2023, 12, 1), "24 Nov – 1 Dec", "24 Nov – 1 Dec 2023"),
        (date(2023, 12, 24), date(2024, 1, 1), *["24 Dec 2023 – 1 Jan 2024"] * 2),
        (date(2022, 3, 5), date(2022, 3, 6), *["5–6 Mar 2022"] * 2),
        (date(2023, 11, 24), NEVER, "from 24 Nov on", "from 24 Nov 2023 on"),
        (NEVER, NEVER, "no date", "no date"),
    ],
)
def test_days_are_written_as_people_write_them(
    first: date, last: date, one_year: str, several: str
) -> None:
    assert DayWords(2023)(first, last) == one_year
    assert DayWords(None)(first, last) == several


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on 2023-11-24, short 2", "on 24 Nov, short 2"),
        ("2023-11-24 to 2023-11-27: kept", "24–27 Nov: kept"),
        ("by 2024-11-24", "by 24 Nov 2024"),
        ("“2023-11-24” stays", "“2023-11-24” stays"),
        ("2023-02-30 is no day", "2023-02-30 is no day"),
        ("r-2023-11-24 is an id", "r-2023-11-24 is an id"),
    ],
)
def test_a_date_in_a_sentence_is_written_so_too_but_not_what_is_quoted(
    text: str, said: str
) -> None:
    assert DayWords(2023).in_text(text) == said


@pytest.mark.parametrize(
    ("recorded", "said"),
    [("2023-12-01", "1 Dec 2023"), ("2023-12", "2023-12"), ("2023", "2023"), ("", "")],
)
def test_a_recorded_date_keeps_its_year(recorded: str, said: str) -> None:
    assert recorded_day(recorded) == said


# --------------------------------------------------------------------------------- followed


@contextmanager
def following(folder: Path, ledger: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = ["report", "--ledger", str(ledger), "--at", AFTER, "--watch", "-o", "r.html"]
    running = subprocess.Popen(
        [sys.executable, "-m", "exchange_tracker", *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


TEN = "Of 17 periods of five obligations, the readings disagree on two (28 to 29 November)"


def awaited(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come")


def test_a_followed_report_is_written_again_as_the_ledger_changes_until_it_is_ended(
    tmp_path: Path,
) -> None:
    truce = copied(tmp_path)
    still, live = tmp_path / "r.html", tmp_path / "r.live.html"
    with following(tmp_path, truce) as running:
        awaited(live.exists)
        assert ">Stop</a>" in live.read_text(encoding="utf-8")
        assert '<meta http-equiv="refresh" content="30">' in live.read_text(encoding="utf-8")
        assert '<a href="r.html">Stop' in live.read_text(encoding="utf-8")
        assert 'http-equiv="refresh"' not in still.read_text(encoding="utf-8")
        assert '<a href="r.live.html">' in still.read_text(encoding="utf-8")
        place = truce / "releases.csv"
        row = "x9,2023-11-30,,hamas,hostage,2,,Israeli,agreement,N01,\n"
        with place.open("a", encoding="utf-8") as file:
            file.write(row)
        awaited(lambda: TEN in live.read_text(encoding="utf-8"))
        before = live.stat().st_mtime_ns
        time.sleep(1)
        assert live.stat().st_mtime_ns == before
        with place.open("a", encoding="utf-8") as file:
            file.write("half a row\n")
        time.sleep(1)
        assert running.poll() is None
        assert TEN in still.read_text(encoding="utf-8")
        os.kill(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.decode().count("releases.csv:") == 1


def test_a_report_that_is_followed_needs_a_place() -> None:
    ran = xt("report", "--ledger", NOV, "--watch")
    assert (ran.code, ran.out) == (2, "")
    assert "--watch: a page that is written again needs a place; name a file" in ran.err


@pytest.mark.parametrize(
    ("option", "what"), [("--full", "folds nothing"), ("--watch", "is not written again")]
)
def test_the_short_form_has_neither(option: str, what: str) -> None:
    ran = xt("report", "--ledger", NOV, "-O", "markdown", option)
    assert (ran.code, ran.out) == (2, "")
    assert f"{option}: the short form {what}; leave it out" in ran.err
