"""Whether the raw table of ``terms.toml`` is right: its shape and its references together."""

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.terms.flaws import problems, within
from exchange_tracker.parse.terms.references import reference_flaws
from exchange_tracker.parse.terms.shape import shape_flaws
from exchange_tracker.parse.terms.toml import Table


def check(raw: Table, name: str) -> None:
    """Raise ``Refusal`` with every problem, in the order of the file; one for each value."""
    shape = shape_flaws(raw)
    said = {flaw.path for flaw in shape}
    flaws = [*shape, *(flaw for flaw in reference_flaws(raw) if not within(flaw.path, said))]
    if flaws:
        raise Refusal(problems(flaws, raw, name))
