"""The ledger's statements keep to what PostgreSQL and those that speak its language have in common.

Those are CockroachDB, YugabyteDB and Citus; SQLite reads the same statements (docs/shared-ledger.md).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.postgres.tables import statements

LEDGER = Path(__file__).parents[1] / "exchange_tracker" / "store" / "ledger"
OF_A_FILE = {
    *("connection", "copies", "opening", "plain_views", "recovery", "schema", "schema_versions"),
    *("seal", "sqlite", "sqlite_engine", "structure", "tables", "upgrade", "waiting"),
}
"""Modules whose statements no server ever gets; of ``tables`` it gets what they give."""
SCRATCH = {"ids": "_scratch"}
"""What is remembered of an import lies in SQLite whatever the ledger lies in."""
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|SET LOCAL|BEGIN)\b")
FORBIDDEN = {
    "a sequence": r"\bSERIAL\b|\bSEQUENCE\b|\bnextval\b|\bIDENTITY\b|AUTOINCREMENT",
    "a trigger or a function": r"\bTRIGGER\b|\bFUNCTION\b|\bPROCEDURE\b|\bDO \$",
    "a lock by name": r"advisory|\bLOCK TABLE\b|\bFOR UPDATE\b|\bFOR SHARE\b|\bLISTEN\b|\bNOTIFY\b",
    "a type of a date, or one of less than 64 bits": r"\bTIMESTAMP|\bINTERVAL\b|\bSMALLINT\b|\bINTEGER\b|\bINT4?\b|\bREAL\b",
    "the server's clock": r"\bnow\(|\bCURRENT_|\bclock_timestamp",
    "a temporary table": r"\bTEMP\b|\bTEMPORARY\b|\bUNLOGGED\b",
    "what is PostgreSQL's own": r"::|\bctid\b|\bxmin\b|\bpg_[a-z]|\bCURSOR\b|\bTABLESPACE\b|\bINHERITS\b",
    "what is SQLite's own": r"\bGLOB\b|\bPRAGMA\b|\browid\b|INSERT OR|\bREPLACE INTO\b|group_concat|\bsqlite_",
    "a scalar max or min": r"\b(max|min)\([^()]*,",
    "a number as a truth": r"\bsum\([^()]*(=|<|>|LIKE)",
}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that are statements, with what is put into them left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in docs or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def shared() -> list[tuple[str, str]]:
    """The statements that a server may get, and where they stand."""
    found = []
    for path in sorted(LEDGER.rglob("*.py")):
        if path.stem in OF_A_FILE or (path.stem in SCRATCH and path.parent == LEDGER):
            continue
        found += [(f"{path.name}:{line}", text) for line, text in texts(path) if SQL.search(text)]
    return found


def faults(text: str) -> list[str]:
    plain = re.sub(r"'[^']*'", "''", text)
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, plain)]


def test_statements_keep_to_what_all_have_in_common() -> None:
    found = shared()
    assert len(found) > 60
    assert [(where, faults(text)) for where, text in found if faults(text)] == []


def test_so_do_the_tables() -> None:
    laid_out = list(statements())
    assert len(laid_out) > 12
    for statement in laid_out:
        assert faults(statement) == []
        assert statement.startswith(
            ("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE VIEW")
        )
        if statement.startswith("CREATE TABLE"):
            assert "PRIMARY KEY" in statement
            types = re.findall(r'^  "?\w+"? (\w+)', statement, re.MULTILINE)
            assert set(types) - {"KEY"} <= {"BIGINT", "TEXT"}, statement


@pytest.mark.parametrize(
    "statement",
    ["SELECT nextval('x')", "CREATE TEMP TABLE x (a TEXT)", "SELECT x FROM y FOR UPDATE",
     "SELECT pg_advisory_lock(1)", "SELECT max(a, b) FROM x", "SELECT a::TEXT FROM x",
     "CREATE TABLE x (a TIMESTAMPTZ)", "SELECT id FROM x WHERE id GLOB 'a*'", "SELECT sum(a = 1) FROM x",
     "INSERT OR REPLACE INTO x VALUES (1)", "UPDATE x SET a = now()"],
)  # fmt: skip
def test_control_others_are_found(statement: str) -> None:
    assert faults(statement)
