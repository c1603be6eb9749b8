"""The English of ``xt say``."""

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.queries.account_rows import Headcount
from exchange_tracker.report.people_english import (
    MANY,
    WHO,
    date_words,
    days_words,
    noun_of_kind_name,
    number,
    over_words,
    range_words,
)
from exchange_tracker.report.say.languages.words import Kind, Words

_REMAINS = "remains"


class English:
    """How words agree in English."""

    number = staticmethod(number)
    day = staticmethod(date_words)
    days = staticmethod(days_words)
    over = staticmethod(over_words)
    range = staticmethod(range_words)

    def people(self, count: Headcount, nationality: str, kind: Kind) -> str:
        """None of a thing are ``zero``: they are recorded, and ``no`` could be read as no record."""
        if kind.name == _REMAINS and kind.own is None:
            return f"the remains of {_amount_of(count)} {'person' if count.one else 'people'}"
        noun = _noun(kind, one=count.one)
        who = f"{nationality.replace(';', '-')} " if nationality[:1].isupper() else ""
        if count.hidden:
            return f"{who}{noun} whose number was not disclosed"
        nothing = not count.people and not kind.is_people
        return f"{'zero' if nothing else _amount(count)} {who}{noun}"

    def some(self, count: Headcount, noun: KindWords) -> str:
        """Count people at large, or a thing by the words of the terms."""
        return f"{_amount_of(count)} {noun.one if count.one else noun.many}"

    def share(self, count: Headcount, nationality: str, kind: Kind) -> str:
        """Say how many of those just named are of a nationality."""
        who = nationality.replace(";", "-")
        if not who and not kind.is_people:
            who = ""
        elif not who[:1].isupper():
            who = f"of {f'nationality “{who}”' if who else 'no nationality recorded'}"
        how_many = "an undisclosed number" if count.hidden else _amount(count)
        return f"{how_many} {who}".rstrip()

    def nationality(self, cell: str, count: Headcount) -> str:
        """Two of whom there may be more are not ``both``."""
        who = cell.replace(";", "-")
        if count.undisclosed:
            return f"all {who}" if count.people > 1 else who
        return self.every(count.people, who)

    def category(self, cell: str, headcount: int, *, whole: bool) -> str:
        """Say how many are of a category; a word that is no common noun is quoted."""
        values = cell.split(";")
        noun = next((word for word in WHO if word in values), "")
        counted = noun if headcount == 1 else MANY.get(noun, "")
        rest = ", ".join(value for value in values if value != noun)
        words = " ".join(filter(None, [counted, f"recorded as “{rest}”" if rest else ""]))
        if not whole:
            return f"{number(headcount)} {words}"
        return f"a {words}" if counted and headcount == 1 else self.every(headcount, words)

    def every(self, headcount: int, phrase: str) -> str:
        """Say a phrase of all of so many people."""
        return f"{ {0: '', 1: '', 2: 'both '}.get(headcount, 'all ') }{phrase}"

    def count(self, least: int, most: Amount) -> str:
        """Say how many count."""
        if most == UNLIMITED and not least:
            return "an unknown number count"
        if least == most == 0:
            return "none count"
        one = most == 1 or (least == 1 and most == UNLIMITED)
        return f"{range_words(least, most)} {'counts' if one else 'count'}"

    def own(self, word: str) -> str:
        """Write a word of the terms for a thing."""
        return word

    def credited(self, people: int) -> str:
        """Say how many are credited."""
        return f"{number(people)} {'is' if people == 1 else 'are'} credited"

    def still_due(self, words: str, *, one: bool) -> str:
        """Say how many are still due."""
        return f"{words} {'is' if one else 'are'} still due"

    def title(self, name: str) -> str:
        """Quote a name as it is recorded."""
        return f"“{name}”"

    def finish(self, text: str) -> str:
        """Begin with a capital."""
        return f"{text[:1].upper()}{text[1:]}"


def _noun(kind: Kind, *, one: bool) -> str:
    if kind.own is not None:
        return kind.own.one if one else kind.own.many
    common = noun_of_kind_name(kind.name, one=one)
    return common or f"{'person' if one else 'people'} recorded as “{kind.name}”"


def _amount_of(count: Headcount) -> str:
    return "an undisclosed number of" if count.hidden else _amount(count)


def _amount(count: Headcount) -> str:
    return f"{'at least ' if count.undisclosed else ''}{number(count.people)}"


ENGLISH = Words(
    grammar=English(),
    and_="and",
    or_="or",
    at_least="at least {number}",
    at_most="at most {number}",
    unknown_number="an unknown number",
    hour="%H:%M",
    on_day="on {day}, ",
    on_truce_day="on the truce day of {day} (from {hour}, {zone}), ",
    up_to="up to {moment}, ",
    recorded_up_to="by what is recorded up to {moment}, ",
    now="{hour} on {day} ({zone}{began})",
    began="; the truce day of {day} began at {hour}",
    at_hour="{hour} on {day}",
    some_time="some time from {days}",
    judged="(Judged at {moment}, from {source}.)",
    ledger="the ledger up to change {head}",
    folder="the folder as it is",
    released="{who} released{whom}",
    released_together="{who} released{whom}",
    has_released="{who} has released{whom}",
    have_released="{who} have released{whom}",
    together_first="together, {who}",
    together="{who} together",
    alone="{who} alone",
    is_recorded="{what} is on record for {who}",
    are_recorded="{what} are on record for {who}",
    by_whom="how many by whom was not said",
    nobody="no release by {who} is recorded",
    nobody_that_day="no release by {who} is recorded that day",
    nobody_this_day_alone="no release by {who} is recorded for this day alone",
    nobody_that_day_alone="no release by {who} is recorded for that day alone",
    left_out="the totals up to this day leave that out",
    since_that_day="since the truce began that day, {clauses}",
    in_all="in all, over the truce days of {days}, {clauses}",
    uncounted="not in these totals: {whom} recorded for {who} before the truce",
    outside="recorded as {basis}",
    among="among them {categories}",
    recorded_nationality="nationality recorded as {name}",
    no_nationality="no nationality recorded",
    full_number="the full number not disclosed",
    as_written="by the terms as written ({titles}), {standing}",
    as_written_first="by the terms as written, {items}",
    item="{titles}: {standing}",
    item_of="for {whom}, {standing}",
    owed_by="{titles}, owed by {who}",
    owed_together="{titles}, owed by {who} together",
    minimum="the minimum of {number}",
    due="the {number} due",
    due_range="what is due ({number})",
    what_is_due="what is due",
    brought="{due} ({own}, and {number} still owed from before)",
    all_brought="{due} (all still owed from before)",
    under="{came}, {number} under {due}",
    nothing_of="{came} towards {due}",
    more_than="{came}, {number} more than {due}",
    exactly="{came}, exactly {due}",
    with_credit="{came}, together {due}",
    no_fewer="{came}, no fewer than {due}",
    no_fewer_with_credit="{came}, together no fewer than {due}",
    none_due="{came}; none are due{mark}",
    no_release="no release that could count towards {due} is recorded",
    no_thing="nothing that could count towards {due} is recorded",
    open_="{came} towards {due}; {sides}",
    hidden_side="the full number was not disclosed",
    others_count="whether the others count is not recorded",
    they_count="whether they count is not recorded",
    due_side="how many are due is not known",
    credit_side="how much credit was brought forward is not known",
    so_far_now="so far",
    so_far_then="by the end of the day",
    none_so_far="{so_far} nothing is recorded towards {due}{end}",
    none_due_so_far="{so_far} {came}, and none are due so far",
    against_so_far="{so_far} {came}, against {due} so far",
    still_so_far="{so_far} {came} towards {due}, {still}{end}",
    unknown_due="an unknown number",
    up_to_number="up to {number}",
    not_agreed="how many are owed was not agreed",
    no_release_open="no release that could count is recorded",
    came_so_far="{so_far} {came}{end}",
    period_ends=" (the period ends at {moment})",
    deadline=" (the deadline is {moment}, and that truce day counts whole)",
    no_date="; no date is set",
    one_day_since="; one day since {title}",
    days_since="; {number} days since {title}",
    what_is_owed="what is owed",
    no_date_yet="{asked} has no date",
    hangs="{asked} hangs on {title}, which is not known to have happened",
    due_from="{asked} is due from {day} on",
    dated="{asked} hangs on {title}, which is dated {moment}",
    another="another reading, {names}",
    others="{number} other readings, {names}",
    known_reading="the reading {names}",
    known_readings="the readings {names}",
    held_by="held by {holder}",
    held_by_none="held by nobody named",
    by_reading="by {lead}, {clauses}",
    also_counting="also counting {whom}",
    not_counting="not counting {whom}",
    of_days="{whom} of {days}",
    nothing_owed="nothing is owed over these days",
    nothing_owed_day="nothing is owed on this day",
    event_was="{title} was at {moment}: {periods}",
    other_days="what is owed runs over other days: {periods}",
    not_begun="the period {over} has not begun",
    standing_over="{of} {over}",
    standing_so_far="{so_far} {of} {over}",
    not_known="how it stands {over} is not known",
    of_due="{came} of {due} due",
    with_credited="{came} and {number} credited{mark}",
    none="none",
    held_end="{number} were still held ({title}) at the end of the day, as recorded",
    held_end_one="{number} was still held ({title}) at the end of the day, as recorded",
    held_now="{number} are still held ({title}), as recorded",
    held_now_one="{number} is still held ({title}), as recorded",
    held_open_end="how many were still held ({title}) at the end of the day cannot be stated from"
    " what is recorded",
    held_open_now="how many are still held ({title}) cannot be stated from what is recorded",
    dead="{held}, {number} of them dead",
    dead_one="{held}, who is dead",
    dead_all="{held}, all of them dead",
    by_party="{whom} for {who}",
    entry_of_none="none for {who} that day",
    support="among these records, {clauses}",
    day_support="among the records of {day}, {clauses}",
    single="each entry of the following has a single source: {whom}",
    single_all="every entry has a single source",
    unsourced="the following have no source: {whom}",
    unsourced_all="no entry has a source",
    no_source="no source recorded",
    and_more="and {number} more",
    unlisted="{sources} are named and are not among the sources",
    unlisted_one="{sources} is named and is not among the sources",
    unlisted_source="{sources} (not among the sources)",
)
