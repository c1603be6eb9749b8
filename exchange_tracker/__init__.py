"""A ledger of the people released under a truce, judged under every reading of its terms.

The questions of the command line, asked from Python: nothing is printed, no clock is read.

    from datetime import UTC, date, datetime
    import exchange_tracker as xt

    truce = xt.read_folder("data/nov2023")  # or xt.open_ledger("nov2023.db")
    now = datetime(2023, 12, 2, tzinfo=UTC)
    for row in xt.check(truce, now, only_findings=True):
        print(row.obligation, row.from_, row.reading, row.status)
    xt.totals(truce, now, by="category", where=xt.Where(party="hamas")).to_records()

Each question returns a ``Result``: typed rows with the columns of its command (``from_`` for
``from``), its ``exit_code``, and ``to_records()`` for pandas and polars. What cannot be read or
asked raises ``Refusal``, whose ``problems`` say all at once where, what, and how to mend it.
"""

TYPE_CHECKING = False  # as in typing, which a start need not load
if TYPE_CHECKING:
    from exchange_tracker.errors import Busy, Problem, Refusal, Unverified, UsageError
    from exchange_tracker.library.opening import open_ledger, read_folder
    from exchange_tracker.library.parameters import Where
    from exchange_tracker.library.published import (
        claims,
        discrepancies,
        explain,
        explain_claim,
        explain_total,
        reconcile,
        sources,
        statement,
    )
    from exchange_tracker.library.questions import (
        check,
        check_together,
        compare,
        conduct,
        diff,
        extension,
        flips,
        held,
        margin,
        movements,
        releases,
        say,
        status,
        terms,
        totals,
    )
    from exchange_tracker.library.result import Result

__version__ = "0.1.0"

__all__ = [  # noqa: RUF022 - in the order in which they are read
    "open_ledger",
    "read_folder",
    "check",
    "check_together",
    "status",
    "totals",
    "releases",
    "movements",
    "held",
    "extension",
    "conduct",
    "compare",
    "diff",
    "flips",
    "margin",
    "say",
    "terms",
    "claims",
    "sources",
    "reconcile",
    "discrepancies",
    "statement",
    "explain",
    "explain_claim",
    "explain_total",
    "Where",
    "Result",
    "Problem",
    "Refusal",
    "UsageError",
    "Unverified",
    "Busy",
]

_ERRORS = ("Problem", "Refusal", "UsageError", "Unverified", "Busy")
_MODULES = {
    "open_ledger": "library.opening",
    "read_folder": "library.opening",
    "Where": "library.parameters",
    "Result": "library.result",
    **dict.fromkeys(_ERRORS, "errors"),
    **dict.fromkeys(
        (
            *("claims", "sources", "reconcile", "discrepancies", "statement"),
            *("explain", "explain_claim", "explain_total"),
        ),
        "library.published",
    ),
}


def __getattr__(name: str) -> object:
    """Return a public name, loaded when it is first asked for: a start must not be waited for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - start-up

    module = import_module(f"{__name__}.{_MODULES.get(name, 'library.questions')}")
    value: object = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__", "__doc__", "__all__"]
