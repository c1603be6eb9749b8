"""How kinds are worded, and who is held: what their names refer to (``ledger.md``, section 2.1)."""

from collections.abc import Iterator

from exchange_tracker.parse.terms.flaws import Flaw
from exchange_tracker.parse.terms.names import Names, repeated_names, unknown_names
from exchange_tracker.parse.terms.obligation_rules import selector_flaws
from exchange_tracker.parse.terms.toml import Table, table_in
from exchange_tracker.parse.terms.values import shown

_VOCABULARY = "in the vocabulary of kind"
_NUMBERS = {"one": "many", "many": "one"}


def kind_flaws(raw: Table, names: Names) -> Iterator[Flaw]:
    """Yield the kinds that no entry can have, and the words that do not tell kinds apart."""
    worded: dict[tuple[str, str], str] = {}
    for kind, value in table_in(raw.get("kinds")).items():
        path = ("kinds", kind)
        yield from unknown_names(kind, path, names.words.get("kind"), _VOCABULARY)
        words = {key: word for key, word in table_in(value).items() if key in _NUMBERS}
        for key, word in words.items():
            if _NUMBERS[key] not in words:
                what = f"{key!r} stands without {_NUMBERS[key]!r}"
                yield Flaw((*path, key), what, "write the words for one and for many of them")
            if not isinstance(word, str):
                continue
            if (other := worded.setdefault((key, word), kind)) != kind:
                what = f"{shown(word)} is the word for {shown(other)}, too"
                yield Flaw((*path, key), what, "choose words that tell the two apart")


def cohort_flaws(raw: Table, names: Names) -> Iterator[Flaw]:
    """Yield the parties and words of cohorts that are unknown, or that stand there twice."""
    for id_, value in table_in(raw.get("cohorts")).items():
        path, cohort = ("cohorts", id_), table_in(value)
        party, dead = cohort.get("party"), cohort.get("dead")
        yield from unknown_names(party, (*path, "party"), names.parties, "a party of the terms")
        yield from repeated_names(party, (*path, "party"))
        yield from selector_flaws(cohort.get("counts"), (*path, "counts"), names)
        yield from unknown_names(dead, (*path, "dead"), names.words.get("kind"), _VOCABULARY)
        yield from repeated_names(dead, (*path, "dead"))
