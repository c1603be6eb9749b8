"""The power is cut while a writer runs: what was acknowledged is on the disk.

A small ext4 file system lies in an image on a loop device. At a random moment the writer is
stopped and the image copied: that is what the disk holds then, without what only memory held. The
copy is mounted, as after a restart, and compared with what was acknowledged. The copy keeps all
that was given to the disk, in its order; a disk that reorders or lies about it is not played.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.faults.conftest import Tell
from tests.faults.sabotage import UNSYNCED
from tests.faults.stage import Scale, bare
from tests.faults.workers import enter, heard, started
from tests.program import xt

MEBIBYTE = 1 << 20


class Cut(NamedTuple):
    """What was acknowledged before the power was cut, and what of it the disk had not kept."""

    acknowledged: int
    lost: int
    verifies: bool


def test_power_cuts_lose_nothing_acknowledged(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    cuts = _cuts(tmp_path, scale(100, 3), {})
    assert [cut for cut in cuts if cut.lost or not cut.verifies] == []
    acknowledged = sum(cut.acknowledged for cut in cuts)
    assert acknowledged >= len(cuts)
    tell("power cuts", cuts=len(cuts), acknowledged=acknowledged, lost=0, broken=0)


def test_control_unsynced_writes_are_lost(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    cuts = _cuts(tmp_path, scale(10, 2), UNSYNCED)
    lost = sum(cut.lost for cut in cuts)
    assert lost > 0
    tell("power cuts, control with synchronous=OFF", cuts=len(cuts), lost=lost)


def _cuts(folder: Path, rounds: int, swapped: Mapping[str, str]) -> list[Cut]:
    rng = Random(31)
    image = folder / "disk.img"
    with image.open("wb") as file:
        file.truncate(12 * MEBIBYTE)
    try:
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("power cuts are not played: there is no mkfs.ext4 here")
    return [_cut(folder, image, number, rng, swapped) for number in range(rounds)]


def _cut(folder: Path, image: Path, number: int, rng: Random, swapped: Mapping[str, str]) -> Cut:
    copy = folder / "copy.img"
    with _mounted(image, folder / "disk") as disk:
        ledger = bare(disk / f"{number}.db")
        process, ours = started(enter, ledger, "e", 10_000, swapped)
        said = [ours.recv()]
        time.sleep(rng.uniform(0, 0.5))
        assert process.pid
        os.kill(process.pid, signal.SIGSTOP)
        shutil.copyfile(image, copy)
        process.kill()
        process.join()
        said += heard(ours)
        ledger.unlink()  # in the image, not in its copy
    acknowledged = {ran.out.partition(":")[0] for ran in said if ran.code in (0, 1, 4)}
    assert len(acknowledged) == len(said), said[-1]
    with _mounted(copy, folder / "after") as disk:
        verified = xt("verify", "--ledger", disk / f"{number}.db")
        ran = xt("releases", "-O", "csv", "--ledger", disk / f"{number}.db")
        kept = {row["id"] for row in ran.rows} if ran.code == 0 else set()
    return Cut(len(acknowledged), len(acknowledged - kept), verified.code == 0)


@contextmanager
def _mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    words = ["mount", "-o", "loop", str(image), str(place)]
    if os.geteuid() or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("power cuts are not played: no loop device can be had here (it needs root)")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
