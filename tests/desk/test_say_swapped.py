"""Either side is told in the same words: the parties swapped, the sentences are the same."""

import json
import re
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.moments import copied
from tests.desk.said import DATA, LATER, LATEST, TRUCES, days, say, say_in_short
from tests.truces import HEAD, owes, phase, write


@pytest.mark.parametrize("truce", TRUCES)
def test_swapped_parties_are_told_in_the_same_sentences(tmp_path: Path, truce: str) -> None:
    one, other = (copied(tmp_path / name, DATA / truce) for name in ("one", "other"))
    terms = (one / "terms.toml").read_text(encoding="utf-8")
    (left, name), (right, other_name) = tomllib.loads(terms)["parties"].items()
    for folder, names in ((one, ("Alpha", "Beta")), (other, ("Beta", "Alpha"))):
        new_terms = terms.replace(f'= "{name}"', f'= "{names[0]}"')
        (folder / "terms.toml").write_text(
            new_terms.replace(f'= "{other_name}"', f'= "{names[1]}"')
        )
    for file, mark in (("terms.toml", '"{}"'), ("releases.csv", ",{},"), ("movements.csv", ",{},")):
        path = other / file
        if path.exists():
            path.write_text(swapped(path.read_text(), mark.format(left), mark.format(right)))
    text = (other / "terms.toml").read_text()
    head, table, rest = text.partition("[parties]")
    (other / "terms.toml").write_text(head + table + swapped_keys(rest, left, right))
    for day in days(truce):
        for tell in (say, say_in_short):
            telling = tell(one, day, "--cite=inline", at=LATEST).out
            assert "Alpha" in telling
            mirrored = tell(other, day, "--cite=inline", at=LATEST).out
            assert swapped(telling, "Alpha", "Beta") == mirrored


def swapped(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def swapped_keys(rest: str, left: str, right: str) -> str:
    """Swap the two keys of the table that a text begins with."""
    table, bracket, more = rest.partition("\n[")
    table = re.sub(
        rf"^({left}|{right})\b",
        lambda key: right if key[1] == left else left,
        table,
        flags=re.MULTILINE,
    )
    return table + bracket + more


counts = st.sampled_from(["0", "1", "2", "3", "4", "12", "?"])
columns = st.tuples(
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["h", "hostage", "remains"]),
    counts,
    st.sampled_from(["-", "woman", "minor", "soldier;man"]),
    st.sampled_from(["-", "Xish", "Xish;Yish", "unknown"]),
    st.sampled_from(["-", "separate"]),
)


@settings(deadline=None)
@given(st.lists(columns, max_size=8), st.sampled_from(["1", "2", "3"]))
def test_whatever_either_party_did_is_told_in_the_same_words(
    rows: list[tuple[str, ...]], day: str
) -> None:
    """The terms ask the same of both; who comes first in them stays first in the paragraph."""
    same = 'at_least = 3\ncarry = "both"\ncounts = { kind = ["h", "hostage"] }'
    terms = HEAD + phase("p", 1, 3) + owes("o", "a", same) + owes("q", "b", same)
    texts = []
    for swap in ({"a": "a", "b": "b"}, {"a": "b", "b": "a"}):
        own_rows = [(f"0{row[0]}", swap[row[1]], *row[2:]) for row in rows]
        with TemporaryDirectory() as place:
            lines = "\n".join(" ".join(row) for row in own_rows)
            folder = write(Path(place) / "t", terms, lines, "category nationality basis")
            ran = say(folder, f"2024-01-0{day}", "--format", "json", at=LATER)
        texts.append([row["text"] for row in json.loads(ran.out)])
    assert about(texts[0], "Side A") == about(texts[1], "Side B")
    assert about(texts[0], "Side B") == about(texts[1], "Side A")


def about(sentences: list[str], side: str) -> list[str]:
    """What is said of one side: from its own sentence on to the other's, and its totals."""
    said, mine = [], False
    for sentence in sentences:
        if sentence.startswith(
            ("No source", "Among these records")
        ):  # it closes the paragraph, of both sides
            continue
        if match := re.search(r"Side [AB]", sentence):
            mine = match[0] == side
        if "Side" in sentence and "; " in sentence and "truce" in sentence:
            said += [part for part in re.split(r"; (?=Side|no release)", sentence) if side in part]
        elif mine:
            said.append(sentence)
    plain = [re.sub(r"^(On [^,]*|In all, [^,]*|Since [^,]*), ", "", each) for each in said]
    return [
        re.sub(r" that day(?=\.)", "", each.replace(side, "X").replace("“q”", "“o”"))
        .rstrip(".")
        .casefold()
        for each in plain
    ]
