"""What a spreadsheet makes of the tables: LibreOffice opens them, and no cell may be a formula."""

import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest

from exchange_tracker.render import Format, render_document, render_rows
from exchange_tracker.render.document import (
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from exchange_tracker.render.html_page import render_blocks
from exchange_tracker.render.row_forms import Rows

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice on this machine")

BEFORE = ("", " ", "\u00a0", "\u200b", "\ufeff", "\u2060", "'", '"', '""', "\t", "\n", '\n"')
AFTER = ("", "a;", "a; ", "a,", "a\t", "a\n", 'a;"', "a|", ";;", '"a";', "a\r\n")
FORMULAS = ("=2+2", "+2+2", "-2+2", "@SUM(2)", "＝2+2", '=2+2"', "=cmd|' /C calc'!A0")
TEXTS = [a + b + c for a, b, c in product(AFTER, BEFORE, FORMULAS)]
# Separators by their codes, and a language (German, Japanese; 0: none).
OPENINGS = (("44", "0"), ("59", "1031"), ("9", "0"), ("44/59/9/124", "1041"))


def formulas(folder: Path, kind: str, **texts: str) -> dict[str, bool]:
    """Give which texts have formulas when LibreOffice opens them as spreadsheets."""
    names = []
    ending = "csv" if kind.startswith("CSV") else "html"
    for name, text in texts.items():
        names.append(f"{folder}/{name}.{ending}")
        Path(names[-1]).write_text(text, encoding="utf-8", newline="")
    command = [
        *(str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless"),
        *("--convert-to", "fods:OpenDocument Spreadsheet Flat XML", f"--infilter={kind}"),
        *("--outdir", f"{folder}/opened", *names),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    pages = {name: Path(f"{folder}/opened/{name}.fods").read_text("utf-8") for name in texts}
    return {name: "table:formula=" in page for name, page in pages.items()}


def table(form: Format, *, raw: bool = False) -> str:
    rows = Rows(("n", "text", "end"), [(n, text, "z") for n, text in enumerate(TEXTS)])
    return "".join(render_rows(rows, form, raw=raw))


def document() -> Document:
    return (
        Table(("n", "=1+1"), tuple((Cell("x"), Cell(text)) for text in TEXTS), caption="=3+3"),
        *(Bullets((Cell(text),)) for text in FORMULAS),
        *(Paragraph(text) for text in FORMULAS),
        *(Facts((Fact(text, Cell(text)),)) for text in FORMULAS),
        *(Heading(text) for text in FORMULAS),
    )


@pytest.mark.parametrize(("separators", "language"), OPENINGS)
def test_no_separator_makes_a_formula_of_a_text(
    tmp_path: Path, separators: str, language: str
) -> None:
    kind = f"CSV:{separators},34,76,1,,{language},false,true,false,false,false,-1,true"
    assert formulas(
        tmp_path,
        kind,
        csv=table(Format.CSV),
        tsv=table(Format.TSV),
        control=table(Format.TSV if separators == "9" else Format.CSV, raw=True),
    ) == {"csv": False, "tsv": False, "control": True}


def test_no_page_that_is_opened_as_a_spreadsheet_has_a_formula(tmp_path: Path) -> None:
    assert formulas(
        tmp_path,
        "HTML (StarCalc)",
        fragment=render_document(document(), Format.HTML),
        page=render_blocks(document(), "label"),
        control="<table><tr><td>=2+2</td></tr></table>",
        paragraph="<p>=3+3</p>",
    ) == {"fragment": False, "page": False, "control": True, "paragraph": True}
