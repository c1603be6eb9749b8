"""What is installed has what its users need beside the code: the man page, and the truces."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from exchange_tracker.cli.topics import TOPICS
from tests.program import xt

ROOT = Path(__file__).parents[1]
MAN = ROOT / "docs" / "xt.1"


def build(source: Path, into: Path, target: str) -> Path:
    """Build the wheel or the sdist of a source tree."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[zipfile.ZipFile]:
    """The wheel of the checkout, and that of its sdist."""
    place = tmp_path_factory.mktemp("built")
    with tarfile.open(build(ROOT, place / "sdist", "sdist")) as sdist:
        sdist.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.4
        sdist.extractall(place)  # noqa: S202 - it was made just now
    (unpacked,) = place.glob("exchange_tracker-*")
    return [
        zipfile.ZipFile(build(source, place / name, "wheel"))
        for name, source in (("checkout", ROOT), ("unpacked", unpacked))
    ]


def test_both_wheels_hold_the_man_page_and_the_truces(wheels: list[zipfile.ZipFile]) -> None:
    truces = {
        f"exchange_tracker/data/{path.relative_to(ROOT / 'data')}": path.read_bytes()
        for path in (ROOT / "data").rglob("*")
        if path.is_file()
    }
    for wheel in wheels:
        shared = {
            name.partition(".data/data/share/")[2]: wheel.read(name)
            for name in wheel.namelist()
            if ".data/data/share/" in name
        }
        assert shared == {"man/man1/xt.1": MAN.read_bytes(), **truces}


def test_both_wheels_are_of_the_same_files(wheels: list[zipfile.ZipFile]) -> None:
    first, other = ({info.filename: info.CRC for info in wheel.infolist()} for wheel in wheels)
    assert first == other
    assert "exchange_tracker/py.typed" in first
    assert "exchange_tracker/render/templates/page.html" in first
    assert not any(re.match(r"tests|benchmarks|examples", name) for name in first)


@pytest.fixture(scope="module")
def installed(wheels: list[zipfile.ZipFile], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of a prefix into which the wheel is installed, beside this environment."""
    prefix = tmp_path_factory.mktemp("prefix")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-q",
               "--ignore-installed", "--no-deps", "--no-index", "--prefix", str(prefix), str(wheels[0].filename)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    (packages,) = prefix.rglob("exchange_tracker-*.dist-info")
    return packages.parent


def ran(installed: Path, folder: Path, *words: str) -> str:
    """What the installed program gives, far from any checkout."""
    command = [sys.executable, "-m", "exchange_tracker", *words]
    environ = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        command, cwd=folder, env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_demo_of_an_installed_program_lays_the_truces_of_its_wheel(
    installed: Path, tmp_path: Path
) -> None:
    assert "8 + 2 credited of 10" in ran(installed, tmp_path, "demo", "tried")
    laid = {
        path.relative_to(tmp_path / "tried"): path.read_bytes()
        for path in (tmp_path / "tried").rglob("*")
        if path.is_file()
    }
    assert laid == {
        path.relative_to(ROOT / "data"): path.read_bytes()
        for path in (ROOT / "data").rglob("*")
        if path.is_file()
    }


def test_the_topics_of_an_installed_program_are_those_of_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    for topic in TOPICS:
        assert ran(installed, tmp_path, "help", topic) == xt("help", topic).ok.out


def test_the_readme_begins_with_the_wheel_that_is_built(wheels: list[zipfile.ZipFile]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (first, *_) = re.findall(r"```sh\n(.*?)\s", readme)
    assert first == "pipx"
    assert f"pipx install {Path(str(wheels[0].filename)).name} " in readme.partition("make demo")[0]


def test_the_package_index_can_say_what_it_is(wheels: list[zipfile.ZipFile]) -> None:
    (name,) = (name for name in wheels[0].namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheels[0].read(name).decode())
    assert metadata["Summary"]
    assert metadata["Keywords"]
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    assert str(metadata.get_payload()).startswith("# exchange_tracker\n")
