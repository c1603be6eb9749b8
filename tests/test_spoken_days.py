"""Days whose month is a word, as people type them."""

from datetime import date
from pathlib import Path

import pytest

from exchange_tracker.cli.moments import spoken_day
from exchange_tracker.errors import InvalidValue
from tests.ledgers import NOV, done
from tests.program import xt


@pytest.mark.parametrize(
    "text",
    ["3 June 2024", "June 3, 2024", "june 3 2024", "03 JUN 2024", "Jun. 3, 2024", "3  june, 2024"],
)
def test_a_day_whose_month_is_a_word_is_one(text: str) -> None:
    assert spoken_day(text, date(2023, 12, 1)) == date(2024, 6, 3)


@pytest.mark.parametrize(
    "text", ["3.6.2024", "03/06/2024", "3 Junes 2024", "June 2024", "3 Ma 2024"]
)
def test_a_day_that_could_be_another_is_none(text: str) -> None:
    with pytest.raises(InvalidValue, match="YYYY-MM-DD"):
        spoken_day(text, date(2023, 12, 1))


def test_a_day_whose_month_is_a_word_is_taken_by_every_command_and_said(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    done("init", ledger, "--terms", NOV / "terms.toml")
    cells = ("--party", "hamas", "--kind", "hostage", "--count", "2", "--ledger", ledger)
    added = xt("add", "--day", "28 November 2023", *cells)
    assert "day 28 November 2023: taken as 2023-11-28" in added.err
    assert "2023-11-28" in xt("releases", "--ledger", ledger, "--format", "csv").out
    checked = xt("check", "--from", "Nov 28, 2023", "--ledger", ledger)
    assert "--from Nov 28, 2023: taken as 2023-11-28" in checked.err
    assert xt("add", "--day", "31 November 2023", *cells).err == (
        "xt add: day: '31 November 2023' is not a day of the calendar; write a date that exists\n"
    )
