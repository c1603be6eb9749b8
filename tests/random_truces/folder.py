"""Random valid truce folders and moments of judgement, for comparing two implementations."""

import csv
import io
import random
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

from tests.naive import load, reconcile
from tests.naive.clock import DAY, start_of
from tests.naive.facts import Terms, first_day, last_day
from tests.random_truces.obligations import days_between
from tests.random_truces.terms import Mix, random_mix, random_terms
from tests.random_truces.toml_text import to_toml

Row = dict[str, str]

RELEASES = [
    "id",
    "day",
    "until",
    "at",
    "party",
    "kind",
    "count",
    "category",
    "nationality",
    "basis",
    "person",
    "sources",
    "note",
]
CLAIMS = [
    "id",
    "source",
    "published",
    "from",
    "to",
    "party",
    "kind",
    "category",
    "nationality",
    "basis",
    "bound",
    "figure",
    "part_of",
    "part",
    "note",
]
SOURCES = [
    "id",
    "publisher",
    "published",
    "url",
    "title",
    "archived",
    "sha256",
    "note",
]
NOTES = ["", "", "", "plain", 'with "quotes", and a comma', "two\nlines", "übrig"]
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def write_truce(folder: Path, rng: random.Random, *, coarse: float = 0.0) -> None:
    """Write a random valid truce into a folder, which is made where it is missing.

    Of the share of entries that are ``coarse`` a span of days, several parties or the least number of
    people is known.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mix = random_mix(rng)
    terms = random_terms(rng, mix)
    (folder / "terms.toml").write_text(to_toml(terms), encoding="utf-8")
    days = _days_around(terms)
    releases = [_release(rng, mix, terms, days) for _ in range(rng.choice([0, 3, 15, 40, 60, 60]))]
    _give_ids(rng, releases, "r")
    needed = ["day", "party", "kind", "count"]
    if any(not row["day"] for row in releases):
        needed.append("at")
    _write(folder / "releases.csv", rng, RELEASES, needed, releases)
    claims = [_claim(rng, mix, terms, days) for _ in range(rng.randint(0, 12))]
    _give_ids(rng, claims, "c")
    _give_parts(rng, claims)
    _write(folder / "claims.csv", rng, CLAIMS, [*CLAIMS], claims)
    for claim, row in zip(claims, reconcile(load(folder), LATER), strict=True):
        if row["ledger"] and _chance(rng, 0.7):
            claim["figure"] = str(max(0, int(row["ledger"]) + rng.choice([0, 0, 0, 1, -1, 2])))
    if coarse:
        _coarsen(rng, terms, releases, coarse)
        _write(folder / "releases.csv", rng, RELEASES, [*RELEASES], releases)
    needed = ["id", "source", "to", "figure"]
    needed += ["part_of", "part"] if any(claim["part_of"] for claim in claims) else []
    first = min(phase["from"] for phase in terms["phases"]).isoformat()
    needed += ["from"] if any(claim["to"] < first for claim in claims) else []
    if claims or _chance(rng, 0.5):
        _write(folder / "claims.csv", rng, CLAIMS, needed, claims)
    else:
        (folder / "claims.csv").unlink()
    _write(folder / "sources.csv", rng, SOURCES, ["id", "publisher"], _sources(rng))


def random_moment(folder: Path, rng: random.Random) -> datetime:
    """A moment of judgement before, during (often on a boundary) or after the folder's truce."""
    truce = load(folder)
    last = last_day(truce.terms)
    assert last is not None
    days = days_between(first_day(truce.terms) - 4 * DAY, last + 4 * DAY)
    moment = truce.clock.start(max(rng.choices(days, k=2)))
    own = [entry.moment for entry in truce.entries if entry.moment is not None]
    how = rng.choice(["far", "entry", "entry", "near", "near", "within", "within", "on", "end"])
    if how == "far":
        moment = rng.choice([LATER, datetime(2000, 1, 1, tzinfo=UTC)])
    elif how == "entry" and own:
        moment = rng.choice(own) + timedelta(seconds=rng.choice([-1, 0, 1]))
    elif how == "near":
        moment += timedelta(seconds=rng.choice([-1, 1]))
    elif how == "within":
        moment += timedelta(seconds=rng.randrange(86400))
    elif how == "end":
        moment = truce.clock.end(last)
    offset = timezone(timedelta(minutes=rng.choice([0, 120, 345, -210, 840])))
    return moment.astimezone(rng.choice([UTC, offset]))


def _chance(rng: random.Random, probability: float) -> bool:
    return rng.random() < probability


def _days_around(terms: Terms) -> list[date]:
    """Every day of the truce, several times, and a few before and after it once."""
    first = min(phase["from"] for phase in terms["phases"])
    last = max(phase["to"] for phase in terms["phases"])
    inside = days_between(first, last) * 4
    before = days_between(first - 4 * DAY, first - DAY)
    return before + inside + days_between(last + DAY, last + 4 * DAY)


def _release(rng: random.Random, mix: Mix, terms: Terms, days: list[date]) -> Row:
    day = rng.choice(days)
    timing = rng.choice(["day", "day", "day", "both", "both", "at"])
    count = (
        "?" if _chance(rng, mix.undisclosed) else str(rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 5, 6]))
    )
    return {
        "id": "",
        "day": "" if timing == "at" else day.isoformat(),
        "until": "",
        "at": "" if timing == "day" else _moment(rng, terms, day),
        "party": rng.choice(list(terms["parties"])),
        "kind": rng.choice(mix.words["kind"]),
        "count": count,
        "category": _cell(rng, mix.words["category"], blank=mix.blank),
        "nationality": _cell(rng, mix.words["nationality"], blank=mix.blank),
        "basis": rng.choice(["", "", "agreement", *mix.words["basis"]]),
        "person": rng.choice(["", "", "", "N. N.; O. O."]),
        "sources": rng.choice(["", "S1", "S1;S2", "https://example.org/a%3Bb ; S2"]),
        "note": rng.choice(NOTES),
    }


def _coarsen(rng: random.Random, terms: Terms, releases: list[Row], share: float) -> None:
    for row in releases:
        if _chance(rng, share) and row["day"]:
            until = date.fromisoformat(row["day"]) + timedelta(days=rng.choice([0, 1, 1, 2, 5, 40]))
            row |= {"until": until.isoformat(), "at": ""}
        if _chance(rng, share):
            names = list(terms["parties"])
            row["party"] = ";".join(rng.sample(names, rng.randint(1, len(names))))
        if _chance(rng, share) and int(row["count"].replace("?", "0")):
            row["count"] += "+"


def _moment(rng: random.Random, terms: Terms, day: date) -> str:
    """A moment on or about a boundary of the truce day, within it, or in another one."""
    day_starts = time.fromisoformat(terms.get("day_starts", "00:00"))
    moment = start_of(terms["timezone"], day_starts, day)
    seconds = [0, -1, 1, 86399, 86400, 90000, 82800, rng.randrange(86400), rng.randrange(86400)]
    moment += timedelta(seconds=rng.choice(seconds))
    moment += timedelta(days=rng.choice([0, 0, 0, 0, 0, -1, 1, 3]))
    offset = timezone(timedelta(minutes=rng.choice([0, 120, 180, 345, -300])))
    text = moment.astimezone(offset).isoformat()
    if text.endswith("+00:00") and _chance(rng, 0.5):
        text = text.replace("+00:00", "Z")
    return text.replace(":00+", "+") if _chance(rng, 0.3) and text.count(":00+") == 1 else text


def _cell(rng: random.Random, words: list[str], *, blank: float) -> str:
    if _chance(rng, blank):
        return rng.choice(["", "", " ; "])
    values = rng.choices(words, k=rng.choice([1, 1, 1, 2, 3]))
    return rng.choice([";", ";", " ; ", "; "]).join(values) + rng.choice(["", "", ";"])


def _claim(rng: random.Random, mix: Mix, terms: Terms, days: list[date]) -> Row:
    first, last = sorted(rng.choices(days, k=2))
    blank = last >= min(phase["from"] for phase in terms["phases"]) and _chance(rng, 0.4)
    parties = rng.choices(list(terms["parties"]), k=rng.choice([1, 1, 2]))
    return {
        "id": "",
        "source": rng.choice(["S1", "S2"]),
        "published": rng.choice(["", "2023", "2023-12", "2023-12-01", "2023-12-01T01:30:00+02:00"]),
        "from": "" if blank else first.isoformat(),
        "to": last.isoformat(),
        "party": rng.choice(["", ";".join(parties)]),
        "kind": _cell(rng, mix.words["kind"], blank=0.3),
        "category": _cell(rng, mix.words["category"], blank=0.8),
        "nationality": _cell(rng, mix.words["nationality"], blank=0.8),
        "basis": _cell(rng, mix.words["basis"], blank=0.8),
        "bound": rng.choice(["", "=", ">=", "<=", "~"]),
        "figure": str(rng.choice([0, 1, 2, 3, 5, 8, 19, 20, 21, 40, 42])),
        "part_of": "",
        "part": "",
        "note": rng.choice(NOTES),
    }


def _give_ids(rng: random.Random, rows: list[Row], letter: str) -> None:
    """Give ids to some rows, among them names that the ledger would else give itself."""
    names = [f"{letter}{n}" for n in range(1, 2 * len(rows) + 1)]
    names += [f"X.{n}_{letter}" for n in range(len(rows))]
    share = rng.choice([0.0, 0.5, 1.0])
    for row, name in zip(rows, rng.sample(names, len(rows)), strict=True):
        row["id"] = name if _chance(rng, share) else ""


def _give_parts(rng: random.Random, claims: list[Row]) -> None:
    """Make some claims parts of earlier ones, so that no circle can arise."""
    for index, claim in enumerate(claims):
        wholes = [earlier["id"] for earlier in claims[:index] if earlier["id"]]
        if wholes and _chance(rng, 0.3):
            claim["part_of"] = rng.choice(wholes)
            claim["part"] = rng.choice(["part", "including"])


def _sources(rng: random.Random) -> list[Row]:
    return [
        {
            "id": name,
            "publisher": f"Paper {name}, daily",
            "published": rng.choice(["", "2023", "2023-12-02"]),
            "url": rng.choice(["", "https://example.org/?q=1"]),
            "title": "",
            "archived": "",
            "sha256": "",
            "note": rng.choice(NOTES),
        }
        for name in ("S1", "S2")
    ]


def _write(
    path: Path, rng: random.Random, columns: list[str], needed: list[str], rows: list[Row]
) -> None:
    """Write rows with columns in some order, some optional ones missing, in some valid dialect."""
    missing = rng.choice([0.0, 0.0, 0.3])
    kept = [column for column in columns if column in needed or not _chance(rng, missing)]
    if _chance(rng, 0.5):
        rng.shuffle(kept)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text,
        kept,
        extrasaction="ignore",
        lineterminator=rng.choice(["\n", "\r\n"]),
        quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )
    writer.writeheader()
    writer.writerows(rows)
    mark = "\ufeff" if _chance(rng, 0.3) else ""
    path.write_bytes((mark + text.getvalue()).encode())
