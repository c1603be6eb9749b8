"""Words from right to left are told apart from what is around them."""

import pytest

from exchange_tracker.render.direction import parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("8 of 10", [("8 of 10", False)]),
        ("حماس", [("حماس", True)]),
        ("a حماس: 8", [("a ", False), ("حماس", True), (": 8", False)]),
        ("عشرة رهائن، ישראל", [("عشرة رهائن، ישראל", True)]),
        ("حماس 8 ישראל", [("حماس", True), (" 8 ", False), ("ישראל", True)]),
        ("naïve 人質", [("naïve 人質", False)]),
    ],
)
def test_parts(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert list(parts(text)) == pieces
    assert "".join(part.text for part in parts(text)) == text
