"""A page of the docs as a session: its files are written, its commands run in order, its outputs compared.

`<!-- file: NAME -->` before a block makes it a file; what stands in `console` is run and its output shown
below each command; what stands in `sh` is run, and its output is not for the page (it has the time in it).
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

from tests.program import Ran, xt

ROOT = Path(__file__).parents[1]
ANSWERS = {0, 1, 4}  # it worked: nothing to report, a finding, or it cannot be said
DIGEST = re.compile(r"\b(\d+):[0-9a-f]{12}\b")  # it depends on the time of the change
BLOCK = re.compile(r"(?:<!-- file: (\S+) -->\n)?```(\w*)\n(.*?)```\n", re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a `console` block."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def run(line: str) -> Ran:
    """Run a command of a page as a shell would, `> FILE` included; it must have worked."""
    words, _, into = line.partition(" #")[0].partition(" > ")
    ran = xt(*shlex.split(words)[1:])
    assert ran.code in ANSWERS, f"{line}\n{ran.err}"
    if not into:
        return ran
    Path(into.strip()).write_text(ran.out, encoding="utf-8")
    return ran._replace(out="")


def walked(page: str) -> str:
    """A page with its outputs as they should be, run in the working folder."""
    blocks: dict[str, Callable[[str], str]] = {"console": _session, "sh": _unshown}

    def made(match: re.Match[str]) -> str:
        name, language, text = match.groups()
        if name:
            Path(name).write_text(text, encoding="utf-8")
        elif language in blocks:
            text = blocks[language](text)
        head = f"<!-- file: {name} -->\n" if name else ""
        return f"{head}```{language}\n{text}```\n"

    return BLOCK.sub(made, page)


def _session(text: str) -> str:
    shown = ""
    for line in commands(text):
        ran = run(line)
        shown += f"$ {line}\n{ran.err}{ran.out}"
    return DIGEST.sub(r"\1:…", shown)


def _unshown(text: str) -> str:
    for line in text.replace("\\\n", "").splitlines():
        run(line)
    return text
