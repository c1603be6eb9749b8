"""A finished file gets its name and takes nobody else's, with hard links or without."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.stage import bare, done, head
from tests.program import xt

MOUNTS = (("mkfs.vfat", "mount"), ("mkfs.exfat", "mount"), ("mkfs.exfat", "mount.exfat-fuse"))


@pytest.fixture
def no_links(tmp_path: Path) -> Iterator[Path]:
    """A real file system that knows no hard links."""
    image, place = tmp_path / "disk.img", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(16 << 20)
    if os.geteuid():
        pytest.skip("only root can mount a file system without hard links")
    with _device(image) as device:
        if not any(_ran(make, device) and _ran(mount, device, place) for make, mount in MOUNTS):
            pytest.skip("no file system without hard links can be had here (vfat, exfat)")
        try:
            yield place
        finally:
            subprocess.run(["umount", place], check=True)


@contextmanager
def _device(image: Path) -> Iterator[str]:
    ran = subprocess.run(["losetup", "--find", "--show", image], capture_output=True, check=False)
    if ran.returncode:
        pytest.skip("no loop device can be had here")
    device = ran.stdout.decode().strip()
    try:
        yield device
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)


def _ran(*words: object) -> bool:
    try:
        return not subprocess.run(
            [str(word) for word in words], capture_output=True, check=False
        ).returncode
    except OSError:
        return False


def test_where_there_are_no_hard_links(no_links: Path) -> None:
    (no_links / "a").touch()
    with pytest.raises(OSError, match=r"Operation not permitted|not supported"):
        (no_links / "b").hardlink_to(no_links / "a")
    ledger = bare(no_links / "l.db")
    done("backup", no_links / "b.db", "--ledger", ledger)
    done("export", no_links / "h.jsonl", "--ledger", ledger)
    done("import", "history", no_links / "h.jsonl", "--ledger", no_links / "i.db")
    assert len({head(no_links / name) for name in ("l.db", "b.db", "i.db")}) == 1
    _taken(no_links, ledger)
    assert sorted(path.name for path in no_links.iterdir()) == [
        "a", "b.db", "h.jsonl", "i.db", "l.db", "l.toml", "mine"
    ]  # fmt: skip


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_whatever_a_system_says_that_knows_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    ledger = bare(tmp_path / "l.db")
    done("backup", tmp_path / "b.db", "--ledger", ledger)
    assert head(tmp_path / "b.db") == head(ledger)
    _taken(tmp_path, ledger)
    monkeypatch.setattr(Path, "replace", refuse)
    assert xt("backup", tmp_path / "c.db", "--ledger", ledger).code == 74
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.db", "l.db", "l.toml", "mine"]


def test_a_name_that_is_taken_meanwhile_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first look and the last step, with links and without."""
    ledger, mine, link = bare(tmp_path / "l.db"), tmp_path / "mine", os.link

    def late(draft: Path, path: Path) -> None:
        mine.write_text("mine")
        link(draft, path)

    def late_and_refused(*_: object) -> None:
        mine.write_text("mine")
        raise OSError(errno.EPERM, "no links")

    for each in (late, late_and_refused):
        mine.unlink(missing_ok=True)
        monkeypatch.setattr(os, "link", each)
        ran = xt("backup", mine, "--ledger", ledger)
        assert (ran.code, mine.read_text()) == (2, "mine")
        assert "there is something of that name already" in ran.err


def test_a_copy_is_as_private_as_the_ledger(tmp_path: Path) -> None:
    ledger = bare(tmp_path / "l.db")
    ledger.chmod(0o600)
    done("backup", tmp_path / "b.db", "--ledger", ledger)
    assert (tmp_path / "b.db").stat().st_mode & 0o777 == 0o600


def _taken(folder: Path, ledger: Path) -> None:
    """Nothing takes the place of a file that is there."""
    mine = folder / "mine"
    mine.write_text("mine")
    for words in (("backup", mine, "--ledger", ledger),
                  ("init", mine, "--terms", ledger.with_suffix(".toml"))):  # fmt: skip
        assert xt(*words).code == 2
        assert mine.read_text() == "mine"
