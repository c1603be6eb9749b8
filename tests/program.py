"""The program as a user runs it, but inside this process: a command line in, what came out back."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from exchange_tracker.cli.main import main
from tests import engines


class Ran(NamedTuple):
    """What one command line gave."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of an output in CSV."""
        return list(csv.DictReader(io.StringIO(self.out), strict=True))

    @property
    def ok(self) -> "Ran":
        """The same, where the exit code is 0 and nothing was said."""
        assert self.code == 0, self.err
        assert self.err == ""
        return self


def xt(*arguments: object, given: str | bytes = b"") -> Ran:
    """Run `xt` with these words; `given` is its standard input."""
    out, err = _Stream(), _Stream()
    words = [engines.word_for(argument) for argument in arguments]
    with _reading(given), redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return Ran(code, engines.as_paths(out.text()), engines.as_paths(err.text()))


def instead(words: Sequence[str], *others: str) -> list[str]:
    """The options of a line, each with its value, and others in place of those of the same name."""
    pairs = [
        *zip(words[::2], words[1::2], strict=True),
        *zip(others[::2], others[1::2], strict=True),
    ]
    return [word for pair in dict(pairs).items() for word in pair]


class _Stream(io.TextIOWrapper):
    """Standard output or error: `main` sets its encoding, as on the real one."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding="utf-8", newline="\n")

    def text(self) -> str:
        self.flush()
        return self.kept.getvalue().decode()


@contextmanager
def _reading(given: str | bytes) -> Iterator[None]:
    raw = given.encode() if isinstance(given, str) else given
    stream = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8", newline="")
    with patch("sys.stdin", stream):
        yield


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a real shell makes of a line; `xt` is the program, and its streams are buffered."""
    start = f'set -o pipefail; xt() {{ {sys.executable} -m exchange_tracker "$@"; }}\n'
    plain = {name: each for name, each in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        ["bash", "-c", start + line],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**plain, "PYTHONPATH": str(Path(__file__).parents[1]), **environment},
    )
