"""Any sequence of writes: every moment of the past answers as a plain model of it does."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from exchange_tracker.store.ledger.ledger import Ledger
from tests.faults.stage import EXTENDED, LATER_DAYS, TERMS, write_rows
from tests.history_model import COLUMNS, History, Known, Row, begun, written
from tests.program import Ran, xt

WHOLE = os.environ.get("FAULTS") == "whole"
AT = ("--at", "2024-01-01T00:00:00Z")
CSV = ("-O", "csv")
TEXTS = {"first": TERMS, "extended": EXTENDED, "later days": LATER_DAYS}
DAYS = st.sampled_from([f"2023-11-{day}" for day in range(23, 31)])
MOMENTS = st.builds(
    "2023-11-{}T{:02}:59:00{}".format,
    st.integers(24, 29),
    st.integers(0, 23),
    st.sampled_from(["Z", "+02:00"]),
)
BLANK = st.just("")
WHEN = st.one_of(
    st.tuples(DAYS, BLANK, BLANK),
    st.tuples(BLANK, BLANK, MOMENTS),
    st.tuples(DAYS, BLANK, MOMENTS),
    st.tuples(DAYS, DAYS, BLANK).map(lambda when: (*sorted(when[:2]), "")),
)
CELLS = {
    "party": st.sampled_from(["hamas", "israel", "hamas;israel"]),
    "kind": st.sampled_from(["hostage", "prisoner"]),
    "count": st.sampled_from(["0", "1", "2", "10", "12", "?", "1+", "12+"]),
    "basis": st.sampled_from(["", "agreement", "separate"]),
    "person": st.sampled_from(["", "Jane", "Jane;John"]),
    "note": st.sampled_from(["", "=1+1", 'a "quote", a\nline', "\x1b[31m שלום"]),
}
ROWS = st.builds(lambda when, some: Row(*("", *when), **some), WHEN, st.fixed_dictionaries(CELLS))


class _Clock:
    """The program's clock, set by the machine."""

    now_: datetime

    @classmethod
    def now(cls, _: object) -> datetime:
        return cls.now_


class Machine(RuleBasedStateMachine):
    """A ledger and its model, written to and asked side by side."""

    @initialize()
    def begin(self) -> None:
        self.kept = tempfile.TemporaryDirectory()
        self.folder = Path(self.kept.name)
        self.ledger = self.folder / "0.db"
        self.patched = patch("exchange_tracker.cli.change_effect.datetime", _Clock)
        self.patched.start()
        _Clock.now_ = datetime(2023, 11, 24, 12, tzinfo=UTC)
        self.history: History = begun(_Clock.now_, TERMS)
        self.undoable: list[int | None] = []  # what was known before each; None: it erased names
        (self.folder / "terms.toml").write_text(TERMS, encoding="utf-8")
        self.run("init", self.ledger, "--terms", self.folder / "terms.toml", here=False)

    def teardown(self) -> None:
        if not hasattr(self, "kept"):
            return
        try:
            self.look_back()
        finally:
            self.patched.stop()
            self.kept.cleanup()

    def run(self, *words: object, here: bool = True, code: int | None = None) -> Ran:
        ran = xt(*words, *(("--ledger", self.ledger) if here else ()))
        assert ran.code in ((0, 1, 4) if code is None else (code,)), (words, ran)
        return ran

    def some(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.history.now.rows)))

    @rule(seconds=st.floats(-7200, 7200))
    def the_clock_moves(self, seconds: float) -> None:
        _Clock.now_ += timedelta(seconds=seconds)

    @rule(row=ROWS, name=st.sampled_from(["", "a", "b", "r2"]))
    def add(self, row: Row, name: str) -> None:
        row = row._replace(id=name)
        words = [f"--{column}={cell}" for column, cell in zip(COLUMNS.split(), row, strict=True)]
        if name in self.history.used:
            self.run("add", *words, code=3)
            return
        self.run("add", *words)
        self.record(self.history_with(row))

    def history_with(self, row: Row) -> dict[str, Row]:
        """What stands with an entry more, even where one says the same."""
        free = (f"r{number}" for number in range(1, 10**6))
        name = row.id or next(each for each in free if each not in self.history.used)
        return {**self.history.now.rows, name: row._replace(id=name)}

    def record(self, rows: dict[str, Row], terms: str = "") -> None:
        now = self.history.now
        if rows != now.rows or terms not in ("", now.terms):
            self.undoable.append(len(self.history.known) - 1)
            self.history.record(_Clock.now_, rows, terms)

    @precondition(lambda self: self.history.now.rows)
    @rule(data=st.data(), column=st.sampled_from(sorted(CELLS)))
    def amend(self, data: st.DataObject, column: str) -> None:
        name, cell = self.some(data), data.draw(CELLS[column])
        self.run("amend", name, f"--set={column}={cell}", "--reason", "x")
        row = self.history.now.rows[name]._replace(**{column: cell.strip()})
        self.record({**self.history.now.rows, name: row})
        if column == "person" and cell and name in self.history.redacted:
            self.history.redacted.discard(name)

    @precondition(lambda self: self.history.now.rows)
    @rule(data=st.data(), until=st.one_of(BLANK, DAYS))
    def amend_until(self, data: st.DataObject, until: str) -> None:
        """A span becomes another, or a day; what does not fit together is refused."""
        name = self.some(data)
        row = self.history.now.rows[name]._replace(until=until)
        fits = not until or (row.day and row.day <= until and not row.at)
        words = ("amend", name, f"--set=until={until}", "--reason", "x")
        self.run(*words, code=None if fits else 2)
        if fits:
            self.record({**self.history.now.rows, name: row})

    @precondition(lambda self: self.history.now.rows)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        name = self.some(data)
        self.run("retract", name, "--reason", "x")
        self.record({key: row for key, row in self.history.now.rows.items() if key != name})

    @precondition(lambda self: self.history.now.rows)
    @rule(data=st.data())
    def redact(self, data: st.DataObject) -> None:
        name = self.some(data)
        named = any(known.rows.get(name, Row()).person for known in self.history.known)
        self.run("redact", name, "--reason", "x")
        if named:
            self.undoable.append(None)
            self.history.record(_Clock.now_, dict(self.history.now.rows))
            self.history.erase(name)

    @precondition(lambda self: self.history.used - set(self.history.now.rows))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        gone = sorted(self.history.used - set(self.history.now.rows))
        name = data.draw(st.sampled_from(gone))
        self.run("restore", name, "--reason", "x")
        rows = {**self.history.now.rows, name: self.history.last_version(name)}
        self.record(self.history.in_order(rows))

    @rule()
    def undo(self) -> None:
        """Change by change back, up to where names were erased, which nothing brings back."""
        before = self.undoable[-1] if self.undoable else None
        if before is None:
            self.run("undo", code=3)
            return
        self.undoable.pop()
        then = self.history.known[before]
        self.run("undo")
        self.history.record(_Clock.now_, dict(then.rows), then.terms)

    @rule(data=st.data(), rows=st.lists(ROWS, max_size=4), update=st.booleans())
    def import_(self, data: st.DataObject, rows: list[Row], *, update: bool) -> None:
        standing = self.history.now.rows
        known = data.draw(st.lists(st.sampled_from(sorted(standing)), unique=True, max_size=3)
                          if standing else st.just([]))  # fmt: skip
        change = data.draw(st.booleans())
        again = [
            standing[name]._replace(count="7") if update and change else standing[name]
            for name in known
        ]
        new = [row._replace(id=f"n{len(self.history.used)}-{n}" if n % 2 else "")
               for n, row in enumerate(rows)]  # fmt: skip
        taken = data.draw(st.permutations([*again, *new]))
        file = write_rows(self.folder / "rows.csv", taken, COLUMNS)
        words = (
            "import",
            "releases",
            file,
            "--accept-totals",
            "--accept-doubles",
            *(("--update", "--reason", "x") if update else ()),
        )
        if any(map(self.history.brings_back, taken)):
            self.run(*words, code=3)
            return
        self.run(*words)
        self.record(self.history.taking(taken))

    @rule(name=st.sampled_from(sorted(TEXTS)))
    def set_terms(self, name: str) -> None:
        text = TEXTS[name]
        (self.folder / "terms.toml").write_text(text, encoding="utf-8")
        self.run("terms", "set", self.folder / "terms.toml", "--reason", "x")
        self.record(dict(self.history.now.rows), text)

    @rule()
    def move(self) -> None:
        """The history, exported, makes a ledger that is the same in everything."""
        lines, other = (
            self.folder / "h.jsonl",
            self.folder / f"{len(list(self.folder.glob('*.db')))}.db",
        )
        self.run("export", lines, "--names", "--force")
        self.run("import", "history", lines, "--ledger", other, here=False)
        assert xt("verify", "--ledger", other).ok.out == self.run("verify").out
        self.ledger = other

    @rule(data=st.data())
    def look_at_a_change(self, data: st.DataObject) -> None:
        known = data.draw(st.sampled_from(self.history.known))
        self.compare(known, str(known.number))

    @rule(data=st.data(), microseconds=st.integers(0, 10**9))
    def look_at_a_moment(self, data: st.DataObject, microseconds: int) -> None:
        known = data.draw(st.sampled_from(self.history.known))
        moment = known.moment + timedelta(microseconds=microseconds)
        self.compare(self.history.at(moment), written(moment))

    def compare(self, known: Known, as_of: str) -> None:
        """Ask the ledger what it knew, and the model."""

        def asked(*words: str) -> Ran:
            return self.run(*words, *AT, *CSV, "--as-of", as_of)

        assert asked("releases", "--raw").rows == known.releases()
        assert asked("totals").rows == known.totals()
        folder = known.folder(self.folder / "folder")
        assert asked("check").out == xt("check", *AT, *CSV, "--ledger", folder).out
        terms = self.run("terms", "show", "--as-of", as_of).out
        known_from = f"known from: the ledger up to change {known.number}:"
        (named,) = (line for line in terms.splitlines() if line.startswith(known_from))
        agreed = xt("terms", "show", "--ledger", folder).out
        assert terms.replace(named, "known from: the folder as it is") == agreed

    def look_back(self) -> None:
        """At the end every change is asked for, the log is read, and all of it verifies."""
        for known in self.history.known:
            self.compare(known, str(known.number))
        last = self.history.now.number
        assert self.run("verify").out.startswith(f"{last}:")
        log = self.run("log", *CSV).rows[::-1]
        assert [row["moment"] for row in log] == [
            written(each.moment) for each in self.history.known
        ]
        assert ["gone back" in row["note"] for row in log] == [
            each.late for each in self.history.known
        ]


SHORT = [Phase.explicit, Phase.generate]  # shrinking takes minutes
TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=200 if WHOLE else 5,
    stateful_step_count=30 if WHOLE else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not WHOLE,
    phases=list(Phase) if WHOLE else SHORT,
    database=None,
)


def test_control_an_as_of_that_is_off_by_one_change_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def standing(ledger: Ledger) -> str:
        if ledger.as_of is None:
            return "superseded IS NULL"
        return f"written <= {ledger.as_of} AND (superseded IS NULL OR superseded >= {ledger.as_of})"

    monkeypatch.setattr(Ledger, "standing", property(standing))
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(Machine, settings=settings(TestMachine.settings, phases=SHORT))
