"""The report without a browser: what is in it, how long it may get, its short form."""

import re
from pathlib import Path

from tests.desk.moments import AFTER, NOV
from tests.desk.pages import many
from tests.program import Ran, xt
from tests.truces import HEAD, owes, phase, write

LATER = "2025-02-01T00:00Z"


def report(truce: Path, *options: object, at: str = AFTER) -> Ran:
    return xt("report", "--ledger", truce, "--at", at, *options).ok


def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    assert report(NOV).out == report(NOV, "-o", tmp_path / "r.html").out + (
        (tmp_path / "r.html").read_text(encoding="utf-8")
    )


def test_it_names_its_moments_and_the_whole_digest_of_the_head(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    assert xt("init", ledger, "--from", NOV).ok
    head = xt("verify", "--ledger", ledger).ok.out.split()
    (digest,) = [word for word in head if word.startswith("1:") and len(word) == 66]
    page = report(ledger).out
    assert digest in page
    assert "2023-12-01 12:00 Asia/Jerusalem" in page


def test_it_quotes_the_terms_as_they_were_recorded() -> None:
    page = report(NOV).out
    assert "No full text was published: these are the terms as the press," in page
    assert "title      = &#34;Gaza truce, 24–30 November 2023&#34;\ntimezone" in page


def test_sources_are_links_and_claims_have_their_explanations() -> None:
    page = report(NOV).out
    assert '<a href="https://www.zawya.com/' in page
    assert re.search(r'<li id="note-1">[^\n]*\(N01\)</span>', page)
    assert (
        "110 comes out when everybody is counted who came out alive in any way since 7 Oct" in page
    )


def test_corrections_since_a_moment_are_told_with_who_and_why(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    by = ("--ledger", ledger, "--by", "desk")
    assert xt("init", ledger, "--from", NOV).ok
    assert "Since the ledger began: no correction." in report(ledger).out
    xt("amend", "n03", *by, "--set", "count=12", "--reason", "as first <announced>")
    xt("amend", "n03", *by, "--set", "count=10", "--reason", "the ministry's figure")
    whole, since = report(ledger).out, report(ledger, "--since", "2").out
    assert "2 corrections" in whole
    assert "as first &lt;announced&gt;" in whole
    assert "amended releases n03: count: 12 -&gt; 10" in since
    assert "Since change 2: 1 correction." in since
    assert "as first" not in since.partition('id="corrections"')[2].partition("</details>")[0]


def test_a_folder_has_no_corrections() -> None:
    assert "A truce folder has no history" in report(NOV).out
    ran = xt("report", "--ledger", NOV, "--since", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "a folder has no history" in ran.err


def test_the_short_form_has_no_corrections_and_says_so() -> None:
    ran = xt("report", "--ledger", NOV, "--format", "markdown", "--since", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "the short form lists no corrections; leave it out" in ran.err


def test_what_is_left_out_of_a_long_list_is_counted(tmp_path: Path) -> None:
    truce = many(tmp_path, 1_500, days=120)
    discrepancies = xt(
        "discrepancies", "--ledger", truce, "--at", LATER, "--type", "short", "-O", "csv"
    ).rows
    page = report(truce, at=LATER).out
    assert f"{len(discrepancies) - 25} more of short" in page
    assert ">short (25)<" in page


def test_before_the_truce_the_page_says_so() -> None:
    page = report(NOV, at="2023-11-01T00:00Z").out
    assert "The truce has not begun." in page


def test_the_short_form_has_the_paragraph_what_is_not_kept_and_the_totals() -> None:
    short = report(NOV, "--format", "markdown").out
    assert short.startswith("## Gaza truce, 24–30 November 2023\n")
    assert "Hamas released eight Israeli hostages" in short
    assert "| 2023-11-30   | 8 of 10, short 2" in short
    assert "2023-11-24 " not in short
    assert "- **Hamas**: 12 periods: 10 kept, 2 disputed" in short
    assert "- **Hamas, hostage**: 105, by truce day 2023-11-30" in short
    assert len(short) < 6_000


def test_periods_without_a_number_are_told_apart_in_the_matrix(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 3) + owes("daily", "a", "at_least = 3")
    page = report(write(tmp_path / "t", terms, "01 b h 1\n02 a h ?\n03 a h 0"), at=LATER).out
    assert "no record, 3 due" in page
    assert "how many is not known, 3 due" in page
    assert "0 of 3, short 3" in page


def test_a_ledger_of_100_000_entries_over_a_year_stays_under_five_megabytes(
    tmp_path: Path,
) -> None:
    page = report(many(tmp_path, 100_000), at="2025-02-01T00:00Z").out
    assert len(page.encode()) < 5_000_000
    assert "Entries week by week" in page
    assert "8–14 Jan" in page
    # Entries are not looked at one by one any more, and the page says so; the periods are.
    assert "100,000 entries are too many for a page to look at each: xt say." in page
    assert "100,000 entries are too many for a page to look at each: xt discrepancies." in page
    assert ">short (25)<" in page
    assert "look-alike" not in page


def test_days_without_a_record_share_a_row_and_a_number_nobody_said_is_told(
    tmp_path: Path,
) -> None:
    terms = HEAD + phase("p", 1, 6) + owes("daily", "a", "at_least = 3")
    truce = write(tmp_path / "t", terms, "01 a h 2\n05 b h 7\n05 b h ?\n06 a h 0")
    page = report(truce, at=LATER).out
    totals = page.partition('id="totals"')[2].partition("</details>")[0]
    rows = re.findall("<tr>(.*?)</tr>", totals)
    said = [re.split(r"\|+", re.sub("(<[^>]*>)+", "|", row).strip("|")) for row in rows]
    assert said[-4:] == [
        ["1 Jan", "2", "2", "no record", "0"],
        ["2–4 Jan", "no record", "2", "no record", "0"],
        ["5 Jan", "no record", "2", *["at least 7 (1 entry without a full number)"] * 2],
        ["6 Jan", "0", "2", "no record", "at least 7 (1 entry without a full number)"],
    ]


def test_names_of_people_are_left_out_unless_asked(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    at = ("--ledger", ledger)
    assert xt("init", ledger, "--from", NOV).ok
    words = ("--day", "2023-11-30", "--party", "hamas", "--kind", "hostage", "--count", "1")
    assert xt("add", *words, "--id", "p", "--person", "Jane Doe", *at).ok
    assert xt("amend", "p", "--set", "person=Joan Roe", "--reason", "misspelt", *at).ok
    assert xt("amend", "p", "--set", "note=seen", "--reason", "seen", *at).ok
    page = report(ledger).out
    assert "Jane" not in page
    assert "Joan" not in page
    assert "amended releases p: person: names -&gt; other names" in page
    assert "amended releases p: note: (blank) -&gt; seen</li>" in page
    asked = report(ledger, "--names").out
    assert "person: Jane Doe -&gt; Joan Roe" in asked
    assert "<bdi>Joan Roe</bdi>" in asked
    assert "Joan" not in report(ledger, "-O", "markdown").out
