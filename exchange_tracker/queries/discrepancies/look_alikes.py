"""Words that look alike and are not the same: two groups where a reader sees one.

Honest names in different scripts never look alike: two words do when they are the same once every
letter is written as the one that it cannot be told from, without what shows nothing, and in one
case. The letters are those of Unicode's confusables (UTS 39) that have the look of a single letter
or digit of ASCII, beside a few of Arabic and Hebrew; accents can be seen and are kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import name, normalize

from exchange_tracker.facts.model import Obligation, Release, Selector, Terms, values
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim

LONGEST = 200  # characters: what is longer is no word, and putting its marks in order takes long
_MOST_OTHERS = 5  # words that are said to look like one
_MOST_POINTS = 3  # characters that are named
_COLUMNS = ("kind", "category", "nationality", "basis", "sources")
# Each letter, and then what it cannot be told from.
_LOOKS = """
aɑαа bƄЬᏏ cᴄϲⲥсꮯ dԁᏧꓒ eꬲеҽ fꬵꞙẝք gɡᶃƍց hһհᏂ iıɪɩιͺіꙇӏꭵᎥ jϳј kк l1I|ƖǀΙⲒІӀꓲ nոռ oᴏᴑꬽοσⲟоօ pρϱⲣр
qԛգզ rꭇꭈᴦⲅгꮁ sꜱƽѕꮪ uꞟᴜꭎꭒʋυս vᴠνѵꮩ wɯᴡѡԝաꮃ xх yɣᶌʏỿꭚγуү zᴢꮓ
AΑАᎪꓮ BꞴΒВᏴꓐ CϹⲤСᏟꓚ DᎠꓓ EΕЕᎬꓰ FꞘϜꓝ GԌᏀᏳꓖ HΗⲎНᎻꓧ JꞲͿЈᎫꓙ KΚⲔКᏦꓗ LⳐᏞꓡ MΜϺⲘМᎷꓟ NΝⲚꓠ O0ΟⲞОՕꓳ PΡⲢРᏢꓑ
RƦᎡᏒꓣ SЅՏᏕᏚꓢ TΤⲦТᎢꓔ UՍꓴ VѴᏙꓦ WԜᎳᏔꓪ XꞳΧⲬХꓫ YΥϒⲨУҮᎩᎽꓬ ZΖᏃꓜ
-‐‑‒–—−־ '’‘ʼʹ′׳`´ "“”„″״ يیى كک هەہھ
"""
_LATIN = str.maketrans({look: row[0] for row in _LOOKS.split() for look in row[1:]})
# What shows nothing, or only stretches a letter (Arabic tatweel). Ranges: see render.visible.
_UNSEEN = (  # compiled when a name is first read: it takes a start 1 ms
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


class Use(NamedTuple):
    """Where a word stands first, and how often in all."""

    first: str
    times: int


Words = dict[str, Use]
"""The words of one column."""


def of_look_alikes(
    entries: Iterable[Release], claims: Iterable[ScopedClaim], terms: Terms, sources: Iterable[str]
) -> Iterator[Discrepancy]:
    """Yield each set of words of one column that look alike, and of parties with one title."""
    words: dict[str, Words] = {column: {} for column in (*_COLUMNS, "party", "reading")}
    for release in entries:
        for column in _COLUMNS:
            if cell := getattr(release, column):
                _note(words[column], cell, release.id)
    words = {column: _split(cells) for column, cells in words.items()}
    for each in claims:
        _note(words["sources"], each.claim.source, each.id)
        for column in _COLUMNS[:-1]:
            for word in values(getattr(each.claim, column)):
                _note(words[column], word, each.id)
    for source in sources:
        _note(words["sources"], source, "sources")
    _note_terms(words, terms)
    for column, some in words.items():
        for alike in _alike(some):
            said = "source" if column == "sources" else column
            yield _discrepancy(said, [(word, some[word]) for word in alike])
    yield from _parties(terms.parties)


def _note(words: Words, word: str, place: str, times: int = 1) -> None:
    use = words.get(word)
    words[word] = Use(use.first, use.times + times) if use else Use(place, times)


def _split(cells: Words) -> Words:
    """Return the words of cells that may hold several; a million entries have few cells."""
    words: Words = {}
    for cell, use in cells.items():
        for word in values(cell):
            _note(words, word, *use)
    return words


def _note_terms(words: Mapping[str, Words], terms: Terms) -> None:
    for party in terms.parties:
        _note(words["party"], party, "terms")
    for reading in terms.readings:
        _note(words["reading"], reading.name, "terms")
        for obligation in reading.obligations:
            for selector in _selectors(obligation):
                for column in _COLUMNS[:-1]:
                    for word in getattr(selector, column) or ():
                        if word not in words[column]:
                            _note(words[column], word, "terms")


def _selectors(obligation: Obligation) -> Iterator[Selector]:
    found = [obligation.counts, *(each.counts for each in obligation.for_each if each.counts)]
    for selector in found:
        yield selector
        if selector.excluded:
            yield selector.excluded


def _parties(titles: Mapping[str, str]) -> Iterator[Discrepancy]:
    ids: dict[str, list[str]] = {}
    for party, title in titles.items():
        ids.setdefault(title, []).append(party)
    for alike in _alike(ids, least=1):
        uses = [(title, Use(party, 1)) for title in alike for party in ids[title]]
        if len(uses) > 1:
            yield _discrepancy("title of a party", uses)


def _alike(words: Iterable[str], least: int = 2) -> Iterator[list[str]]:
    """Yield the sets of words that share a look, in the order of their first words."""
    above: dict[str, str] = {}

    def top(look: str) -> str:
        while (higher := above.setdefault(look, look)) != look:
            above[look] = above[higher]
            look = above[look]
        return look

    some = [word for word in words if len(word) <= LONGEST]
    looks = [_looks(word) for word in some]
    for first, *others in looks:
        for other in others:
            above[top(other)] = top(first)
    sets: dict[str, list[str]] = {}
    for word, (first, *_) in zip(some, looks, strict=True):
        sets.setdefault(top(first), []).append(word)
    return (alike for alike in sets.values() if len(alike) >= least)


def _looks(word: str) -> tuple[str, ...]:
    """Return what a word looks like; words that share any of these look alike.

    Letters are replaced before and after case is folded: а looks like a, but в only like a small B.
    """
    plain = " ".join(re.sub(_UNSEEN, "", normalize("NFKC", word)).split())
    folded = plain.casefold()
    return folded, plain.translate(_LATIN).casefold(), folded.translate(_LATIN).casefold()


def _discrepancy(column: str, uses: list[tuple[str, Use]]) -> Discrepancy:
    (word, use), *others = sorted(uses, key=lambda pair: (-pair[1].times, pair))
    said = [f"{_quoted(other, at)}, which {_difference(word, other)}" for other, at in others]
    more = len(said) - _MOST_OTHERS
    left = (f"{more:,} more",) if more > 0 else ()
    about = (_quoted(word, use), *said[:_MOST_OTHERS], *left)
    noted = Noted(tuple(other for other, _ in uses), column, about)
    return Discrepancy(Type.LOOK_ALIKE, None, None, party="", subject=column, about=noted)


def _quoted(word: str, use: Use) -> str:
    more = f" and {use.times - 1:,} more" if use.times > 1 else ""
    return f"'{word}' ({use.first}{more})"


def _difference(word: str, other: str) -> str:
    """Return what another word has that a word has not, between what both begin and end with."""
    if word == other:
        return "is the same"
    if word.lower() == other.lower():
        return "differs in upper and lower case alone"
    pairs = list(zip(word, other, strict=False))
    start = next((n for n, (a, b) in enumerate(pairs) if a != b), len(pairs))
    ends = zip(reversed(word[start:]), reversed(other[start:]), strict=False)
    end = next((n for n, (a, b) in enumerate(ends) if a != b), min(len(word), len(other)) - start)
    lost, new = (_points(text[start : len(text) - end]) for text in (word, other))
    if not new:
        return f"lacks {lost}"
    return f"has {new} in place of {lost}" if lost else f"has {new} in it"


def _points(text: str) -> str:
    named = [f"{name(point, 'a character')} (U+{ord(point):04X})" for point in text[:_MOST_POINTS]]
    return ", ".join([*named, *(["…"] if len(text) > _MOST_POINTS else [])])
