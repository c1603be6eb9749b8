"""JSON lines to rows of cells: one object on each line, nothing doubled, nothing guessed."""

import json
import time

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.json_rows import json_row

KNOWN = ("day", "count", "category", "note")
SEVERAL = frozenset({"category"})
ONE_OBJECT = 'write one object on each line: {"day": "2023-11-30", …}'


def cells(line: str) -> list[str]:
    return json_row(line, KNOWN, SEVERAL, "f:1").cells


def said(line: str) -> list[str]:
    """What is wrong with an object but for its keys."""
    try:
        problems = json_row(line, KNOWN, SEVERAL, "f:1").problems
    except Refusal as refusal:
        problems = list(refusal.problems)
    return [str(problem).removeprefix("f:1: ") for problem in problems]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("{}", ["", "", "", ""]),
        ('{"count": 8}', ["", "8", "", ""]),
        ('{"count": "8"}', ["", "8", "", ""]),
        ('{"note": 8}', ["", "", "", "8"]),
        ('{"count": -8}', ["", "-8", "", ""]),
        ('{"count": null, "note": ""}', ["", "", "", ""]),
        ('{"category": []}', ["", "", "", ""]),
        ('{"category": ["a"]}', ["", "", "a", ""]),
        ('{"category": ["a", " b "]}', ["", "", "a; b ", ""]),
        ('{"category": "a;b"}', ["", "", "a;b", ""]),
        ('{"note": "a;b,\\"c\\"\\n\\u05d0\\ud83d\\ude00"}', ["", "", "", 'a;b,"c"\nא😀']),
        (' {"note" : "x" , "day":"2023-11-30"}\r\n', ["2023-11-30", "", "", "x"]),
    ],
)
def test_an_object_gives_a_row(line: str, row: list[str]) -> None:
    assert cells(line) == row


def test_digits_stay_as_they_are_however_many() -> None:
    digits = "1" + "0" * 10_000
    assert cells(f'{{"count": {digits}}}') == ["", digits, "", ""]


@pytest.mark.parametrize("line", ["", " ", "\t\r\n"])
def test_a_blank_line_is_refused(line: str) -> None:
    assert said(line) == ["the row is blank; delete it"]


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "{",
        "{}{}",
        "{},",
        "{'day': 1}",
        "{day: 1}",
        '{"day": 1,}',
        '{"day": +1}',
        '{"day": 01}',
        '{"day": ٣}',
        '{"day": 1_000}',
        '{"day": "a\nb"}',
        '{"day": "\\x"}',
        "// {}",
        "\ufeff{}",
        '{"a":' * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
    ],
    ids=lambda line: line[:12],
)
def test_what_is_no_json_is_refused(line: str) -> None:
    assert said(line) == [f"the line is not JSON; {ONE_OBJECT}"]


@pytest.mark.parametrize("line", ["[]", "[{}]", '"x"', "1", "1.5", "NaN", "true", "null"])
def test_what_is_no_object_is_refused(line: str) -> None:
    assert said(line) == [f"the line is not a JSON object; {ONE_OBJECT}"]


@pytest.mark.parametrize("number", ["8.0", "1e3", "1E-3", "-0.0", "NaN", "Infinity", "-Infinity"])
def test_a_number_that_is_not_whole_is_refused(number: str) -> None:
    fix = "write whole numbers in digits, and other things as text in quotes"
    assert said(f'{{"count": {number}}}') == [f"count: '{number}' is not a whole number; {fix}"]


def test_every_problem_of_an_object_is_told_in_the_order_of_the_columns() -> None:
    line = (
        '{"note": {"a": 1}, "x": 1, "category": ["a", 1], "count": 1.5, "day": true,'
        ' "x": 2, "note": 2, "note": {}}'
    )
    assert said(line) == [
        "'note' is given more than once; keep one of them",
        "'x' is given more than once; keep one of them",
        "day: true is no text and no whole number; write text in quotes",
        (
            "count: '1.5' is not a whole number;"
            " write whole numbers in digits, and other things as text in quotes"
        ),
        "category: the list holds more than texts; write each value as text in quotes",
        "note: there is an object inside the object; write text in quotes",
    ]


@pytest.mark.parametrize("items", ["[1]", "[null]", "[true]", "[[]]", '["a", {}]', "[1.5]"])
def test_a_list_holds_texts_alone(items: str) -> None:
    fix = "write each value as text in quotes"
    assert said(f'{{"category": {items}}}') == [f"category: the list holds more than texts; {fix}"]


def test_a_text_of_a_list_is_one_value() -> None:
    fix = "write each value by itself, or %3B inside one"
    assert said('{"category": ["a;b"]}') == [f"category: a text of the list holds ';'; {fix}"]


@pytest.mark.parametrize("items", ["[]", '["a"]', '["a", "b"]'])
def test_a_column_of_one_value_takes_no_list(items: str) -> None:
    fix = "write one text, or a row for each"
    assert said(f'{{"note": {items}}}') == [
        f"note: there is a list where one value is taken; {fix}"
    ]


@pytest.mark.parametrize("text", ["\\u0000", "a\\ud800", "\\udc00b", "\\ude00\\ud83d"])
def test_half_a_character_is_refused(text: str) -> None:
    half = "the text has a NUL or half a character; delete it"
    assert said(f'{{"note": "{text}"}}') == [f"note: {half}"]
    assert said(f'{{"category": ["{text}"]}}') == [f"category: {half}"]


def test_an_object_of_many_keys_takes_no_time() -> None:
    started = time.process_time()
    keys = json.dumps({f"k{n}": n for n in range(60_000)})
    assert len(json_row(keys, KNOWN, SEVERAL, "f:1").strangers) == 60_000
    assert len(said("{" + '"day": 1, ' * 90_000 + '"day": 1}')) == 1
    assert time.process_time() - started < 2
