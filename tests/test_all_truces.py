"""Every truce of `data/`: its verdicts and its paragraph during and after it, as they were read.

The files of `tests/golden/` hold whole outputs. Where an output is meant to change,
`GOLDEN=write pytest tests/test_all_truces.py` writes them anew, and each is read before it is kept.
"""

import pytest

from tests.program import xt
from tests.test_four_truces import AFTER, GOLDEN, ROOT, compare

MOMENTS = {
    "jibril-1985": {"after": "1985-05-25T12:00Z"},
    "korea-little-switch-1953": {"during": "1953-04-28T03:00Z", "after": "1953-05-20T12:00Z"},
    "dayton-1996": {"during": "1996-02-10T12:00Z", "after": "1996-04-12T12:00Z"},
    "hezbollah-2008": {"during": "2008-07-17T12:00Z", "after": "2008-09-01T12:00Z"},
    "chibok-2016-2017": {"during": "2017-01-10T12:00Z", "after": "2017-05-20T12:00Z"},
    "karabakh-2020": {"during": "2020-12-15T12:00Z", "after": "2021-11-15T12:00Z"},
    "yemen-oct-2020": {"during": "2020-10-15T18:00Z", "after": "2020-10-20T12:00Z"},
    "us-iran-2023": {"during": "2023-09-18T03:00Z", "after": "2023-09-19T12:00Z"},
    "gaza-jan-2025-aid": {"during": "2025-01-24T18:00Z", "after": "2025-03-03T12:00Z"},
    "thailand-cambodia-2025": {"during": "2025-12-29T12:00Z", "after": "2026-01-02T12:00Z"},
    "gaza-oct2025": {"during": "2025-10-14T12:00Z", "after": "2025-11-08T12:00Z"},
}
CASES = [(truce, when) for truce, moments in MOMENTS.items() for when in moments]


@pytest.mark.parametrize("command", ["check", "say"])
@pytest.mark.parametrize(("truce", "when"), CASES)
def test_a_report_is_what_it_was_when_it_was_read(truce: str, when: str, command: str) -> None:
    options = ["--all"] if command == "check" else []
    at = MOMENTS[truce][when]
    ran = xt(command, *options, "--ledger", ROOT / "data" / truce, "--at", at)
    assert (ran.code in (0, 1, 4), ran.err) == (True, "")
    compare(GOLDEN / truce / f"{command}-{when}.txt", ran.out)


def test_every_truce_was_read() -> None:
    folders = {path.name for path in (ROOT / "data").iterdir() if path.is_dir()}
    assert folders == {*MOMENTS, *AFTER}


@pytest.mark.parametrize("truce", MOMENTS)
def test_the_terms_of_every_truce_are_right(truce: str) -> None:
    assert xt("terms", "check", ROOT / "data" / truce / "terms.toml").code == 0
