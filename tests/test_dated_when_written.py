"""A change is dated when it is written, not when the command began that then waited for an answer."""

from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import xt
from tests.terminal import ENTER, on_terminal

OTHER = "xt add --ledger x.db --day 2023-11-26 --party hamas --kind hostage --count 1 --by other"
ROWS = "id,day,party,kind,count\nz1,2023-11-20,hamas,hostage,1\n"


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("xt import releases rows.csv", "Record it all the same? [y/N] "),
        ("xt sync releases rows.csv --key id", "Write it? [y/N] "),
    ],
)
def test_it_is_not_dated_before_what_was_written_while_it_asked(
    tmp_path: Path, command: str, question: str
) -> None:
    done("init", tmp_path / "x.db", "--terms", NOV / "terms.toml")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    seen = on_terminal(
        f"(sleep 4; {OTHER} </dev/null) & {command} --ledger x.db --by slow; wait",
        (question, ""),
        ("r1: added: ", f"y{ENTER}"),
        folder=tmp_path,
    )
    changes = xt("log", "--ledger", tmp_path / "x.db", "--format", "csv").rows
    assert [change["author"] for change in changes][:2] == ["slow", "other"], seen.shown
    assert not any("clock had gone back" in change["note"] for change in changes)
