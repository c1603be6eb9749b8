"""A picture in SVG as PNG, for what takes no SVG.

It is drawn by resvg-py: 1.4 MB without others below it, under the MIT licence. It has no letters of its
own, and leaves words out in silence where it finds none, so that a font is looked for first.
"""

from importlib.util import find_spec

from exchange_tracker.errors import Refusal

SCALE = 2  # dots for each pixel of the SVG, so that it is sharp on paper and on screens of today

_FONTS = (
    *("Arial", "Helvetica", "Helvetica Neue", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans"),
    *("Liberation Sans", "Open Sans", "Ubuntu", "Cantarell", "FreeSans"),
)
_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text y="15" font-family="sans-serif">{}</text></svg>'
)


def expect_resvg() -> None:
    """Raise ``Refusal`` where what draws PNG is not installed."""
    if find_spec("resvg_py") is None:
        what = "PNG is drawn by resvg-py, which is not installed"
        fix = "install it: pip install 'exchange-tracker[png]', or end the name in .svg"
        raise Refusal.one(".png", what, fix)


def drawn_as_png(picture: str) -> bytes:
    """Return a picture in SVG as PNG, or raise ``Refusal`` where there are no letters to write with."""
    import resvg_py  # noqa: PLC0415 - only who asks for PNG has it

    font = next(filter(_has_letters, _FONTS), None)
    if font is None:
        fix = f"install one, such as DejaVu Sans ({', '.join(_FONTS)}), or end the name in .svg"
        raise Refusal.one(".png", "there is no font here to write its words with", fix)
    drawn = resvg_py.svg_to_bytes(svg_string=picture, zoom=SCALE, sans_serif_family=font)
    return bytes(drawn)


def _has_letters(font: str) -> bool:
    import resvg_py  # noqa: PLC0415 - only who asks for PNG has it

    letter, nothing = (
        resvg_py.svg_to_bytes(svg_string=_LETTER.format(text), sans_serif_family=font)
        for text in ("M", "")
    )
    return bytes(letter) != bytes(nothing)
