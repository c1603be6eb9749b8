"""The README's pictures show the program as it is today (`python -m tests.pictures` makes them anew)."""

import re

from tests.pictures import REPORT, ROOT, TERMINAL, terminal


def test_the_terminal_in_the_readme_is_what_the_program_shows() -> None:
    assert terminal() == TERMINAL.read_text(encoding="utf-8")


def test_the_terminal_asks_nobody_for_anything() -> None:
    text = TERMINAL.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|@import|<script|<image|href", text)


def test_the_readme_shows_both_and_they_are_small() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in (TERMINAL, REPORT):
        assert f"]({picture.relative_to(ROOT)})" in readme
        assert 10_000 < picture.stat().st_size < 200_000
