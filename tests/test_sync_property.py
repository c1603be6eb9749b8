"""Whatever a sheet and a ledger went through: in step, nothing lost unasked, nothing done twice."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import ledger_of
from tests.ledgers import file, last_change
from tests.program import xt

HEADER = "id,day,party,kind,count,category"
HAND = "hand,2021-03-06,north,hostage,1,"
Rows = dict[str, tuple[str, str]]  # count and category by id

rows = st.dictionaries(
    st.sampled_from("abcd"),
    st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(["", "man", "woman"])),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("sheet"), rows),
        st.tuples(
            st.just("amend"),
            st.tuples(st.sampled_from("abcd"), st.sampled_from(["count=7", "category=minor"])),
        ),
        st.tuples(st.just("retract"), st.sampled_from("abcd")),
    ),
    min_size=1,
    max_size=5,
)


class Desk:
    """A ledger, the sheet beside it, and every cell that was corrected in the ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = ledger_of(folder)
        self.path = file(folder, "hand.csv", HAND, header=HEADER)
        self.corrected: dict[tuple[str, str], str] = {}
        self.retracted: set[str] = set()  # an id never comes again
        assert xt("import", "releases", self.path, "--ledger", self.ledger).code == 0

    def standing(self) -> dict[str, dict[str, str]]:
        ran = xt("releases", "--ledger", self.ledger, "--at=2021-04-01T00:00Z", "-O", "csv")
        return {row["id"]: row for row in ran.rows}

    def sync(self, sheet: Rows, *words: str) -> str:
        lines = [f"{n},2021-03-01,north,hostage,{c},{g}" for n, (c, g) in sheet.items()]
        path = file(self.folder, "s.csv", *lines, header=HEADER)
        words = ("--accept-totals", "--accept-doubles", "--retract-missing", *words)
        ran = xt("sync", "releases", path, "--key", "id", "--yes", *words, "--ledger", self.ledger)
        assert ran.code == 0, ran.err
        return ran.out

    def correct(self, command: str, name: str, *words: str) -> None:
        if name in self.standing():
            words = (command, name, *words, "--reason", "recount", "--ledger", str(self.ledger))
            if "change" in xt(*words).out:
                cells = [word.split("=") for word in words if "=" in word]
                self.corrected |= {(name, column): cell for column, cell in cells}
                self.retracted |= {name} if command == "retract" else set()

    def check(self, sheet: Rows, before: dict[str, dict[str, str]]) -> None:
        """After a sync: the rows are the sheet's, but for what was corrected in the ledger."""
        after = self.standing()
        assert after.pop("hand")["count"] == "1"
        touched = {name for name, _ in self.corrected}
        assert set(after) - touched == set(sheet) - self.retracted - touched
        self.retracted |= set(before) - set(after) - {"hand"}
        for name, row in after.items():
            count, category = sheet.get(name, (row["count"], row["category"]))
            assert row["count"] == self.corrected.get((name, "count"), count)
            assert row["category"] == self.corrected.get((name, "category"), category)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_in_step_nothing_lost_unasked_nothing_done_twice(
    steps: list[tuple[str, Rows | tuple[str, str] | str]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        sheet: Rows = {}
        for step, value in steps:
            if isinstance(value, dict):
                sheet, before = value, desk.standing()
                desk.sync(sheet)
                desk.check(sheet, before)
                last = last_change(desk.ledger)
                assert desk.sync(sheet).endswith("nothing changed\n")
                assert last_change(desk.ledger) == last
            elif isinstance(value, tuple):
                desk.correct(step, value[0], "--set", value[1])
            else:
                desk.correct(step, value)
        fit = {name: row for name, row in sheet.items() if name not in desk.retracted}
        desk.sync(fit, "--theirs")
        rows = {n: (row["count"], row["category"]) for n, row in desk.standing().items()}
        assert rows == {**fit, "hand": ("1", "")}
        assert xt("verify", "--ledger", desk.ledger).code == 0
