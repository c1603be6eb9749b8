"""Locales that a program can really be in: where one is missing, C takes its place unseen."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ALWAYS = ("C", "C.UTF-8")
MADE = (  # another small letter of I, in two encodings and two languages; another encoding
    ("tr_TR", "UTF-8"),
    ("tr_TR", "ISO-8859-9"),
    ("az_AZ", "UTF-8"),
    ("ar_EG", "ISO-8859-6"),
)
_SET = "import locale; locale.setlocale(locale.LC_ALL, '')"


def locales(folder: Path) -> list[Mapping[str, str]]:
    """Give what the environment says of each locale that is there, or that localedef can make."""
    names = [*ALWAYS, *(f"{name}.{codes}" for name, codes in MADE if _made(folder, name, codes))]
    environs = [{"LC_ALL": name, "LANG": name, "LOCPATH": str(folder)} for name in names]
    return [each for each in environs if _is_there(each)]


def _made(folder: Path, name: str, codes: str) -> bool:
    place = folder / f"{name}.{codes}"
    words = ["localedef", "--inputfile", name, "--charmap", codes, str(place)]
    try:
        subprocess.run(words, capture_output=True, check=False)  # its exit code is for warnings
    except OSError:
        return False
    return place.is_dir()


def _is_there(locale: Mapping[str, str]) -> bool:
    words, environment = [sys.executable, "-c", _SET], {**os.environ, **locale}
    return not subprocess.run(words, env=environment, capture_output=True, check=False).returncode
