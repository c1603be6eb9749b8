"""A first map for a file, from its headers and the ledger's words; what is unsure is a comment."""

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

from exchange_tracker.facts.model import Fact, Terms, columns
from exchange_tracker.parse.columns import REQUIRED
from exchange_tracker.parse.forms import Form
from exchange_tracker.parse.maps.cells import plain
from exchange_tracker.parse.maps.hints import COLUMN_WORDS, NOTES, TOTALS
from exchange_tracker.parse.maps.sample import Sample, SampleColumn, column_words
from exchange_tracker.parse.maps.shape import COUNTED, DATED
from exchange_tracker.parse.maps.spoken import form_within, ledger_words, spoken_words, stem

_SEPARATED = re.compile(r"[0-9]{1,3}([,.' \u00a0\u202f])[0-9]{3}")
_MOST_WORDS = 40  # of a column, listed
_ALIKE = 0.6  # of 1: below it, a word is not the one meant
_FEWEST = 3  # of so many words one is the ledger's, where a column may be meant by them


class _Guess(NamedTuple):
    """Which column of the file may be one of the ledger, and whether that is plain."""

    target: str
    column: SampleColumn
    sure: bool


class Suggestion:
    """What a file's beginning says about the map it needs."""

    def __init__(
        self, sample: Sample, kind: type[Fact], terms: Terms, form: Form, sheet: str
    ) -> None:
        self._sample = sample
        self._kind = kind
        self._targets = columns(kind)
        self._form = form
        self._sheet = sheet
        self._terms = terms
        self._words = ledger_words(terms)
        self._spoken = spoken_words(terms)
        self._guesses = self._all_guesses()
        self._counted = next(name for name in (*COUNTED, "id") if name in self._targets)
        self._numbers = self._counts()

    def lines(self) -> Iterator[str]:
        """Yield the lines of the map."""
        yield f"# A first map for {self._kind.__name__.lower()}s. Look it through: what is unsure is a comment."
        yield "# xt import … --map THIS --dry-run shows the first rows as they would be recorded."
        yield from self._file()
        yield from self._columns()
        yield from self._constants()
        yield from self._dates()
        yield from self._of_numbers()
        yield from self._of_words()
        yield from self._entries()
        yield from self._left_out()

    def _file(self) -> Iterator[str]:
        header = list(self._sample.header)
        yield ""
        yield "[file]"
        if header:
            yield f"header = {header[0] if len(header) == 1 else header}"
        if self._form.encoding != "utf-8":
            yield f"encoding = {_text(self._form.encoding)}"
        if self._form.delimiter:
            delimiter = "tab" if self._form.delimiter == "\t" else self._form.delimiter
            yield f"delimiter = {_text(delimiter)}"
        if self._sheet:
            yield f"sheet = {_text(self._sheet)}"
        yield from self._filled_down()
        for line, cells in self._sample.rows:
            start = next(filter(None, cells), "")
            if column_words(start).startswith(NOTES) and sum(map(bool, cells)) == 1:
                word = _text(plain(start).split()[0])
                yield f"# ends_before = {word}  # line {line}: do notes begin there?"
                return

    def _filled_down(self) -> Iterator[str]:
        for column in (guess.column for guess in self._guesses if guess.target in DATED):
            rows = [cells for _, cells in self._sample.rows if sum(map(bool, cells)) > 1]
            blank = sum(not any(cells[column.place - 1 : column.place]) for cells in rows)
            if blank:
                name = self._source(column)
                yield f"# fill_down = [{name}]  # unsure: does a blank in {name} mean the cell above?"

    def _all_guesses(self) -> list[_Guess]:
        guesses: dict[str, _Guess] = {}
        for by in (self._by_dates, self._by_words, self._by_some_words, self._by_name):
            taken = {guess.column.place for guess in guesses.values()}
            for column in (each for each in self._sample.columns if each.place not in taken):
                guess = by(column)
                if guess and guess.target in self._targets:
                    guesses.setdefault(guess.target, guess)
        return list(guesses.values())

    def _by_dates(self, column: SampleColumn) -> _Guess | None:
        if not column.forms and not (column.is_serial and _named(column) in DATED):
            return None
        target = _named(column)
        sure = target in DATED
        other = "day" if "day" in self._targets else "to"
        return _Guess(target if target in {*DATED} & {*self._targets} else other, column, sure)

    def _by_words(self, column: SampleColumn) -> _Guess | None:
        texts = {stem(plain(text)) for text in column.cells}
        for target, words in self._spoken.items():
            if texts and texts <= set(map(stem, words)):
                return _Guess(target, column, sure=True)
        return None

    def _by_some_words(self, column: SampleColumn) -> _Guess | None:
        """Return which column may be meant where some words are the ledger's, and the name does not say."""
        texts = {stem(plain(text)) for text in column.cells} or {""}
        spoken = {target: texts & set(map(stem, words)) for target, words in self._spoken.items()}
        likely = [target for target, own in spoken.items() if len(own) * _FEWEST >= len(texts)]
        if not likely or _named(column) in likely:
            return None
        return _Guess(likely[0], column, sure=False)

    def _by_name(self, column: SampleColumn) -> _Guess | None:
        target = _named(column)
        other = next((name for name in self._targets if column_words(column.name) == name), target)
        if other not in self._targets or (other in COUNTED and not column.has_numbers):
            return None
        sure = column.is_number if other in COUNTED else other not in DATED
        return _Guess(other, column, sure)

    def _counts(self) -> list[SampleColumn]:
        """Return the columns of numbers that no guess has."""
        taken = {guess.column.place for guess in self._guesses}
        return [each for each in self._sample.columns if each.is_number and each.place not in taken]

    @property
    def _is_wide(self) -> bool:
        has_count = any(guess.target in COUNTED for guess in self._guesses)
        return self._counted in COUNTED and not has_count and len(self._numbers) > 1

    def _columns(self) -> Iterator[str]:
        yield ""
        yield "[columns]"
        for guess in self._guesses:
            line = f"{guess.target} = {self._source(guess.column)}"
            yield line if guess.sure else f"# {line}  # unsure: {self._doubt(guess)}"
        used = {guess.column.place for guess in self._guesses}
        if self._counted in COUNTED and len(self._numbers) == 1 and not self._is_counted:
            (column,) = self._numbers
            used.add(column.place)
            line = f"{self._counted} = {self._source(column)}"
            yield f"# {line}  # unsure: it is the one column of numbers"
        wide = {column.place for column in self._numbers} if self._is_wide else set()
        for column in self._sample.columns:
            if column.place not in used | wide and column.cells:
                seen = ", ".join(map(_text, column.distinct[:3]))
                yield f"# not used: {self._source(column)} ({seen}{', …' if column.distinct[3:] else ''})"

    def _doubt(self, guess: _Guess) -> str:
        if guess.target in COUNTED:
            return "some of its cells are no numbers"
        if guess.target in self._words:
            return "some of its words are the ledger's"
        return "it holds dates" if guess.column.forms else "in which form are its dates?"

    @property
    def _is_counted(self) -> bool:
        return any(guess.target == self._counted for guess in self._guesses)

    def _source(self, column: SampleColumn) -> str:
        same = [each for each in self._sample.columns if each.name == column.name]
        return _text(column.name) if column.name and len(same) == 1 else str(column.place)

    def _constants(self) -> Iterator[str]:
        there = {guess.target for guess in self._guesses}
        missing = [name for name in REQUIRED[self._kind] if name not in there]
        if self._numbers and self._counted in missing:
            missing.remove(self._counted)
        if not missing:
            return
        yield ""
        yield "[constants]"
        for name in missing:
            words = self._words.get(name, ())
            if len(words) == 1:
                yield f"{name} = {_text(words[0])}  # the one there is"
                continue
            offered = f"one of {', '.join(words)}" if words else "what it is in every row"
            if name == "count":
                yield '# count = "1"  # unsure: is each row one person?'
            else:
                yield f'# {name} = "…"  # no column says it; write {offered}'

    def _dates(self) -> Iterator[str]:
        dated = [guess.column for guess in self._guesses if guess.target in DATED]
        forms = list(dict.fromkeys(form for column in dated for form in column.forms))
        if not forms and any(column.is_serial for column in dated):
            forms = ["serial"]
        if forms == ["%Y-%m-%d"] or not dated:
            return
        yield ""
        yield "[dates]"
        if not forms and (seen := dated[0].cells):
            yield f'# form = "…"  # unsure: {seen[0]}; e.g. "%d %B %Y", and months = [their twelve names]'
        within = form_within(
            self._terms, forms, [cell for column in dated for cell in column.cells]
        )
        if len(forms) > 1 and within:
            yield f"form = {_text(within)}  # {dated[0].cells[0]}: only so they lie within the truce"
            return
        if len(forms) == 1:
            yield f"form = {_text(forms[0])}  # {dated[0].cells[0]}"
            return
        for form in forms:
            yield f"# form = {_text(form)}  # unsure: keep the one that is meant"

    def _of_numbers(self) -> Iterator[str]:
        counted = [guess.column for guess in self._guesses if guess.target in COUNTED]
        cells = [cell for column in (*counted, *self._numbers) for cell in column.cells]
        example = next((match for cell in cells if (match := _SEPARATED.match(cell))), None)
        rises = [column for column in (*counted, *self._numbers) if _rises(column)]
        if not example and not self._is_wide and not rises:
            return
        yield ""
        yield "[numbers]"
        if example:
            yield f"thousands = {_text(example[1])}  # {example.string}"
        if self._is_wide:
            yield 'blank = "leave out"  # a blank cell makes no entry'
        if rises and "count" in self._targets:
            yield f"# cumulative = true  # unsure: {_text(rises[0].name)} never falls: is it a running total?"

    def _of_words(self) -> Iterator[str]:
        for guess in self._guesses:
            words = self._words.get(guess.target)
            texts = [plain(text) for text in guess.column.distinct]
            strange = [text for text in dict.fromkeys(texts) if words and text not in words]
            if not words or not strange:
                continue
            yield ""
            yield f"[words.{guess.target}]  # the ledger has {', '.join(words)}"
            small = self._spoken[guess.target]
            for text in strange[:_MOST_WORDS]:
                if text.lower() in small:
                    yield f"{_text(text)} = {_text(small[text.lower()])}"
                else:
                    close = get_close_matches(text.lower(), small, n=1, cutoff=_ALIKE)
                    yield f"# {_text(text)} = {_text(small[close[0]] if close else '…')}  # unsure"

    def _entries(self) -> Iterator[str]:
        if not self._is_wide:
            return
        for column in self._numbers:
            yield ""
            yield "[[entries]]"
            yield f"columns.{self._counted} = {self._source(column)}"
            yield self._entry_word(column)

    def _entry_word(self, column: SampleColumn) -> str:
        """Return which word of the ledger a column of numbers is about, by its header."""
        for target in ("category", "nationality", "kind", "party"):
            if target not in self._targets or any(g.target == target for g in self._guesses):
                continue
            for word in self._words.get(target, ()):
                if stem(word) in map(stem, column_words(column.name).split()):
                    return f"constants.{target} = {_text(word)}"
        return '# constants.category = "…"  # unsure: who are they?'

    def _left_out(self) -> Iterator[str]:
        for line, cells in self._sample.rows:
            for place, cell in enumerate(cells):
                if column_words(cell).startswith(TOTALS) and place < len(self._sample.columns):
                    column = self._sample.columns[place]
                    yield ""
                    yield f"# by its name, line {line} adds up others: it would count them twice"
                    yield "[[leave_out]]"
                    yield f"column = {self._source(column)}"
                    yield f"is = {_text(plain(cell))}"
                    return


def _named(column: SampleColumn) -> str:
    """Return the column of the ledger that desks call so; blank where there is none."""
    words = column_words(column.name)
    return next((target for target, names in COLUMN_WORDS.items() if words in names), "")


def _rises(column: SampleColumn) -> bool:
    numbers = [int(cell) for cell in column.cells if cell.isdigit()]
    pairs = list(pairwise(numbers))
    return len(pairs) > 2 and all(a <= b for a, b in pairs) and numbers[0] < numbers[-1]  # noqa: PLR2004 - few rise by chance


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
