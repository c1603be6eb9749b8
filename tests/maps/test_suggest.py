"""A first map is written from what the beginning of a file shows."""

from datetime import date, timedelta

import pytest

from exchange_tracker.parse.maps.hints import DATE_FORMS
from exchange_tracker.parse.maps.sample import is_date

DAYS = [date(2023, 1, 5) + timedelta(days=17 * number) for number in range(20)]


@pytest.mark.parametrize("form", DATE_FORMS)
def test_a_day_is_seen_in_each_form_that_is_looked_for(form: str) -> None:
    assert [day for day in DAYS if not is_date(day.strftime(form), form)] == []
    assert not is_date(f"about {DAYS[0].strftime(form)}", form)
