"""Options that say how a file to import is written, and by which map it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from exchange_tracker.cli.input_files import Written
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.errors import InvalidValue, UsageError
from exchange_tracker.facts.model import AnyFact
from exchange_tracker.parse.forms import delimiter_of, encoding_of
from exchange_tracker.parse.text import whole
from exchange_tracker.store.folder import opened


class ForeignFile(NamedTuple):
    """How the files are written, as the command line says, and the file of their map."""

    map: Annotated[
        Path | None,
        typer.Option("--map", metavar="MAP.toml", help="What the file's own columns mean."),
    ] = None
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="Of a file that is not UTF-8.")
    ] = ""
    delimiter: Annotated[
        str,
        typer.Option("--delimiter", metavar="CHARACTER", help="What stands between its cells."),
    ] = ""
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
    ] = ""
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects", metavar="FILE", help="Take the good rows; write the others here."
        ),
    ] = None

    def refuse(self, why: str, *allowed: str) -> None:
        """Refuse the options that say nothing here, but for some."""
        for name, value in self._asdict().items():
            if value and name not in allowed:
                raise UsageError.one(f"--{name}", why, "leave the option out")

    def written(self, kind: type[AnyFact], *, exact: bool) -> Written:
        """Return how files of a kind are written, their map read."""
        stated = Written(
            exact,
            _stated("--encoding", self.encoding, encoding_of),
            _stated("--delimiter", self.delimiter, delimiter_of),
            self.sheet,
        )
        if not self.map:
            return stated
        from exchange_tracker.parse.maps.shape import parse_map  # Pydantic: only a map needs it

        with opened(self.map) as raw:
            file_map = parse_map(whole(raw, str(self.map)), str(self.map), kind)
        if self.rejects and file_map.numbers.cumulative:
            what = "of running totals, a row that is left out would move its people to the next"
            raise UsageError.one("--rejects", what, "mend the file, and leave the option out")
        return Written(
            exact,
            stated.encoding or file_map.file.encoding,
            stated.delimiter or file_map.file.delimiter,
            stated.sheet or file_map.file.sheet,
            file_map,
        )


ForeignOptions = Annotated[ForeignFile, OptionGroup(ForeignFile)]
WholeFileOptions = Annotated[
    ForeignFile, OptionGroup(ForeignFile, "map", "encoding", "delimiter", "sheet")
]
"""The same for a file that is taken with all of its rows."""


def _stated(option: str, text: str, read: Callable[[str], str]) -> str:
    try:
        return read(text) if text else ""
    except InvalidValue as error:
        raise UsageError.one(option, error.what, error.fix) from None
