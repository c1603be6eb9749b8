"""A ledger larger than a piece is verified row by row, though its rows are read many at a time."""

from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger.row_reader import PIECE
from tests.faults.stage import bare, done, head, random_rows, write_rows
from tests.faults.tampering import tamper_by
from tests.program import xt

MANY = PIECE + 300  # more than one piece, the last not whole
DATED = "SELECT min(row) FROM releases WHERE row > 1200 AND until = '' AND day <> ''"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two changes that each take more than one piece, days unknown among them."""
    path = bare(tmp_path_factory.mktemp("large") / "l.db")
    for first in (1, MANY + 1):
        ids = [f"n{number}" for number in range(first, first + MANY)]
        rows = write_rows(path.with_suffix(".csv"), random_rows(Random(first), ids))
        done("import", "releases", rows, "--ledger", path, "--accept-totals", "--accept-doubles")
    return path


def test_histories_of_several_pieces_come_back(large: Path, tmp_path: Path) -> None:
    history, copy = tmp_path / "h.jsonl", tmp_path / "copy.db"
    done("export", history, "--names", "--ledger", large)
    done("import", "history", history, "--ledger", copy)
    done("verify", "--ledger", copy)
    assert head(copy) == head(large)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE releases SET written = 3 WHERE row = 500", "do not give its digest"),
        ("UPDATE releases SET written = 2 WHERE row = 1900", "do not give its digest"),
        (f"UPDATE releases SET until = day WHERE row = ({DATED})", "do not give its digest"),  # noqa: S608
        ("UPDATE releases SET people = people + 1 WHERE row = 1700", "truce day, people or timing"),
        ("UPDATE releases SET people = NULL WHERE row = 1700", "truce day, people or timing"),
        ("UPDATE releases SET timed = 1 WHERE row = 1700", "truce day, people or timing"),
        ("UPDATE releases SET truce_day = '2023-11-20' WHERE row = 1700", "truce day, people"),
        ("UPDATE sums SET people = people + 1", "a sum is not that of the entries"),
        ("DELETE FROM sums", "a sum is missing"),
    ],
)
def test_one_row_in_the_midst_of_a_piece_is_enough(
    large: Path, tmp_path: Path, statement: str, what: str
) -> None:
    copy = tmp_path / "l.db"
    done("backup", copy, "--ledger", large)
    tamper_by(copy, statement, sealed=True)
    ran = xt("verify", "--ledger", copy)
    assert ran.code == 5
    assert what in ran.err


def test_cells_that_hold_a_sign_between_cells_are_summed_as_they_are(tmp_path: Path) -> None:
    path = bare(tmp_path / "l.db")
    shifted = [("", "A\x1fB"), ("", 'A","B'), ("", "A\nB"), ("", "A\\B"), ("", "A")]
    columns = "day party kind count category nationality"
    rows = [["2023-11-24", "hamas", "hostage", n, *pair] for n, pair in enumerate(shifted, start=1)]
    file = write_rows(tmp_path / "rows.csv", rows, columns)
    done("import", "releases", file, "--ledger", path)
    done("verify", "--ledger", path)
    tamper_by(path, "UPDATE sums SET people = people + 1 WHERE nationality = 'A'", sealed=True)
    ran = xt("verify", "--ledger", path)
    assert ran.code == 5
    assert "a sum is not that of the entries" in ran.err
