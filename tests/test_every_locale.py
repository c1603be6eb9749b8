"""What is written is the same in every locale, on every Python."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults.stage import CLAIMS, EXTENDED, SOURCES, TERMS
from tests.locales import locales

ROWS = """id,day,party,kind,count,person,note
,2023-11-24,hamas,hostage,10,,without an id
INSERT,2023-11-25,israel,prisoner,30,A. N. Other,İstanbul; ıI iİ
i1,2023-11-26,hamas,hostage,?,,not said
"""
RECOUNTED = """id,day,party,kind,count,person,note
INSERT,2023-11-25,israel,prisoner,31,A. N. Other,recounted
"""
BY = ("--by", "IŞIL", "--ledger", "l.db")
ONE = ("--day", "2023-11-27", "--party", "hamas", "--kind", "hostage", "--count", "3")
STEPS: tuple[tuple[str, ...], ...] = (
    ("init", "l.db", "--terms", "terms.toml", "--by", "IŞIL"),
    ("import", "sources", "sources.csv", *BY),
    ("import", "claims", "claims.csv", *BY),
    ("import", "releases", "rows.csv", *BY),
    ("import", "releases", "rows.csv", *BY),  # each row is there already, with an id or without
    ("import", "releases", "again.csv", "--update", "--reason", "recounted", *BY),
    ("add", *ONE, *BY),
    ("add", *ONE, "--id", "ID", *BY),
    ("amend", "i1", "--set", "count=9", "--reason", "said since", *BY),
    ("retract", "ID", "--reason", "the same twice", *BY),
    ("claim", "--source", "s1", "--to", "2023-11-25", "--kind", "hostage", "--figure", "13", *BY),
    ("redact", "INSERT", "--reason", "asked for", *BY),
    ("terms", "set", "extended.toml", "--reason", "agreed", *BY),
    ("export", "truce", "--ledger", "l.db"),
    ("export", "history.jsonl", "--ledger", "l.db"),
    ("init", "folder.db", "--from", "truce", "--by", "IŞIL"),
    ("import", "history", "history.jsonl", "--ledger", "again.db"),
    ("backup", "copy.db", "--ledger", "l.db"),
    ("verify", "--ledger", "again.db"),
    ("verify", "--ledger", "copy.db"),
    ("check", "--at", "2024-01-01T00:00Z", "--ledger", "copy.db"),
)
STARTS = tuple(" ".join(words) for words in STEPS)
SCRIPT = f"""
import sys
from datetime import UTC, datetime
from exchange_tracker.cli import change_effect, options
from exchange_tracker.cli.main import main

class Clock(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime(2023, 12, 1, tzinfo=UTC)

options.datetime = change_effect.datetime = Clock
for words in {STEPS!a}:
    code = main(words)
    sys.stdout.write(f"{{' '.join(words)}}: {{code}}\\n")
    sys.stdout.flush()
"""


def written(folder: Path, locale: Mapping[str, str]) -> tuple[str, dict[str, bytes]]:
    """What the steps say in a locale, and the files that they write."""
    folder.mkdir()
    texts = {
        "terms.toml": TERMS,
        "extended.toml": EXTENDED,
        "sources.csv": SOURCES,
        "claims.csv": CLAIMS,
        "rows.csv": ROWS,
        "again.csv": RECOUNTED,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **locale},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    files = {path.name: path.read_bytes() for path in folder.rglob("*.[cjt]*") if path.is_file()}
    return _undigested(ran.stdout + ran.stderr).decode(), {n: _undigested(files[n]) for n in files}


def _undigested(data: bytes) -> bytes:
    """Leave out the digests, which hang on the random salt of each name."""
    return re.sub(rb"\b[0-9a-f]{12,64}\b", b"#", data)


def test_the_same_is_written_in_every_locale(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    known = locales(tmp_path / "locales")
    first, *others = [written(tmp_path / str(n), each) for n, each in enumerate(known)]
    said, files = first
    assert "3 rows read = 0 added + 3 already there + 0 refused" in said
    assert "1 row read = 0 added + 1 amended + 0 already there + 0 refused" in said
    codes = [line.rpartition(": ")[2] for line in said.splitlines() if line.startswith(STARTS)]
    assert codes == ["0"] * (len(STEPS) - 1) + ["1"], said  # some day was short
    assert {"releases.csv", "history.jsonl"} <= set(files)
    for locale, other in zip(known[1:], others, strict=True):
        assert other == first, locale["LC_ALL"]
    if len(known) < 3:
        pytest.skip("there is no locale here but C: localedef, or its sources, are missing")
