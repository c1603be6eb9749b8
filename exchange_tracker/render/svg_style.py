"""How a chart looks in SVG: its colours, light and dark, its patterns, and the frame of the file."""

from string import Template
from typing import assert_never

from exchange_tracker.render.document import Tone

STYLE = """\
.xt-chart{font:12px system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
.xt-own{unicode-bidi:isolate}.xt-paper{fill:#fff}.xt-chart text{fill:#1b1f24}.xt-chart .xt-faint{fill:#57606a}
.xt-chart .xt-name{font-weight:600}.xt-chart .xt-title{font-size:15px;font-weight:600}
.xt-chart .xt-short{fill:#9a3412;font-weight:600}
.xt-counts{fill:#1d5f9e}.xt-stroke{stroke:#57606a;stroke-width:1.6}
.xt-credit{stroke:#1d5f9e;stroke-width:2.4}.xt-frame{fill:none;stroke:#57606a}
.xt-frame.xt-lent{stroke:#1d5f9e}.xt-missing{fill:none;stroke:#9a3412;stroke-dasharray:3 2}
.xt-halo{stroke:#fff;stroke-width:6}.xt-due{stroke:#1b1f24;stroke-width:2}
.xt-axis{stroke:#8c959f;stroke-width:1}
"""
DARK = """\
.xt-paper{fill:#14181d}.xt-chart text{fill:#e6e9ed}.xt-chart .xt-faint{fill:#a3acb8}
.xt-chart .xt-short{fill:#f5b074}.xt-counts{fill:#5aa6ea}.xt-stroke{stroke:#a3acb8}
.xt-credit{stroke:#5aa6ea}.xt-frame{stroke:#a3acb8}.xt-frame.xt-lent{stroke:#5aa6ea}
.xt-missing{stroke:#f5b074}.xt-halo{stroke:#14181d}.xt-due{stroke:#fff}.xt-axis{stroke:#6b7682}
"""
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
