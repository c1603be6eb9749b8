"""A first map is written from what the beginning of a file shows."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange_tracker.parse.maps.hints import DATE_FORMS
from exchange_tracker.parse.maps.sample import is_date
from tests.ledgers import NOV
from tests.program import xt

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
