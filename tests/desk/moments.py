"""What the tests of the desk share: the truce, its moments, and a folder that may be changed."""

import shutil
from pathlib import Path

NOV = Path(__file__).parents[2] / "data" / "nov2023"
LAST_NIGHT = "2023-11-30T22:00+02:00"
THE_END = "2023-12-01T07:00+02:00"
AFTER = "2023-12-01T12:00+02:00"


def copied(folder: Path, source: Path = NOV) -> Path:
    """A truce folder of one's own."""
    return Path(shutil.copytree(source, folder / "truce"))


def without(path: Path, name: str) -> None:
    """Remove the row of an id from a file of rows."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{name},")]
    assert len(kept) == len(lines) - 1, name
    path.write_text("".join(kept), encoding="utf-8")
