"""Very many ids in the order of their places, joined as a cell has them, to which others are added.

A list of a hundred thousand ids that grows from row to row would be joined anew for each row. Here it
is kept in short pieces of text, and who adds to it makes those pieces anew that get something.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, islice

BETWEEN = ";"  # no id has one in it
_BITS = 10
_MASK = (1 << _BITS) - 1  # the place in a piece, of which each has 1,024
_BATCH = 10_000


class AllIds:
    """The ids of all places, in one text."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._starts = array("L", [0])
        texts: list[str] = []
        names = iter(ids)
        while batch := list(islice(names, _BATCH)):
            texts.append("".join(batch))
            ends = accumulate(map(len, batch), initial=self._starts.pop())
            self._starts.extend(ends)
        self._text = "".join(texts)

    def __getitem__(self, place: int) -> str:
        return self._text[self._starts[place] : self._starts[place + 1]]

    def joined(self, places: Iterable[int]) -> str:
        """Return the ids of some places, each once and in order, with what stands between two after each."""
        text, starts = self._text, self._starts
        return "".join(
            [f"{text[starts[place] : starts[place + 1]]}{BETWEEN}" for place in sorted({*places})]
        )


class JoinedIds:
    """Some of all ids, in the order of their places, as pieces of text with ``BETWEEN`` after each id."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    @classmethod
    def of(cls, ids: Iterable[str]) -> "JoinedIds":
        """Return ids in the order in which they come."""
        return cls(f"{name}{BETWEEN}" for name in ids)

    def __len__(self) -> int:
        return sum(text.count(BETWEEN) for text in self._texts)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(text.split(BETWEEN)[:-1] for text in self._texts)

    def joined(self) -> str:
        """Return them all as one text."""
        return "".join(self._texts)[: -len(BETWEEN)]


_Piece = tuple[int, str]
"""The places in a piece, a bit for each, and the text of their ids."""


class GrowingIds:
    """Some of all ids, to which others can be added; it is never altered itself."""

    def __init__(self, ids: AllIds, pieces: dict[int, _Piece] | None = None) -> None:
        self._ids = ids
        self._pieces = pieces or {}

    @property
    def ids(self) -> JoinedIds:
        """Return the ids."""
        return JoinedIds(text for _, (_, text) in sorted(self._pieces.items()))

    def with_places(self, places: Iterable[int]) -> "GrowingIds":
        """Return these and those of some more places, each once."""
        added: dict[int, list[int]] = {}
        for place in places:
            added.setdefault(place >> _BITS, []).append(place)
        if not added:
            return self
        pieces = dict(self._pieces)
        for number, more in added.items():
            pieces[number] = self._piece(*pieces.get(number, (0, "")), more)
        return GrowingIds(self._ids, pieces)

    def _piece(self, mask: int, text: str, more: list[int]) -> _Piece:
        if len(more) * 4 > mask.bit_count():
            start = more[0] & ~_MASK
            every = [*more, *(start + bit for bit in _bits(mask))]
            return _with_bits(mask, more), self._ids.joined(every)
        for place in more:
            bit = place & _MASK
            later = mask >> bit
            if later & 1:
                continue
            name = f"{self._ids[place]}{BETWEEN}"
            if later:
                following = self._ids[place + _lowest(later)]
                before = (mask & ((1 << bit) - 1)).bit_count()
                at = _start(text, f"{following}{BETWEEN}", before * len(name))
                text = f"{text[:at]}{name}{text[at:]}"
            else:
                text += name
            mask |= 1 << bit
        return mask, text


def _with_bits(mask: int, places: Iterable[int]) -> int:
    for place in places:
        mask |= 1 << (place & _MASK)
    return mask


def _bits(mask: int) -> Iterator[int]:
    """Yield the bits that are set."""
    while mask:
        yield _lowest(mask)
        mask &= mask - 1


def _lowest(mask: int) -> int:
    """Return the lowest bit that is set."""
    return (mask & -mask).bit_length() - 1


def _start(text: str, name: str, likely: int) -> int:
    """Return where an id begins in a text; most likely where it does if all are of one length."""
    if text.startswith(name, likely) and text[likely - 1 : likely] in ("", BETWEEN):
        return likely
    if text.startswith(name):
        return 0
    return text.index(f"{BETWEEN}{name}") + 1
