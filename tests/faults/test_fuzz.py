"""Whatever bytes come in, they are taken or refused in words: nothing else ever escapes."""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import AnyFact, Claim, Release, Source, columns
from exchange_tracker.parse.row_shape import Checked
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.parse.text import long_lines, whole
from exchange_tracker.store.ledger import sqlite, sqlite_engine
from exchange_tracker.store.ledger.evidence import read_evidence
from tests.faults.conftest import Tell
from tests.faults.stage import (
    CLAIMS,
    EXTENDED,
    SOURCES,
    TERMS,
    Scale,
    done,
    random_rows,
    rich,
    write_rows,
)
from tests.program import xt

SECONDS = 60
KINDS: tuple[type[AnyFact], ...] = (Release, Claim, Source)
TOLD = parse_terms(TERMS, "terms.toml")
PIECES = [
    *(b'"', b'""', b",", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b";", b"?", b" "),
    *("٣".encode(), b"1e3", b"-1", b"9" * 5000, b"2023-11-24", b"2023-11-24T08:00Z", b"0001-01-01"),
    *(b"9999-12-31", b"9999-12-31T23:59-14:00", b"{", b"}", b"[", b"]", b":", b"null", b"true"),
    *(b"1.5", b"NaN", b"\\ud800", b"\\u0000", b"[" * 2000, b'{"a":' * 500, b"=", b"[[", b"]]"),
    *(b"'''", b'"""', b"#", b"except", b"for_each", b"at_least", b"combines", b"2023-02-30"),
]


def _damage(text: bytes, cuts: list[tuple[float, float, bytes]]) -> bytes:
    for from_, length, piece in cuts:
        start = int(from_ * len(text))
        text = text[:start] + piece + text[start + int(length * 20) :]
    return text


def damaged(*texts: bytes) -> st.SearchStrategy[bytes]:
    """Texts that were right once, and bytes that never were."""
    share = st.floats(0, 1, exclude_max=True)
    cuts = st.lists(st.tuples(share, share, st.sampled_from(PIECES) | st.binary(max_size=9)),
                    min_size=1, max_size=6)  # fmt: skip
    return st.builds(_damage, st.sampled_from(texts), cuts) | st.binary(max_size=200)


def fuzz(
    strategy: st.SearchStrategy[bytes], scale: Scale, examples: int, check: Callable[[bytes], None]
) -> int:
    """Try many inputs: for a minute, or a short while; give how many."""
    tried = 0

    def one(data: bytes) -> None:
        nonlocal tried
        tried += 1
        check(data)

    end = time.monotonic() + SECONDS
    for number in range(10**6 if scale.whole else 1):
        test = settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )(seed(number)(given(strategy)(one)))
        test()
        if time.monotonic() > end:
            break
    return tried


def _rows(
    read: Callable[[Reader[Release]], Callable[[BytesIO, str], object]],
) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        for kind in KINDS:
            reader = Reader(kind, TOLD)
            chunks: list[Checked[AnyFact]] = list(read(reader)(BytesIO(data), "f"))  # type: ignore[arg-type,call-overload]
            facts = [fact for chunk in chunks for fact in chunk.facts]
            assert all(isinstance(problem, Problem) for problem in reader.problems)
            assert facts or reader.problems or reader.read == 0
            for fact in facts:  # what was taken is taken again as it stands
                assert Reader(kind, TOLD).one(fact, "again") == fact

    return check


def _csv_texts(folder: Path) -> list[bytes]:
    releases = write_rows(folder / "r.csv", random_rows(Random(1), ["a", "b", "", "c"]))
    return [releases.read_bytes(), CLAIMS.encode(), SOURCES.encode()]


def test_csv(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    texts = damaged(*_csv_texts(tmp_path))
    tell("fuzz CSV", inputs=fuzz(texts, scale, 300, _rows(lambda reader: reader.csv)), escaped=0)


def test_json_lines(scale: Scale, tell: Tell) -> None:
    rows = random_rows(Random(2), ["a", "b", ""])
    objects = [dict(zip(columns(Release), row, strict=True)) for row in rows]
    texts = damaged(b"\n".join(json.dumps(each).encode() for each in objects))
    tried = fuzz(texts, scale, 300, _rows(lambda reader: reader.json_lines))
    tell("fuzz JSON lines", inputs=tried, escaped=0)


def test_toml(scale: Scale, tell: Tell) -> None:
    def check(data: bytes) -> None:
        with suppress(Refusal):
            terms = parse_terms(whole(BytesIO(data), "t"), "t")
            assert terms.readings

    more = Path("data/nov2023/terms.toml"), Path("data/jan2025/terms.toml")
    texts = damaged(TERMS.encode(), EXTENDED.encode(), *(path.read_bytes() for path in more))
    tell("fuzz TOML", inputs=fuzz(texts, scale, 200, check), escaped=0)


def test_history_lines(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger, history = rich(tmp_path / "l.db", Random(81)), tmp_path / "h.jsonl"
    done("export", history, "--names", "--ledger", ledger)
    good = history.read_bytes()

    def check(data: bytes) -> None:
        with suppress(Refusal):
            lines = list(read_evidence(long_lines(BytesIO(data), "h"), "h"))
            assert good.startswith(data), lines[-1:]

    tell("fuzz histories", inputs=fuzz(damaged(good), scale, 100, check), escaped=0)


def test_ledger_files(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    """Pages damaged at will: each command answers or refuses, and those that read write nothing."""
    ledger, broken = rich(tmp_path / "l.db", Random(82)), tmp_path / "broken.db"
    commands = (("verify",), ("check",), ("totals", "--as-of", "9"), ("releases",), ("log", "-p"),
                ("show", "n1"), ("flips", "--since", "3"), ("terms", "show"))  # fmt: skip

    def check(data: bytes) -> None:
        broken.write_bytes(data)
        for words in commands:
            ran = xt(*words, "--ledger", broken)
            assert ran.code in (0, 1, 2, 3, 4, 5), (words, ran)
        assert broken.read_bytes() == data

    tried = fuzz(damaged(ledger.read_bytes()), scale, 15, check)
    tell("fuzz ledger files", inputs=tried, commands=len(commands) * tried, escaped=0)


def test_control_a_parser_that_lets_an_error_through_is_found(
    scale: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Reader[Release], raw: BytesIO, __: str) -> list[object]:
        return raw.read().decode().splitlines()[5:1]  # type: ignore[return-value]

    monkeypatch.setattr(Reader, "csv", broken)
    with pytest.raises(UnicodeDecodeError):
        fuzz(damaged(b"day,party\n"), Scale(whole=False), 300, _rows(lambda reader: reader.csv))


def test_control_a_ledger_opened_on_trust_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sqlite, sqlite_engine):
        monkeypatch.setattr(module, "refuse_sqlite_errors", lambda _: nullcontext())
    ledger = rich(tmp_path / "l.db", Random(83))
    data = bytearray(ledger.read_bytes())
    data[8192:] = bytes(reversed(data[8192:]))
    ledger.write_bytes(data)
    assert xt("releases", "--ledger", ledger).code == 70
