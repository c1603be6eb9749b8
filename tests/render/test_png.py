"""The chart in dots has the words and the bars of the chart in SVG, or is refused."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.render import png
from tests.ledgers import NOV
from tests.program import xt

resvg_py = pytest.importorskip("resvg_py")
AT = ("--at", "2024-01-01T00:00Z")
WORDS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20">'
    '<text y="15" font-family="sans-serif">{}</text></svg>'
)


def test_a_chart_is_drawn_in_dots_of_half_a_pixel(tmp_path: Path) -> None:
    for name in ("c.svg", "c.png", "again.png"):
        assert xt("chart", "--ledger", NOV, *AT, "-o", tmp_path / name) == (0, "", "")
    data = (tmp_path / "c.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    size = f'width="{width // 2}" height="{height // 2}"'
    assert size in (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert (tmp_path / "again.png").read_bytes() == data


@pytest.mark.parametrize("words", ["50 of 50", "Погрузка", "תאריך", "العدد"])
def test_words_are_drawn(words: str) -> None:
    drawn = {png.drawn_as_png(WORDS.format(text)) for text in ("", words, words[:2])}
    assert len(drawn) == 3


def test_control_resvg_leaves_words_out_in_silence() -> None:
    """Which is why a font is looked for."""
    drawn = {
        bytes(resvg_py.svg_to_bytes(svg_string=WORDS.format(text), skip_system_fonts=True))
        for text in ("", "50 of 50")
    }
    assert len(drawn) == 1


def test_without_a_font_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(png, "_FONTS", ("No Such Font",))
    with pytest.raises(Refusal, match="no font here to write its words with"):
        png.drawn_as_png(WORDS.format("50"))
    ran = xt("chart", "--ledger", NOV, *AT, "-o", tmp_path / "c.png")
    assert (ran.code, ran.out) == (3, "")
    assert "or end the name in .svg" in ran.err
    assert not list(tmp_path.iterdir())


def test_dots_go_to_no_standard_output() -> None:
    ran = xt("chart", "--ledger", NOV, *AT, "-O", "png")
    assert (ran.code, ran.out) == (2, "")
    assert "it is no text; name a file with --output" in ran.err


def test_it_says_what_to_install(tmp_path: Path) -> None:
    """In a process of its own, in which resvg-py cannot be imported."""
    code = (
        "import sys, importlib.util as util; real = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'resvg_py' else real(name, *more)\n"
        "from exchange_tracker.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    words = [sys.executable, "-c", code, "chart", "--ledger", str(NOV), "-o", "c.png"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "pip install 'exchange-tracker[png]', or end the name in .svg" in ran.stderr
    assert not list(tmp_path.iterdir())
