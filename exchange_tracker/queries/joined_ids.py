"""Very many ids in the order of their places, joined as a cell has them, to which others are added.

A list of a hundred thousand ids that grows from row to row would be joined anew for each row. Here it
is kept in short pieces of text, and who adds to it makes those pieces anew that get something.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, groupby

BETWEEN = ";"  # no id has one in it
_PIECE = 1_024  # places


class AllIds:
    """The ids of all places, in one text."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._starts = array("L", [0])
        texts: list[str] = []
        for name in ids:
            texts.append(name)
            self._starts.append(self._starts[-1] + len(name))
        self._text = "".join(texts)

    def __getitem__(self, place: int) -> str:
        return self._text[self._starts[place] : self._starts[place + 1]]


_Piece = tuple["array[int]", str]
"""Places in their order, and the text of their ids, each with what stands between two after it."""

_NOTHING: _Piece = (array("L"), "")


class JoinedIds:
    """Some of all ids, in the order of their places. It is never altered.

    ``size`` is the number of places in a piece: many for what nobody adds to.
    """

    def __init__(self, ids: AllIds, pieces: dict[int, _Piece], size: int = _PIECE) -> None:
        self._ids = ids
        self._pieces = pieces
        self._size = size

    @classmethod
    def of(cls, ids: Iterable[str]) -> "JoinedIds":
        """Return ids in the order in which they come."""
        names = list(ids)
        return cls(AllIds(names), {}).with_places(range(len(names)))

    def __len__(self) -> int:
        return sum(len(places) for places, _ in self._pieces.values())

    def __iter__(self) -> Iterator[str]:
        texts = (text for _, (_, text) in sorted(self._pieces.items()))
        return chain.from_iterable(text.split(BETWEEN)[:-1] for text in texts)

    def joined(self) -> str:
        """Return them all as one text."""
        return "".join([text for _, (_, text) in sorted(self._pieces.items())])[: -len(BETWEEN)]

    def with_places(self, places: Iterable[int]) -> "JoinedIds":
        """Return these and those of some more places, each once."""
        pieces = dict(self._pieces)
        for number, some in groupby(sorted({*places}), lambda place: place // self._size):
            pieces[number] = self._piece(*pieces.get(number, _NOTHING), list(some))
        return JoinedIds(self._ids, pieces, self._size)

    def _piece(self, places: "array[int]", text: str, more: list[int]) -> _Piece:
        if len(more) * 4 > len(places):
            every = sorted({*places, *more})
            return array("L", every), "".join([f"{self._ids[place]}{BETWEEN}" for place in every])
        places = places[:]
        for place in more:
            at = bisect_left(places, place)
            if at == len(places):
                text = f"{text}{self._ids[place]}{BETWEEN}"
            elif places[at] == place:
                continue
            else:
                start = self._start(text, self._ids[places[at]])
                text = f"{text[:start]}{self._ids[place]}{BETWEEN}{text[start:]}"
            places.insert(at, place)
        return places, text

    @staticmethod
    def _start(text: str, name: str) -> int:
        """Return where an id begins in the text of a piece."""
        if text.startswith(f"{name}{BETWEEN}"):
            return 0
        return text.index(f"{BETWEEN}{name}{BETWEEN}") + 1
