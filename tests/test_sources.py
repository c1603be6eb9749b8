"""``xt source add``: one source at a time."""

from pathlib import Path

import pytest

from exchange_tracker.facts.model import Source, columns
from tests.ledgers import done, make
from tests.program import xt


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make(tmp_path)


def test_every_column_has_an_option(ledger: Path) -> None:
    cells = Source(
        id="AP1",
        publisher="AP",
        published="2023-12",
        url="https://example.org/1",
        title="Ten freed",
        archived="https://example.org/a",
        sha256="0" * 64,
        note="read twice",
    )
    pairs = zip(columns(Source), cells, strict=True)
    options = [f"--{name}={cell}" for name, cell in pairs]
    ran = done("source", "add", *options, "--by", "ben", "--ledger", ledger)
    assert ran.out == "AP1: added: AP 2023-12 Ten freed\nno verdict changed\n"
    (row,) = done("sources", "-O", "csv", "--ledger", ledger).rows
    assert tuple(row.values()) == cells
    one = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
    assert xt("add", *one, "--sources", "AP1", "--ledger", ledger).err == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "xt source add: id: "),
        (("--id", "a b"), "xt source add: id: 'a b' is not an id"),
        (("--id", "s", "--published", "1/2/2023"), "xt source add: published: "),
    ],
)
def test_what_is_no_source_is_refused(ledger: Path, options: tuple[str, ...], said: str) -> None:
    ran = xt("source", "add", *options, "--ledger", ledger)
    assert ran.code == 2
    assert ran.err.startswith(said)


def test_an_id_is_taken_once_and_alone_it_shows_its_help(ledger: Path) -> None:
    done("source", "add", "--id", "s", "--ledger", ledger)
    ran = xt("source", "add", "--id", "s", "--ledger", ledger)
    assert ran.code == 3
    assert "correct it with xt amend s" in ran.err
    assert "Example: xt source add" in xt("source").err + xt("source").out
