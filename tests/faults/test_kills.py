"""A writer is killed at a random moment: what it acknowledged is there, and all of it or nothing."""

import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from exchange_tracker.store.ledger.ledger import Ledger
from tests.faults.conftest import Tell
from tests.faults.sabotage import PIECEMEAL
from tests.faults.stage import Scale, bare, done, write_rows
from tests.faults.workers import Act, heard, keep_writing, started
from tests.program import Ran, xt

ROUNDS_EACH = 20  # kills of one ledger
LONGEST = 0.16  # seconds of writing before a kill


class State(NamedTuple):
    """What a ledger holds: people by entry, terms, and how many changes."""

    people: dict[str, str]
    terms: str
    changes: int

    def after(self, act: Act) -> "State":
        """Give the state when a command has done its work."""
        people, terms = dict(self.people), self.terms
        match act.what:
            case "add":
                people[f"a{act.key}"] = "1"
            case "import":
                lines = Path(act.words[1]).read_text(encoding="utf-8").splitlines()[1:]
                people |= {cells[0]: cells[5] for cells in (line.split(",") for line in lines)}
            case "amend":
                people["first"] = act.words[2].removeprefix("count=")
            case "terms":
                terms = Path(act.words[1]).read_text(encoding="utf-8")
            case _:
                return self
        return State(people, terms, self.changes + ((people, terms) != self[:2]))


class Kill(NamedTuple):
    """What one kill met: acknowledged commands, the journal left behind, what was wrong."""

    acknowledged: int
    inside: bool
    wrong: list[str]


def test_nothing_acknowledged_is_lost(at_home: Path, scale: Scale, tell: Tell) -> None:
    kills = [kill for seed in range(scale(50, 1)) for kill in _kills(at_home, seed, {})]
    inside = sum(kill.inside for kill in kills)
    assert [wrong for kill in kills for wrong in kill.wrong] == []
    # Of a thousand, three in ten must be caught in the act; of twenty, chance decides how many.
    assert inside >= (0.3 * len(kills) if scale.whole else 1)
    tell(
        "kills",
        rounds=len(kills),
        inside_a_transaction=inside,
        acknowledged=sum(kill.acknowledged for kill in kills),
        lost_or_half_or_broken=0,
    )


def test_control_a_change_kept_piecemeal_is_found(at_home: Path, tell: Tell) -> None:
    for rounds in range(1, 100):
        (kill,) = _kills(at_home, rounds, PIECEMEAL, rounds=1)
        if kill.wrong:
            tell("kills, control without a transaction", found_in_round=rounds)
            return
    raise AssertionError("no half change was ever found")


def _kills(
    folder: Path, seed: int, swapped: Mapping[str, str], rounds: int = ROUNDS_EACH
) -> list[Kill]:
    """Kill writers of one ledger, one after the other, and look at it each time."""
    rng = Random(seed)
    ledger = bare(folder / f"{seed}.db")
    first = [["first", "2023-11-24", "hamas", "hostage", 1]]
    done("import", "releases", write_rows(folder / f"{seed}.csv", first, "id day party kind count"),
         "--ledger", ledger)  # fmt: skip
    state = _state(ledger)
    kills = []
    for number in range(rounds):
        kill, state = _kill(ledger, state, rng.uniform(0, LONGEST), (seed, number), swapped)
        kills.append(kill)
        if kill.wrong:
            break
    return kills


def _kill(
    ledger: Path, state: State, delay: float, seed: tuple[int, int], swapped: Mapping[str, str]
) -> tuple[Kill, State]:
    process, ours = started(keep_writing, ledger, ledger.parent, seed[0] * 1000 + seed[1], swapped)
    assert ours.recv() is None
    time.sleep(delay)
    process.kill()
    process.join()
    journal = ledger.with_name(f"{ledger.name}-journal")
    inside = journal.exists() and journal.stat().st_size > 0
    begun: list[Act] = []
    said: list[tuple[Act, Ran]] = []
    for message in heard(ours):
        begun.append(message) if isinstance(message, Act) else said.append(message)
    wrong = [f"{act} {ran}" for act, ran in said if ran.code not in (0, 1, 4)]
    for act, _ in said:
        wrong += _wrong_export(act, state, there=True)
        state = state.after(act)
    open_acts = begun[len(said) :]
    allowed = [state, *(state.after(act) for act in open_acts)]
    for act in open_acts:
        wrong += _wrong_export(act, state, there=False)
    verified = xt("verify", "--ledger", ledger)
    if verified.code:
        return Kill(len(said), inside, [*wrong, verified.err]), state
    now = _state(ledger)
    if now not in allowed:
        wrong.append(f"{ledger} after {begun[-3:]} is in none of the states it may be in")
    return Kill(len(said), inside, wrong), now


def _state(ledger: Path) -> State:
    held = Ledger.open(ledger)
    people = {release.id: release.count for release in held.releases()}
    return State(people, held.terms_text, held.last[0])


def _wrong_export(act: Act, state: State, *, there: bool) -> list[str]:
    """Say what is wrong with an export: it is whole, or, where nobody was told so, not there."""
    if act.what != "export":
        return []
    place = Path(act.words[0])
    if not place.exists():
        return [f"{place} is missing"] if there else []
    if place.suffix:
        ran = xt("verify", place)
        return [] if ran.out.startswith(f"{state.changes}:") else [f"{place}: {ran}"]
    ran = xt("releases", "-O", "csv", "--ledger", place)
    whole = ran.code == 0 and {row["id"] for row in ran.rows} == set(state.people)
    return [] if whole else [f"{place}: {ran.err or 'rows are missing'}"]
