"""How a chart looks in SVG: its colours, light and dark, its patterns, and the frame of the file."""

from pathlib import Path
from string import Template
from typing import assert_never

from exchange_tracker.render.document import Tone

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "chart.css").read_text(encoding="utf-8")
DARK = (TEMPLATES / "chart-dark.css").read_text(encoding="utf-8")
PICTURE = Template("""\
<svg xmlns="http://www.w3.org/2000/svg" class="xt-chart$kind" role="img" \
aria-labelledby="${id}-title ${id}-desc" viewBox="$left 0 $width $height"$size>
<title id="${id}-title">$title</title>
<desc id="${id}-desc">$desc</desc>
$style$patterns
<rect class="xt-paper" x="$left" width="$width" height="$height"/>
$body
</svg>
""")
PATTERNS = Template("""\
<defs>
<pattern id="${id}-beside" width="6" height="6" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><path class="xt-stroke" d="M0 0V6"/></pattern>
<pattern id="${id}-credit" width="5" height="5" patternUnits="userSpaceOnUse" \
patternTransform="rotate(-45)"><path class="xt-credit" d="M0 0V5"/></pattern>
</defs>""")
SAMPLE = Template("""\
<svg xmlns="http://www.w3.org/2000/svg" class="xt-chart" width="24" height="20" \
aria-hidden="true">$patterns$body</svg>""")


def tone_class(tone: Tone) -> str:
    """Return the class of words in a tone; blank where they look as all others do."""
    match tone:
        case Tone.SHORT:
            return "xt-short"
        case (
            Tone.PLAIN
            | Tone.HEADING
            | Tone.KEPT
            | Tone.DISPUTED
            | Tone.UNKNOWN
            | Tone.OPEN
            | Tone.FAINT
        ):
            return ""
        case _:
            assert_never(tone)
