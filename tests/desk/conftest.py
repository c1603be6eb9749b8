"""One browser for all tests of the page that a process runs."""

from collections.abc import Iterator

import pytest

from tests.desk.browser import Page, chromium, found


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page in Chromium; where the machine has none, its tests are skipped and that is said."""
    if not found():
        pytest.skip("this machine has no Chromium (Debian: apt-get install chromium)")
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page
