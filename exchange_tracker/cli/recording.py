"""What every command does that records one fact: checks it at the door, writes it, and says it again."""

from collections.abc import Callable
from typing import Annotated, NamedTuple, cast

from exchange_tracker.cli import options
from exchange_tracker.cli.change_effect import Effect, Heed, author, changing, report_effect
from exchange_tracker.cli.correct import from_options
from exchange_tracker.cli.door import at_the_door
from exchange_tracker.cli.entry_notes import say_notes
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.cli.output import acknowledge
from exchange_tracker.facts.model import AnyFact, Fact
from exchange_tracker.parse.rows import Reader
from exchange_tracker.queries.query import Query
from exchange_tracker.report.recorded_fact import fact_words
from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.row_import import add_one


class Recording(NamedTuple):
    """Who records one fact and why, as the command line says, and what is done about doubts."""

    by: options.By = ""
    reason: options.Reason = ""
    dry_run: options.DryRun = False
    strict: options.Strict = False


RecordOptions = Annotated[Recording, OptionGroup(Recording, reason="recorded")]
PublishedOptions = Annotated[
    Recording, OptionGroup(Recording, "by", "reason", "dry_run", reason="recorded")
]
"""Those of facts about which there is no doubt: what others published."""

Answer = Callable[[Query, AnyFact], list[str]]


def record(
    ledger: Place,
    recording: Recording,
    cells: AnyFact,
    command: str,
    answer: Answer = lambda *_: [],
) -> int:
    """Record one fact, say it in words, and what it changed; ``answer`` says more of it."""

    def attempt(heed: Heed) -> tuple[list[str], Effect]:
        who = author(recording.by, recording.reason)
        effect = Effect()
        dry_run = recording.dry_run

        def write(change: Change) -> list[str]:
            fact = _add(change, cells, command)
            change.settle()
            verb = "would be added" if dry_run else "added"
            clock, terms = change.ledger.clock, change.ledger.terms
            query = Query(change.ledger, who.moment)
            said = filter(None, (fact.id, verb, fact_words(terms, clock, fact)))
            return [": ".join(said), *answer(query, fact)]

        lines = changing(ledger, who, effect, write, dry_run=dry_run, heed=heed, alone=True)
        return lines, effect

    lines, effect = at_the_door(attempt, strict=recording.strict, ask=not recording.dry_run)
    acknowledge((*lines, *report_effect(effect)))
    say_notes(effect.notes, recorded=not recording.dry_run)
    return 0


def _add(change: Change, cells: Fact, command: str) -> Fact:
    fact = from_options(Reader(type(cells), change.ledger.terms), cells, command)
    name = add_one(change, fact, f"{command}: --id")
    return cast(Fact, fact._replace(id=name))
