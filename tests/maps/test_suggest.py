"""A first map is written from what the beginning of a file shows."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange_tracker.facts.model import Release
from exchange_tracker.parse.maps.hints import DATE_FORMS
from exchange_tracker.parse.maps.sample import is_date
from tests.ledgers import NOV
from tests.program import xt

JUNE = """
title = "June"
timezone = "Asia/Aden"
[parties]
north = "The North"
[[phases]]
name = "truce"
from = 2024-06-02
to = 2024-06-14
[[obligations]]
id = "o"
party = "north"
counts = { kind = "detainee" }
at_least = 1
per = "day"
"""
DAYS = [date(2023, 1, 5) + timedelta(days=17 * number) for number in range(20)]


@pytest.mark.parametrize("form", DATE_FORMS)
def test_a_day_is_seen_in_each_form_that_is_looked_for(form: str) -> None:
    assert [day for day in DAYS if not is_date(day.strftime(form), form)] == []
    assert not is_date(f"about {DAYS[0].strftime(form)}", form)


def suggestion(folder: Path, rows: str) -> list[str]:
    path = folder / "s.csv"
    path.write_text(rows, encoding="utf-8")
    return xt("import", "--suggest", path, "--ledger", NOV).ok.out.splitlines()


def test_a_column_is_known_by_words_that_are_almost_those_of_the_ledger(tmp_path: Path) -> None:
    lines = suggestion(tmp_path, "Date,Who,Number\n2023-11-24,Israelis,3\n2023-11-25,Thais,1\n")
    assert 'nationality = "Who"' in lines
    assert '# "Thais" = "Thai"  # unsure' in lines
    assert not any(line.startswith("party") for line in lines)


def test_a_day_that_is_written_once_for_several_rows_is_asked_about(tmp_path: Path) -> None:
    rows = "Date,Who,Number\n2023-11-24,Israelis,3\n,Thais,1\n2023-11-25,Israelis,2\n"
    question = '# fill_down = ["Date"]  # unsure: does a blank in "Date" mean the cell above?'
    assert question in suggestion(tmp_path, rows)
    assert question not in suggestion(tmp_path, rows.replace("\n,", "\n2023-11-24,"))


def test_dates_in_no_form_that_is_looked_for_are_asked_about(tmp_path: Path) -> None:
    lines = suggestion(tmp_path, "Дата,Число\n24 ноября 2023,3\n25 ноября 2023,1\n")
    assert '# day = "Дата"  # unsure: in which form are its dates?' in lines
    assert any(line.startswith('# form = "…"  # unsure: 24 ноября 2023; ') for line in lines)


def test_numbers_among_words_are_asked_about(tmp_path: Path) -> None:
    lines = suggestion(tmp_path, "Date,Number\n2023-11-24,3\n2023-11-25,about 80\n")
    assert '# count = "Number"  # unsure: some of its cells are no numbers' in lines


def test_of_nothing_no_map_is_written(tmp_path: Path) -> None:
    for name, text in (("a.csv", ""), ("b.csv", "\n\n"), ("c.json", "[]")):
        (tmp_path / name).write_text(text)
        ran = xt("import", "--suggest", tmp_path / name, "--ledger", NOV)
        assert (ran.code, ran.out) == (3, ""), name
        assert "there is nothing in it to write a map of; name a file with a header" in ran.err


def test_digits_of_another_script_are_numbers_and_dates(tmp_path: Path) -> None:
    lines = suggestion(tmp_path, "التاريخ,العدد\n٢٤/١١/٢٠٢٣,١٣\n٢٥/١١/٢٠٢٣,١٣\n")
    assert 'day = "التاريخ"' in lines
    assert 'count = "العدد"' in lines
    assert 'form = "%d/%m/%Y"  # ٢٤/١١/٢٠٢٣' in lines


def test_a_column_of_which_some_words_are_the_ledgers_is_asked_about(tmp_path: Path) -> None:
    lines = suggestion(tmp_path, "Date,Who,Number\n2023-11-24,Israelis,3\n2023-11-25,sailors,1\n")
    assert '# nationality = "Who"  # unsure: some of its words are the ledger\'s' in lines
    assert '# "Israelis" = "Israeli"  # unsure' in lines
    assert not any(line.startswith("# not used") for line in lines)
    strange = suggestion(tmp_path, "Date,Crew,Number\n2023-11-24,ships,3\n2023-11-25,sailors,1\n")
    assert '# not used: "Crew" ("ships", "sailors")' in strange


def test_a_party_is_known_by_its_title(tmp_path: Path) -> None:
    terms = (NOV / "terms.toml").read_text(encoding="utf-8")
    folder = tmp_path / "truce"
    folder.mkdir()
    (folder / "releases.csv").write_text(f"{','.join(Release._fields)}\n", encoding="utf-8")
    named = terms.replace('= "Hamas"', '= "The movement"', 1)
    assert named != terms
    (folder / "terms.toml").write_text(named, encoding="utf-8")
    rows = tmp_path / "s.csv"
    rows.write_text("Date,By,Number\n2023-11-24,The Movement,3\n2023-11-25,Israel,1\n")
    lines = xt("import", "--suggest", rows, "--ledger", folder).ok.out.splitlines()
    assert 'party = "By"' in lines
    assert '"The Movement" = "hamas"' in lines


def test_which_number_is_the_day_follows_where_one_form_alone_lies_within_the_truce(
    tmp_path: Path,
) -> None:
    day_first = suggestion(tmp_path, "Date,Number\n24/11/2023,3\n26/11/2023,1\n")
    assert 'form = "%d/%m/%Y"  # 24/11/2023' in day_first
    folder = tmp_path / "truce"
    folder.mkdir()
    (folder / "releases.csv").write_text(f"{','.join(Release._fields)}\n", encoding="utf-8")
    (folder / "terms.toml").write_text(JUNE, encoding="utf-8")
    rows = tmp_path / "s.csv"
    for dates, line in (
        (
            "03/06/2024,3\n04/06/2024,1",
            'form = "%d/%m/%Y"  # 03/06/2024: only so they lie within the truce',
        ),
        (
            "06/03/2024,3\n06/04/2024,1",
            'form = "%m/%d/%Y"  # 06/03/2024: only so they lie within the truce',
        ),
        ("06/06/2024,3", '# form = "%d/%m/%Y"  # unsure: keep the one that is meant'),
        ("03/01/2024,3", '# form = "%d/%m/%Y"  # unsure: keep the one that is meant'),
    ):
        rows.write_text(f"Date,Number\n{dates}\n")
        said = xt("import", "--suggest", rows, "--ledger", folder).ok.out.splitlines()
        assert line in said, said
