"""One browser for all tests of the page that a process runs, and pages to look at in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.browser import Page, chromium
from tests.desk.moments import AFTER
from tests.desk.pages import DATA, LATER, TRUCES, hostile, many, report


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page in Chromium."""
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each truce, of many days, and of hostile entries."""
    made = {}
    for name in (*TRUCES, "many", "hostile"):
        folder = tmp_path_factory.mktemp(name)
        truce = {"many": lambda f: many(f, 1_500, days=120), "hostile": hostile}.get(name)
        at = AFTER if name in ("nov2023", "hostile") else LATER
        made[name] = report(folder, truce(folder) if truce else DATA / name, at=at)
    return made
