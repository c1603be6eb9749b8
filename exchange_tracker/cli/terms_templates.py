"""Commented terms to begin with: each lies in ``templates`` as the file that its reader gets."""

from enum import StrEnum
from pathlib import Path

from exchange_tracker.cli.output import emit, tell
from exchange_tracker.errors import UsageError


class Template(StrEnum):
    """The templates, in the order in which they are best read."""

    DAILY = "daily"
    PHASES = "phases"
    RATIO = "ratio"
    DEADLINES = "deadlines"
    EVENTS = "events"
    ALL_FOR_ALL = "all-for-all"
    READINGS = "readings"

    @property
    def text(self) -> str:
        """Return the terms, with a remark on every key."""
        place = Path(__file__).with_name("templates") / f"{self}.toml"  # importlib: start-up
        return place.read_text(encoding="utf-8")

    @property
    def summary(self) -> str:
        """Return for what sort of agreement it is, as its first line says."""
        return self.text.partition("\n")[0].removeprefix(f"# {self}: ")


def list_templates(output: Path | None) -> None:
    """Name each template, and say for what it is; there is nothing yet to be written to a file."""
    if output is not None:
        names = ", ".join(Template)
        raise UsageError.one("NAME", "it is not said which terms to write", f"name one of {names}")
    width = max(map(len, Template))
    for template in Template:
        tell(f"{template:{width}}  {template.summary}")


def write_template(template: Template, output: Path | None) -> None:
    """Write a template to standard output or to a new file."""
    if output is None or str(output) == "-":
        emit([template.text], None)
        return
    from exchange_tracker.cli.output_places import refuse_present  # only where a file is named

    refuse_present(output)
    emit([template.text], output, announced=False)
    tell(f"{output}: written; put your own words into it, then: xt terms check {output}")
