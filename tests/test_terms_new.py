"""Terms to begin with: each template says what it is for, is right, and judges what is recorded."""

import re
import tomllib
from pathlib import Path

import pytest

from exchange_tracker.cli.terms_templates import Template
from exchange_tracker.judging.verdict import Status
from tests.ledgers import done
from tests.program import xt
from tests.terms_keys import KEYS, keys_in

HEADER = "day,party,kind,count,category,nationality,basis"
TEMPLATES = sorted(Path(__file__).parents[1].glob("exchange_tracker/cli/templates/*.toml"))


def judged(folder: Path, template: str, releases: str, at: str) -> list[str]:
    """Each verdict on a template's terms: reading, obligation, first day of March, status."""
    done("terms", "new", template, "-o", folder / "terms.toml")
    days = [f"2026-03-{row}" for row in releases.split()]
    (folder / "releases.csv").write_text("\n".join([HEADER, *days, ""]), encoding="utf-8")
    at = f"2026-03-{at}T12:00:00Z"
    ran = xt("check", "--ledger", folder, "--at", at, "--all", "--format", "csv")
    assert ran.err == ""
    keys = ("reading", "obligation", "from", "status")
    return [" ".join(row[key].removeprefix("2026-03-") for key in keys) for row in ran.rows]


CASES = {
    "daily": (
        """02,north,detainee,12,,, 03,north,detainee,9,,, 03,north,detainee,5,,,separate
        02,south,prisoner,35,,, 03,south,prisoner,25,,, 04,south,prisoner,?,,,""",
        "05",
        """as-written detainees-daily 02 met
        as-written detainees-daily 03 short
        as-written detainees-daily 04 unreported
        as-written detainees-daily 05 pending
        as-written detainees-daily 06 upcoming
        as-written prisoners-daily 02 met
        as-written prisoners-daily 03 credited
        as-written prisoners-daily 04 undisclosed
        as-written prisoners-daily 05 pending
        as-written prisoners-daily 06 upcoming""",
    ),
    "phases": (
        """04,north,prisoner,40,,, 12,north,prisoner,59,,, 05,south,prisoner,11,wounded,,
        06,south,truck,200,,, 10,south,truck,199,,,""",
        "20",
        """as-written prisoners 02 met
        as-written prisoners 09 short
        as-written wounded 02 short
        as-written aid 02 met
        as-written aid 09 short""",
    ),
    "ratio": (
        """02,north,captive,4,,, 03,north,captive,3,soldier,, 04,north,captive,5,civilian,,
        02,south,prisoner,12,sentenced,, 03,south,prisoner,8,sentenced,,
        04,south,detainee,200,,,""",
        "20",
        """as-written captives 02 met
        as-written captives 03 short
        as-written captives 04 met
        as-written prisoners 02 met
        as-written prisoners 03 short
        as-written prisoners 04 unreported
        as-written detainees 02 undisclosed""",
    ),
    "deadlines": (
        """02,north,captive,3,,, 07,north,captive,3,,, 09,north,captive,5,,,
        07,south,prisoner,90,,, 13,south,prisoner,90,,,
        05,north,remains,1,,, 14,north,remains,3,,,""",
        "20",
        """as-written stages 02 met
        as-written stages 03 short
        as-written stages 09 met
        as-written saturdays 07 met
        as-written saturdays 14 unreported
        as-written remains 02 short
        as-written remains 09 met""",
    ),
    "events": (
        "05,north,captive,20,,, 06,south,prisoner,199,,, 20,south,prisoner,1,,,",
        "21",
        """as-written captives 02 met
        as-written prisoners 02 short
        as-written second-stage  waiting""",
    ),
    "all-for-all": (
        """02,north,prisoner,100,,, 02,south,prisoner,100,,, 03,north,prisoner,50,,,
        03,south,prisoner,49,,, 04,north,remains,7,,,""",
        "20",
        """as-written both 02 short
        as-written bodies 02 undisclosed
        as-written south-for-north 02 met
        as-written south-for-north 03 short
        as-written south-for-north 04 met
        as-written south-for-north 05 met
        as-written south-for-north 06 met""",
    ),
    "readings": (
        """02,north,captive,12,,Southern, 03,north,captive,8,,Southern,
        04,north,captive,9,,Southern, 04,north,captive,1,,Southern,separate
        05,north,captive,7,,Southern, 02,south,wounded,5,,, 04,south,wounded,4,,,""",
        "20",
        """as-written captives 02 met
        as-written captives 03 short
        as-written captives 04 short
        as-written captives 05 short
        as-written wounded 02 met
        everybody captives 02 met
        everybody captives 03 short
        everybody captives 04 met
        everybody captives 05 short
        everybody wounded 02 met
        credit captives 02 met
        credit captives 03 credited
        credit captives 04 met
        credit captives 05 short
        credit wounded 02 met
        later captives 02 met
        later captives 03 met
        later captives 04 met
        later captives 05 short
        later wounded 03 short
        captives-only captives 02 met
        captives-only captives 03 short
        captives-only captives 04 short
        captives-only captives 05 short""",
    ),
}


@pytest.mark.parametrize("template", CASES)
def test_a_template_judges_what_is_recorded(template: str, tmp_path: Path) -> None:
    releases, at, verdicts = CASES[template]
    wanted = [line.strip() for line in verdicts.splitlines()]
    assert judged(tmp_path, template, releases, at) == wanted


def test_together_they_show_every_status() -> None:
    shown = {line.split()[-1] for _, _, verdicts in CASES.values() for line in verdicts.split("\n")}
    assert shown == set(Status)
    assert list(CASES) == list(Template)


def test_each_is_right_as_it_is_and_is_listed_in_one_line() -> None:
    checked = xt("terms", "check", *TEMPLATES).ok.out
    assert checked.count(": no problem; ") == len(Template) == len(TEMPLATES)
    listed = xt("terms", "new").ok.out.splitlines()
    assert [line.split()[0] for line in listed] == list(Template)
    assert max(map(len, listed)) <= 80


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_every_key_of_a_template_is_explained_in_it(file: Path) -> None:
    """A remark stands on the line where it comes first, above the header that it is in, or names it."""
    text = file.read_text(encoding="utf-8")
    remarks = " ".join(line.partition("#")[2] for line in text.splitlines())
    unexplained = {
        key
        for key in set(keys_in(tomllib.loads(text))) & KEYS
        for above, first in re.findall(rf"(?m)^(.*)\n([^#\n]*?\b{key}\b.*)$", text)[:1]
        if "#" not in first
        and not (first.startswith("[") and above.startswith("#"))
        and not re.search(rf"\b{key}\b", remarks)
    }
    assert unexplained == set()
    assert max(map(len, text.splitlines())) <= 120


def test_a_template_is_written_to_a_new_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    ran = xt("terms", "new", "ratio", "-o", file).ok
    assert ran.out == f"{file}: written; put your own words into it, then: xt terms check {file}\n"
    assert file.read_text(encoding="utf-8") == xt("terms", "new", "ratio").ok.out
    before = file.read_bytes()
    for taken in (file, tmp_path / "link"):
        if taken.name == "link":
            taken.symlink_to(tmp_path / "nowhere")
        ran = xt("terms", "new", "daily", "-o", taken)
        said = f"{taken}: there is something of that name already; name another\n"
        assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert file.read_bytes() == before
    assert xt("terms", "new", "daily", "-o", tmp_path).code == 2
    assert xt("terms", "new", "daily", "-o", tmp_path / "no" / "t.toml").code == 74


def test_without_a_name_there_is_nothing_to_write(tmp_path: Path) -> None:
    ran = xt("terms", "new", "-o", tmp_path / "t.toml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("NAME: it is not said which terms to write; name one of daily, ")
    assert list(tmp_path.iterdir()) == []
