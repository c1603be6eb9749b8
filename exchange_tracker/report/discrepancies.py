"""Discrepancies: rows for programs, tables for people, one neutral sentence for each."""

from collections import Counter
from collections.abc import Iterable, Sequence

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.verdict import Answer
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Judged, Noted, Type
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.queries.reconcile.steps import Offset, Step
from exchange_tracker.queries.reconcile.sums_of_claims import Sum
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
)
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.explanations import explanation, joined
from exchange_tracker.report.phrases import days, numbered, parties
from exchange_tracker.report.statement import of_sum
from exchange_tracker.report.status_words import standing_words, statement_cell

COLUMNS = (
    *("type", "from", "to", "party", "subject", "reading"),
    *("expected", "found", "difference", "detail"),
)
NOTHING = "Nothing to look at."
_ALIKE = "day, party, kind, people, category, nationality and basis"


def ordered(
    terms: Terms, found: Iterable[Discrepancy], known: Names
) -> list[tuple[Discrepancy, str]]:
    """Return discrepancies with their sentences, in the order in which they are listed."""
    told = ((each, detail(terms, each, known)) for each in found)
    return sorted(told, key=lambda pair: (pair[0].place, pair[1]))


def discrepancies_rows(told: Iterable[tuple[Discrepancy, str]]) -> Rows:
    """Return discrepancies as rows for programs; ``reading`` joins several by ``;``."""
    return Rows(
        COLUMNS,
        (
            (
                each.type.value,
                each.first.isoformat() if each.first else None,
                each.last.isoformat() if each.last else None,
                each.party or None,
                each.subject,
                ";".join(each.readings) or None,
                each.expected,
                each.found,
                each.difference,
                text,
            )
            for each, text in told
        ),
    )


def discrepancies_document(
    terms: Terms, told: Sequence[tuple[Discrepancy, str]], stated: Sequence[Fact]
) -> Document:
    """Return discrepancies for people, type by type; where there are none, one line."""
    if not told:
        return (Paragraph(NOTHING),)
    counts = Counter(each.type for each, _ in told)
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(stated))]
    for kind in Type:
        if counts[kind]:
            blocks.append(Heading(f"{kind.value} ({counts[kind]:,})"))
            lines = (
                f"{days(each.first, each.last)}: {text}" if each.first and each.last else text
                for each, text in told
                if each.type is kind
            )
            blocks.append(Bullets(tuple(Cell(line) for line in lines)))
    return tuple(blocks)


def detail(terms: Terms, found: Discrepancy, known: Names) -> str:
    """Say what there is to look at in one neutral sentence, with the ids behind it."""
    match found.about:
        case Judged() as judged:
            return f"{_of_period(terms, found, judged, known)}."
        case Reconciled() as claim:
            return f"{_of_claim(terms, claim, known)}."
        case Sum() as statement:
            return f"{of_sum(statement)}."
        case Step() as step:
            return f"{_of_step(found, step, known)}."
        case Offset() as offset:
            return f"{_of_offset(offset)}."
        case Noted() as noted:
            return f"{_of_note(terms, found, noted)}."


def _ids(found: Discrepancy, known: Names) -> str:
    named = list(dict.fromkeys([*ids(found.hidden, known, hidden=True), *ids(found.rows, known)]))
    left = found.hidden.entries + found.rows.entries - len(named)
    more = f" and {left:,} more" if left > 0 else ""
    return f" ({', '.join(named)}{more})" if named else ""


def _of_period(terms: Terms, found: Discrepancy, judged: Judged, known: Names) -> str:
    title = judged.obligation.title or judged.obligation.id
    verdict = judged.verdicts[0]
    under = joined(found.readings, "and")
    match found.type:
        case Type.DISPUTED:
            said: dict[str, list[str]] = {}
            for each in judged.statements:
                if each.answer is not Answer.NOT_KNOWN:
                    said.setdefault(statement_cell(each).text, []).append(each.reading)
            readings = "; ".join(
                f"{words} under {joined(names, 'and')}" for words, names in said.items()
            )
            return f"{title}: the readings disagree, {readings}{_ids(found, known)}"
        case Type.UNREPORTED:
            who = parties(terms, verdict.parties)
            kinds = " or ".join(judged.obligation.counts.kind or ())
            kind = f" of kind {kinds}" if kinds else ""
            due = numbered(verdict.due, "is due", "are due")
            return f"{title}: no entry of {who}{kind} lies in these days, and {due} under {under}"
        case Type.UNDISCLOSED:
            words = standing_words(verdict)
            return f"{title}: {words} under {under}; it rests on{_rests(found, known)}"
        case _:
            return f"{title}: {standing_words(verdict)} under {under}{_ids(found, known)}"


def _rests(found: Discrepancy, known: Names) -> str:
    said = _ids(found, known)
    return f" entries that leave a number open{said}" if said else " numbers that were left open"


def _of_claim(terms: Terms, found: Reconciled, known: Names) -> str:
    claim = found.claimed
    bound = "" if claim.bound.value == "=" else f"{claim.bound.value} "
    said = f"{claim.id} ({claim.claim.source}) gives {bound}{claim.figure}"
    why = explanation(terms, found, known)
    if found.status is ClaimStatus.UNREPORTED:
        return f"{said}, and {why}"
    return f"{said}, the ledger {found.ledger}: {why}"


def _of_step(found: Discrepancy, step: Step, known: Names) -> str:
    before, after = step.before, step.after
    said = (
        f"{step.source} goes from {before.figure} ({before.id}, to {before.scope.last})"
        f" to {after.figure} ({after.id}, to {after.scope.last}), a step of {step.figure}"
    )
    if step.ledger is None:
        return f"{said}; no entry of these parties and kinds lies in the days between"
    apart = abs(step.figure - step.ledger)
    which = "more" if step.figure > step.ledger else "fewer"
    return (
        f"{said}; the rows between give {step.ledger}{_ids(found, known)}, so it is {apart} {which}"
    )


def _of_offset(offset: Offset) -> str:
    claims = ", ".join(f"{claim.id} to {claim.scope.last}" for claim in offset.claims)
    which = "above" if offset.people > 0 else "below"
    number = len(offset.claims)
    return (
        f"{number} figures of {offset.source} in a row are {abs(offset.people)} {which} the ledger"
        f" ({claims}), as they would be under another definition of who is counted"
    )


def _of_note(terms: Terms, found: Discrepancy, noted: Noted) -> str:
    names = ", ".join(noted.ids)
    about = ", ".join(noted.about)
    day = found.first.isoformat() if found.first else ""
    match found.type:
        case Type.UNSOURCED:
            what = {"terms": ""}.get(noted.what, f"{noted.what} ").capitalize()
            if not about:
                return f"{what}{names} names no source"
            said = f"{what}{names}" if what else names.capitalize()
            return f"{said} names {about}, which is not among the sources"
        case Type.SINGLE_SOURCE:
            return f"Entry {names} rests on one source, {about}"
        case Type.DAY_BY_HAND:
            at, other = noted.about
            return f"Entry {names} counts for {day}, and its moment {at} lies in truce day {other}"
        case Type.OUTSIDE_TRUCE:
            edge = terms.first_day if about == "before" else terms.last_day
            which = "first" if about == "before" else "last"
            return f"Entry {names} lies {about} the truce's {which} day, {edge}"
        case Type.POSSIBLE_DUPLICATE:
            return f"Entries {names} are alike in {_ALIKE}"
        case Type.LOOK_ALIKE:
            word, *alike = noted.about
            return f"The {noted.what} {word} looks like {'; like '.join(alike)}"
        case _:
            others = ", ".join(noted.ids[1:])
            total = found.found
            return (
                f"Entry {noted.ids[0]} gives {total}, which is the sum of the day's other"
                f" entries of its party and kind ({others})"
            )
