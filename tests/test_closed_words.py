"""A new word in a closed set is named by mypy at every place that must consider it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

WORDS = {  # the set, its file, and the files of words that must consider a new member
    "Status": ("judging/verdict.py", {"status_words", "status", "say_english", "discrepancies"}),
    "Match": ("queries/conduct.py", {"conduct"}),
    "ClaimStatus": ("queries/reconcile/claims.py", {"explanations", "reconcile", "why_claim"}),
    "SumStanding": ("queries/reconcile/sums_of_claims.py", {"statement"}),
    "Rule": ("queries/reconcile/alteration.py", {"explanations"}),
    "Type": ("queries/discrepancies/kinds.py", {"discrepancies"}),
    "Part": ("facts/model.py", {"statement"}),
    "Per": ("facts/model.py", {"terms"}),
    "Carry": ("facts/model.py", {"terms"}),
    "OperationKind": ("store/ledger/digest.py", {"history"}),
}


def test_every_place_that_words_a_member_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "exchange_tracker", tmp_path / "exchange_tracker")
    for name, (file, _) in WORDS.items():
        _add_member(tmp_path / "exchange_tracker" / file, name)
    mypy = [sys.executable, "-m", "mypy", "exchange_tracker/report"]
    config = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path / "cache")]
    run = subprocess.run(
        [*mypy, *config], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    named = re.findall(r"report/(\w+)\.py:\d+: error: .*Literal\[(\w+)\.UNHEARD_OF\]", run.stdout)
    places = {name: {file for file, word in named if word == name} for name in WORDS}
    assert places == {name: files for name, (_, files) in WORDS.items()}


def _add_member(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    added, count = re.subn(
        rf'(class {name}\(StrEnum\):\n    """.*?"""\n\n)',
        r'\1    UNHEARD_OF = "unheard of"\n',
        text,
        flags=re.DOTALL,
    )
    assert count == 1
    path.write_text(added, encoding="utf-8")
