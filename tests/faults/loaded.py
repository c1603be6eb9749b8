"""Loads the whole program once, in the server that every writer is forked from.

A command loads what it needs when it is first run: each is run here, on a ledger of no importance.
"""

import tempfile
from pathlib import Path
from random import Random

from tests.faults.stage import rich
from tests.program import xt

with tempfile.TemporaryDirectory() as _folder:
    _ledger = rich(Path(_folder) / "l.db", Random(0))
    xt("export", Path(_folder) / "e", "--ledger", _ledger)
    xt("export", Path(_folder) / "e.jsonl", "--ledger", _ledger)
