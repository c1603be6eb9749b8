"""The program as it meets a user of the machine who may write nothing."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import Ran


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach; those of tmp_path are its owner's."""
    with tempfile.TemporaryDirectory(prefix="xt-refusals-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def as_nobody(*words: object) -> Ran:
    """Run the program as a user who may write nothing here."""
    script = "import sys; from exchange_tracker.cli.main import main; sys.exit(main(sys.argv[1:]))"
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    command = [*nobody, sys.executable, "-c", script, *map(str, words)]
    root = Path(__file__).parent.parent
    probe = f"import sys, typer; sys.exit(sys.prefix != {sys.prefix!r})"
    able = [*nobody, sys.executable, "-c", probe]  # it may lie in a closed home
    if subprocess.run(able, capture_output=True, check=False, cwd=root).returncode:
        pytest.skip("another user cannot be had here, or cannot run this Python")
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    return Ran(ran.returncode, ran.stdout, ran.stderr)
