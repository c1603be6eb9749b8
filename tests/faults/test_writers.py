"""Several processes write to one ledger: nothing is lost, nothing refused."""

from pathlib import Path
from time import monotonic

from tests.faults.conftest import Tell
from tests.faults.sabotage import DEFERRED
from tests.faults.stage import Scale, bare, head
from tests.faults.workers import together
from tests.program import xt


def test_every_writer_gets_in(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger, writers, each = bare(tmp_path / "l.db"), scale(8, 4), scale(200, 8)
    begun = monotonic()
    answers, longest = together(ledger, writers, each)
    took = monotonic() - begun

    assert [ran.err for ran in answers if ran.code != 0] == []
    assert len(answers) == writers * each
    rows = xt("log", "-O", "csv", "--ledger", ledger).ok.rows
    assert [int(row["number"]) for row in rows] == [*range(writers * each + 1, 0, -1)]
    assert all(row["added"] == "1" for row in rows[:-1])
    ids = {row["id"] for row in xt("releases", "-O", "csv", "--ledger", ledger).ok.rows}
    assert ids == {f"w{writer}-{number}" for writer in range(writers) for number in range(each)}
    assert head(ledger).startswith(f"{writers * each + 1}:")
    tell(
        "writers",
        processes=writers,
        entries=len(ids),
        changes=len(rows) - 1,
        refused=0,
        longest_wait=f"{longest:.1f} s",
        took=f"{took:.0f} s",
    )


def test_control_writers_that_begin_late_are_refused(
    tmp_path: Path, scale: Scale, tell: Tell
) -> None:
    answers, _ = together(bare(tmp_path / "l.db"), 4, scale(25, 10), DEFERRED)
    refused = sum(ran.code == 75 for ran in answers)
    assert refused > 0
    tell("writers, control with BEGIN", entries=len(answers), refused=refused)
