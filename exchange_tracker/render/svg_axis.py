"""The axes of a chart in SVG: what a length or a height stands for, in round numbers."""

from exchange_tracker.render.chart_model import Strip
from exchange_tracker.render.svg_pieces import LINE, Room, words

_MOST_STEPS = 3  # between two marks there is room for a number
_TICK = 4  # pixels
_GAP = 4  # pixels between a height and its number


def round_step(most: int) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50 … of which ``most`` has no more than three."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if most // (digit * power) <= _MOST_STEPS:
                return digit * power
        power *= 10


def axis(most: int, y: int, room: Room, unit: str = "") -> list[str]:
    """Return a line below bars with its round numbers; ``unit`` stands beside the zero."""
    step = round_step(most)
    line = f'<path class="xt-axis" d="M{room.start} {y}h{room.width}"/>'
    pieces = [line]
    for number in range(0, most + 1, step):
        x = round(room.start + room.width * number / most, 1)
        pieces.append(f'<path class="xt-axis" d="M{x:g} {y}v{_TICK}"/>')
        anchor = "end" if number == most else "middle" if number else ""
        text = f"{number:,}" if number or not unit else f"0 {unit}"
        pieces.append(words(x, y + LINE, text, "xt-faint", anchor))
    return pieces


def height_mark(strip: Strip, y: int, room: Room) -> str:
    """Return the number of people that a strip's height stands for, left of its top."""
    return words(room.start - _GAP, y + 12, f"{strip.most:,}", "xt-faint", "end")
