"""Words that look alike and are not the same: two groups where a reader sees one.

Honest names in different scripts never look alike: two words do when they are the same once every
letter is written as the one that it cannot be told from, without what shows nothing, and in one
case. The letters are those of Unicode's confusables (UTS 39) that have the look of a single letter
or digit of ASCII, beside a few of Arabic and Hebrew; accents can be seen and are kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from unicodedata import name, normalize

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.discrepancies.by_day import Day
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.discrepancies.recorded_words import RecordedWords, Word
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.store.aside import SortedAside

LONGEST = 200  # characters: what is longer is no word, and putting its marks in order takes long
_MOST_OTHERS = 5  # words that are said to look like one
_MOST_POINTS = 3  # characters that are named
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


class LookAlikes:
    """The words of entries, of which those that look alike are listed once all are known."""

    def __init__(self, claims: Iterable[ScopedClaim], terms: Terms, sources: Iterable[str]) -> None:
        self._words = RecordedWords()
        self._beside = (claims, sources)
        self._terms = terms

    def note(self, day: Day) -> None:
        """Take up the words of the entries of a day."""
        for place, each in day.recorded:
            self._words.note(place, each.release)

    def discrepancies(self) -> Iterator[Discrepancy]:
        """Return the words of each column that look alike, and the parties with titles that do."""
        claims, sources = self._beside
        self._words.note_claims(claims)
        self._words.note_sources(sources)
        self._words.note_terms(self._terms)
        seen = [*_of_words(self._words.words()), *_of_titles(self._terms.parties)]
        return iter(sorted(seen, key=lambda discrepancy: discrepancy.place))


def _of_words(words: Iterable[Word]) -> Iterator[Discrepancy]:
    """Yield each set of words of one column that look alike; the others are not held."""
    looks = SortedAside()
    for each in words:
        if len(each.word) <= LONGEST:
            for look in set(_looks(each.word)):
                looks.add((each.column, look, *each[1:]))
    by_look = groupby(looks, key=lambda row: row[:2])
    for alike in _joined([Word(column, *row) for column, _, *row in some] for _, some in by_look):
        column = "source" if alike[0].column == "sources" else alike[0].column
        yield _discrepancy(column, alike)


def _of_titles(titles: Mapping[str, str]) -> Iterator[Discrepancy]:
    """Yield each set of parties whose titles look alike, or are one."""
    by_look: dict[str, list[Word]] = {}
    for party, title in titles.items():
        if len(title) <= LONGEST:
            for look in set(_looks(title)):
                by_look.setdefault(look, []).append(Word("party", title, party, 1))
    for alike in _joined(by_look.values()):
        yield _discrepancy("title of a party", alike)


def _joined(some: Iterable[list[Word]]) -> Iterable[list[Word]]:
    """Return the sets of words of which each shares a look with another; ``some`` share one."""
    above: dict[Word, Word] = {}

    def top(word: Word) -> Word:
        while (higher := above.setdefault(word, word)) != word:
            above[word] = above[higher]
            word = above[word]
        return word

    for first, *others in some:
        for other in others:
            above[top(other)] = top(first)
    sets: dict[Word, list[Word]] = {}
    for word in above:
        sets.setdefault(top(word), []).append(word)
    return sets.values()


def _looks(word: str) -> tuple[str, ...]:
    """Return what a word looks like; words that share any of these look alike.

    Letters are replaced before and after case is folded: а looks like a, but в only like a small B.
    """
    plain = " ".join(re.sub(_UNSEEN, "", normalize("NFKC", word)).split())
    folded = plain.casefold()
    return folded, plain.translate(_LATIN).casefold(), folded.translate(_LATIN).casefold()


def _discrepancy(column: str, words: Iterable[Word]) -> Discrepancy:
    first, *others = sorted(words, key=lambda each: (-each.times, each.word, each.first))
    said = [f"{_quoted(each)}, which {_difference(first.word, each.word)}" for each in others]
    more = len(said) - _MOST_OTHERS
    left = (f"{more:,} more",) if more > 0 else ()
    about = (_quoted(first), *said[:_MOST_OTHERS], *left)
    noted = Noted(tuple(each.word for each in (first, *others)), column, about)
    return Discrepancy(Type.LOOK_ALIKE, None, None, party="", subject=column, about=noted)


def _quoted(word: Word) -> str:
    more = f" and {word.times - 1:,} more" if word.times > 1 else ""
    return f"'{word.word}' ({word.first}{more})"


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
