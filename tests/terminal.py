"""A real terminal for a test: what a person would see and type, in a process of its own.

Run as a program it takes a shell command and what to type as JSON on standard input, and gives
what was shown and the exit code; it is a program because a process with threads must not fork.
"""

import codecs
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60.0  # seconds
PROGRESS = re.compile(r"(?:\r?working (?:…|\.\.\.) \d+ s\x1b\[K)+\r?\x1b\[K")
"""What is drawn and taken away again where a machine is slow."""
_TITLES = re.compile(r"\x1b\[\?2004[hl]|\r")  # what readline switches, and carriage returns

ENTER, TAB, CTRL_C, CTRL_D = "\r", "\t", "\x03", "\x04"


class Seen(NamedTuple):
    """What a terminal showed, without carriage returns, and the exit code of the command."""

    code: int
    shown: str


def on_terminal(command: str, *steps: tuple[str, str], folder: Path, **environ: str) -> Seen:
    """Run a shell command on a terminal; each step is a text to wait for and what to type then."""
    return watched(command, steps, folder, environ, PATIENCE)


def watched(
    command: str,
    steps: Sequence[tuple[str, str]],
    folder: Path,
    environ: Mapping[str, str],
    patience: float,
) -> Seen:
    """Do the same, and end it after so many seconds."""
    request = json.dumps({"command": command, "steps": steps, "patience": patience})
    home = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TERM": "xterm",
        "PAGER": "cat",
    }
    ran = subprocess.run(
        [sys.executable, __file__],
        input=request,
        cwd=folder,
        env={**home, "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null", **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    code, shown = json.loads(ran.stdout)
    return Seen(code, _TITLES.sub("", PROGRESS.sub("", shown)))


def _drive(command: str, steps: list[tuple[str, str]], patience: float) -> tuple[int, str]:
    child, terminal = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what runs the tests may ignore it
        os.execvp("sh", ["sh", "-c", command])  # noqa: S606
    shown = searched = ""
    decoded = codecs.getincrementaldecoder("utf-8")("replace")  # a read may end in a character
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if steps and steps[0][0] in searched:
            time.sleep(0.2)  # as a person would: a prompt is shown before it listens
            os.write(terminal, steps[0][1].encode())
            searched = ""
            steps = steps[1:]
        try:
            ready = select.select([terminal], [], [], 0.05)[0]
            new = decoded.decode(os.read(terminal, 65536)) if ready else ""
        except OSError:  # the child closed its side
            break
        shown += new
        searched += new
    else:
        os.kill(child, 9)
        shown += f"\n[still waiting for {steps[0][0]!r}]" if steps else "\n[did not end]"
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


if __name__ == "__main__":
    json.dump(_drive(**json.load(sys.stdin)), sys.stdout)
