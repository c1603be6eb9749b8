"""Terms whose questions were left before the end: the file that keeps the answers, and takes them up again."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count, takewhile
from pathlib import Path
from typing import NamedTuple

from exchange_tracker.cli.terms_dialogue import Answer
from exchange_tracker.cli.terms_text import answered_terms, place_left
from exchange_tracker.parse.terms.toml import Table

_TAIL = "\n# What xt init goes on with, as long as nothing else in this file is changed:\n"
_CHECKSUM = "# checksum: "
_ANSWER = re.compile(r"# answer: (\[.*\])")


class LeftTerms(NamedTuple):
    """A file of answers, and the question at which it was left; no answers: it was changed since."""

    file: Path
    place: str
    answers: tuple[Answer, ...]


def left_text(raw: Table, answers: Sequence[Answer], place: str) -> str:
    """Return the text of the file that keeps answers: the terms that they make, and themselves."""
    body = answered_terms(raw, f"question {len(answers) + 1} ({place})") + _TAIL
    text = "".join([body, *(f"# answer: {_json(each)}\n" for each in answers)])
    return f"{text}{_CHECKSUM}{_checksum(text)}\n"


def draft_files(folder: Path) -> Iterator[Path]:
    """Yield the files that terms are kept in when they are left, without end."""
    names = (f"terms-draft{f'-{number}' if number > 1 else ''}.toml" for number in count(1))
    return (folder / name for name in names)


def last_left(folder: Path) -> LeftTerms | None:
    """Return the last terms that were left in a folder."""
    left = None
    for file in takewhile(Path.exists, draft_files(folder)):
        with suppress(OSError, UnicodeDecodeError):
            text = file.read_text(encoding="utf-8")
            if place := place_left(text):
                left = LeftTerms(file, place, _answers(text))
    return left


def _answers(text: str) -> tuple[Answer, ...]:
    """Return the answers of a file; none where it is not as it was written."""
    whole, _, checksum = text.rpartition(_CHECKSUM)
    if checksum != f"{_checksum(whole)}\n":
        return ()
    matches = map(_ANSWER.fullmatch, whole.rpartition(_TAIL)[2].splitlines())
    return tuple(Answer(*json.loads(match[1])) for match in matches if match)


def _json(answer: Answer) -> str:
    return json.dumps(answer, ensure_ascii=False).replace("\x7f", "\\u007f")


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]
