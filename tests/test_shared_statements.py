"""The ledger's statements keep to what PostgreSQL and those that speak its language have in common.

Those are CockroachDB, YugabyteDB and Citus; SQLite reads the same statements (docs/shared-ledger.md).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.postgres.tables import statements

PROGRAM = Path(__file__).parents[1] / "exchange_tracker"
LEDGER = PROGRAM / "store" / "ledger"
OF_A_FILE = {
    *("connection", "copies", "opening", "plain_views", "recovery", "schema", "schema_versions"),
    *("seal", "sqlite", "sqlite_engine", "structure", "tables", "upgrade", "waiting"),
}
"""Modules whose statements no server ever gets; of ``tables`` it gets what they give."""
SCRATCH = {"ids", "scratch_tables"}
"""What is remembered of an import lies in SQLite whatever the ledger lies in."""
SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|SET LOCAL|BEGIN|IS NULL|AND)\b|= \?"
)
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
    "a function that one of them lacks": r"\b(printf|instr|strpos|format|iif|ifnull|total|left|right)\(",
    "a value by its name": r"[ (]:[a-z]",
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
    pairs = []
    for path in sorted(PROGRAM.rglob("*.py")):
        of_a_file = {*OF_A_FILE, *SCRATCH} if LEDGER in path.parents else set[str]()
        if path.stem in of_a_file and path.parent in (LEDGER, LEDGER / "postgres"):
            continue
        pairs += [(f"{path.name}:{line}", text) for line, text in texts(path) if SQL.search(text)]
    return pairs


def faults(text: str) -> list[str]:
    plain = re.sub(r"'[^']*'", "''", text)
    what = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, plain)]
    return [*what, *(f"no name for the rows of ({rows})" for rows in nameless(plain))]


def nameless(text: str) -> Iterator[str]:
    """The queries in parentheses that a statement reads like a table and gives no name."""
    for begin in re.finditer(r"\b(FROM|JOIN) \(", text):
        rest, depth, end = text[begin.end() :], 1, 0
        for end, char in enumerate(rest):  # noqa: B007 - it is where they close
            depth += {"(": 1, ")": -1}.get(char, 0)
            if not depth:
                break
        if not re.match(r"\s+AS \w", rest[end + 1 :]):
            yield rest[:end]


def test_statements_keep_to_what_all_have_in_common() -> None:
    pairs = shared()
    assert len(pairs) > 60
    assert [(where, faults(text)) for where, text in pairs if faults(text)] == []


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
     "INSERT OR REPLACE INTO x VALUES (1)", "UPDATE x SET a = now()", "SELECT printf('%s', a) FROM x",
     "SELECT 1 FROM x WHERE instr(a, ?) > 0", "SELECT 1 FROM x WHERE a >= :start",
     "SELECT count(*) FROM (SELECT a FROM x WHERE (a > 1)) WHERE a < 9"],
)  # fmt: skip
def test_control_others_are_found(statement: str) -> None:
    assert faults(statement)
