"""What a drawing costs: its bars are put to one scale that is looked for once."""

from collections.abc import Callable

import pytest

from exchange_tracker.render.bar_chart import chart_document
from exchange_tracker.render.chart_model import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Tone
from exchange_tracker.render.svg import narrow, picture
from tests.steps import growth
from tests.test_judge_growth import LINEAR


def _chart(bars: int) -> Chart:
    each = [Bar(f"day {n}", "r", n, 0, 0, 0, n, "met", Tone.PLAIN) for n in range(bars)]
    strip = Strip("so far", tuple((f"day {n}", n) for n in range(bars)), "people")
    return Chart("T", "D", (Panel("P", tuple(each)),), (strip,), (), "Totals")


@pytest.mark.parametrize(
    "draw",
    [picture, lambda chart: narrow(chart, "n"), lambda chart: chart_document(chart, 100)],
    ids=["picture", "narrow", "text"],
)
def test_twice_as_many_bars_cost_twice_as_much(draw: Callable[[Chart], object]) -> None:
    def drawing(bars: int) -> Callable[[], object]:
        chart = _chart(bars)
        return lambda: draw(chart)

    assert growth(drawing, 200) < LINEAR
