"""What changes did to earlier ones is read without what they added."""

from pathlib import Path
from random import Random

from exchange_tracker.store.ledger.change_log import Operation, corrections, operations
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import TERMS
from tests.faults.stage import rich


def test_corrections_are_what_changes_did_but_for_adding(tmp_path: Path) -> None:
    path = rich(tmp_path / "ledger.db", Random(5))
    last, _ = Ledger.open(path).last
    kinds: set[OperationKind] = set()
    for upto in range(1, last + 1):
        ledger = Ledger.open(path, str(upto))
        expected: dict[int, list[Operation]] = {}
        for number in range(1, upto + 1):
            steps = [
                step
                for step in operations(ledger, number)
                if step.kind is not OperationKind.ADD or step.table == TERMS
            ]
            kinds.update(step.kind for step in steps)
            if steps:
                expected[number] = steps
        assert corrections(ledger) == expected
    assert kinds == set(OperationKind)
