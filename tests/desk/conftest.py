"""One browser for all tests of the page that a process runs."""

from collections.abc import Iterator

import pytest

from tests.desk.browser import Page, chromium


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page in Chromium."""
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page
