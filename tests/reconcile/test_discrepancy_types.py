"""A type that is asked for alone is listed as it is among all."""

import csv
import random
from pathlib import Path

import pytest

from exchange_tracker.queries.discrepancies.kinds import Type
from tests.faults.stage import rich
from tests.ledgers import NOV
from tests.program import xt
from tests.random_truces.folder import write_truce


def rows(path: Path, *types: Type) -> list[list[str]]:
    asked = [word for each in types for word in ("--type", each.value)]
    moment = ("--at", "2031-01-01T00:00Z", "--format", "csv")
    ran = xt("discrepancies", "--ledger", path, *moment, *asked)
    assert ran.code in (0, 1), ran.err
    return list(csv.reader(ran.out.splitlines()))[1:]


@pytest.mark.parametrize("seed", range(5))
def test_each_type_by_itself_is_that_part_of_the_whole(tmp_path: Path, seed: int) -> None:
    if seed == 0:
        path = NOV
    elif seed == 1:
        path = rich(tmp_path / "ledger.db", random.Random(seed))
    else:
        path = tmp_path / "truce"
        path.mkdir()
        write_truce(path, random.Random(seed))
    whole = rows(path)
    for each in Type:
        if each is not Type.SINGLE_SOURCE:
            assert rows(path, each) == [row for row in whole if row[0] == each.value]
    assert all(row[0] == "single-source" for row in rows(path, Type.SINGLE_SOURCE))
    both = rows(path, Type.UNSOURCED, Type.SINGLE_SOURCE)
    assert both == rows(path, Type.UNSOURCED) + rows(path, Type.SINGLE_SOURCE)
