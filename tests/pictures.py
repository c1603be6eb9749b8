"""The README's pictures, made from the real program: `.venv/bin/python -m tests.pictures`.

`docs/terminal.svg` is the program's own output as Rich exports it (a test says when it is out of date);
`docs/report.png` is the report in Chromium.
"""

import io
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.desk.browser import NONE, chromium, chromium_path

ROOT = Path(__file__).parents[1]
TERMINAL = ROOT / "docs" / "terminal.svg"
REPORT = ROOT / "docs" / "report.png"

_AT = "--ledger data/nov2023 --at 2023-12-01T12:00+02:00"
SESSION = (
    f"xt check {_AT} --obligation hostages-daily",
    f"xt totals {_AT} --from 2023-11-29 --to 2023-11-30",
)
_WIDTH = 100  # columns
_SEEN = (1090, 1735)  # pixels of the report, width and height
_SCALE = 0.64

# Rich's own frame fetches a font from elsewhere; this one asks nobody.
_FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>A terminal session: what was owed, what was delivered, and the running totals</title>
<style>
.{unique_id}-matrix {{
font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}}
.{unique_id}-title {{ display: none }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def ran(command: str) -> str:
    """What the program shows on a terminal with colours."""
    words = shlex.split(command)[1:]
    made = subprocess.run(
        [sys.executable, "-m", "exchange_tracker", *words],
        cwd=ROOT,
        env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(_WIDTH)},
        stdout=subprocess.PIPE,
        check=False,  # a finding is told by the exit code
        text=True,
        encoding="utf-8",
    )
    return made.stdout


def terminal() -> str:
    """The session as a picture."""
    console = Console(
        record=True,
        width=_WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="256",  # as the program's own: Rich remembers how it wrote a style
        _environ={"TERM": "xterm-256color"},  # where TERM is dumb, Rich takes 80 columns
    )
    for command in SESSION:
        console.print(Text.assemble(("$ ", "bold green"), command))
        console.print(Text.from_ansi(ran(command)))
    return console.export_svg(title="", code_format=_FRAME, unique_id="xt")


def report(path: Path) -> None:
    """Keep a picture of the report's beginning."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        page = Path(name) / "report.html"
        ran(f"xt report {_AT} -o {shlex.quote(str(page))}")
        with chromium(Path(name)) as browser:
            browser.open(page, width=_SEEN[0])
            browser.shot(path, height=_SEEN[1], scale=_SCALE)


if __name__ == "__main__":
    TERMINAL.parent.mkdir(exist_ok=True)
    TERMINAL.write_text(terminal(), encoding="utf-8")
    if chromium_path():
        report(REPORT)
    else:
        print(f"{REPORT.relative_to(ROOT)} stays as it is: {NONE}", file=sys.stderr)
