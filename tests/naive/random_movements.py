"""Random truces with cohorts and movements, and claims about them and about single periods.

They are those of `random_truce`, with more in their terms, claims and a file of movements.
"""

import random
import tomllib
from datetime import date

from tests.naive.clock import DAY
from tests.naive.facts import COLUMNS, HELD, Terms, Truce, list_readings, read, read_rows, words_of
from tests.naive.held import balance, list_steps
from tests.naive.judging import open_judge
from tests.naive.random_terms import WORDS, TermsMaker
from tests.naive.random_truces import CLAIMS, RowsMaker, random_truce, write_terms

MOVEMENTS = "id day until party movement kind count category nationality sources note".split()  # noqa: SIM905
NAMES = (
    *("taken", "taken", "taken", "held-before", "retaken"),
    *("released", "rescued", "escaped", "recovered", "written-off", "died", "declined"),
)
Row = dict[str, str]


def random_whole_truce(
    rng: random.Random, *, new_words: bool, most_entries: int = 14, most_movements: int = 8
) -> dict[str, str]:
    """Return a truce folder with cohorts, movements and claims with a `measure`."""
    files = random_truce(rng, new_words=new_words, most_entries=most_entries)
    terms = tomllib.loads(files["terms.toml"])
    maker = MovementsMaker(rng, terms)
    files["terms.toml"] += "\n" + write_terms({"cohorts": terms["cohorts"]})
    movements = [maker.make_movement(n) for n in range(rng.randint(0, most_movements))]
    files["movements.csv"] = maker.rows.write(
        MOVEMENTS, movements, required={"day", "party", "movement", "kind", "count"}
    )
    truce = read(files)
    claims = read_rows(files["claims.csv"])
    claims += [maker.make_measure(truce, n) for n in range(rng.randint(0, 5))]
    claims += [claim for _ in range(3) for claim in maker.make_fitting(truce)]
    rng.shuffle(claims)
    files["claims.csv"] = maker.rows.write(
        # A claim is part of an earlier one.
        [name for name in (*CLAIMS, "measure", "cohort") if name not in {"part_of", "part"}],
        claims,
        required={"source", "to", "figure"},
    )
    return files


class MovementsMaker:
    """Makes the cohorts, movements and claims of one truce; adds the cohorts to its terms."""

    def __init__(self, rng: random.Random, terms: Terms) -> None:
        self.rng = rng
        self.rows = RowsMaker(rng, terms, new_words=True)
        self.terms_maker = TermsMaker(rng, new_words=True)
        self.terms_maker.parties = list(terms["parties"])
        names = ["people", "others", "all"][: rng.choice([1, 1, 2, 3])]
        terms["cohorts"] = {name: self.make_cohort() for name in names}
        self.terms = terms

    def make_cohort(self) -> Terms:
        """Return a cohort; its selector asks for little, so that something is in it."""
        parties = self.terms_maker.parties
        counts: Terms = {}
        if self.rows.chance(0.6):
            counts["kind"] = self.rng.choice(["hostage", ["hostage", "remains"], WORDS["kind"]])
        if self.rows.chance(0.2):
            counts = self.terms_maker.make_selector()
        cohort: Terms = {
            "title": "People held",
            "party": self.rng.choice([parties[0], parties[1], parties[:2]]),
            "counts": counts,
            "from": self.rows.first + self.rng.randint(-4, 2) * DAY,
        }
        return cohort | ({"dead": ["remains"]} if self.rows.chance(0.6) else {})

    def make_movement(self, number: int) -> Row:
        """Return a movement, most of them of a cohort but perhaps for a blank."""
        cohort = self.rng.choice(list(self.terms["cohorts"].values()))
        counts = cohort["counts"]
        name = self.rng.choice(NAMES) if number else self.rng.choice(["taken", "held-before"])
        day = self.rows.make_day()
        if name in {"taken", "held-before"} and self.rows.chance(0.7):
            day = cohort["from"] + self.rng.choice([-1, 0, 0, 0, 1]) * DAY
        row = {
            "id": f"v{number}" if self.rows.chance(0.3) else "",
            "day": day.isoformat(),
            "party": self.rng.choice(words_of(cohort["party"])),
            "movement": name,
            "count": self.rows.make_count(),
        }
        for column in ("kind", "category", "nationality"):
            words = words_of(counts.get(column, WORDS[column]))
            row[column] = self.rng.choice(words if self.rows.chance(0.9) else WORDS[column])
            if column != "kind" and self.rows.chance(0.2):
                row[column] = ""
        if name in {"died", "declined"} and row["kind"] == "remains":
            row["kind"] = "hostage"
        if self.rows.chance(0.2):
            row["until"] = (day + self.rng.randint(0, 3) * DAY).isoformat()
        return row

    def make_measure(self, truce: Truce, number: int) -> Row:
        """Return a claim about people held, or about a movement."""
        name, cohort = self.rng.choice(list(self.terms["cohorts"].items()))
        names = [one.name for one in truce.movements]
        others = [one for one in [*names, *names, "rescued", "died"] if one != "released"]
        measure = self.rng.choice([*HELD, *HELD, *HELD, *others])
        last = cohort["from"] + self.rng.randint(0, 9) * DAY
        is_alone = len(self.terms["cohorts"]) == 1
        row = {
            "id": f"q{number}" if self.rows.chance(0.7) else "",
            "source": "bbc",
            "to": last.isoformat(),
            "bound": self.rng.choice(["", "=", "=", ">=", "<=", "~"]),
            "measure": measure,
            "cohort": "" if is_alone and self.rows.chance(0.5) else name,
            "figure": str(self.make_figure(truce, cohort, measure, last)),
        }
        if measure not in HELD:
            first = cohort["from"] + self.rng.randint(-1, 3) * DAY
            row["from"] = self.rng.choice(["", min(first, last).isoformat()])
            for column in ("kind", "category", "nationality"):
                row[column] = self.rows.make_values(column, blank=0.75)
        return row

    def make_figure(self, truce: Truce, cohort: Terms, measure: str, last: date) -> int:
        """Return a figure near what the ledger has at the end of a day."""
        at = truce.clock.end(last)
        now = balance(cohort, list_steps(truce, cohort, at))
        numbers = now.columns | {"held": now.held or 0, "held_dead": now.held_dead or 0}
        number = numbers[measure.replace("-", "_")]
        return max(0, number + self.rng.choice([0, 0, 1, -1, 2, 6]))

    def make_fitting(self, truce: Truce) -> list[Row]:
        """Return a claim of exactly what is counted in a period, if one with an end is hit upon."""
        reading = self.rng.choice(list_readings(truce.terms))
        judge = open_judge(truce, truce.clock.start(self.rows.first + 30 * DAY), reading)
        if not judge.agreement.obligations:
            return []
        name, obligation = self.rng.choice(list(judge.agreement.obligations.items()))
        verdicts = [one for one in judge.judge(name) if one.required is not None]
        verdict = self.rng.choice(verdicts) if verdicts else None
        if verdict is None or verdict.period.first is None or verdict.period.last is None:
            return []
        words = {column: words_of(obligation["counts"].get(column, [])) for column in COLUMNS}
        return [
            {
                "source": "afp",
                "from": verdict.period.first.isoformat(),
                "to": verdict.period.last.isoformat(),
                "party": ";".join(reversed(words_of(obligation["party"]))),
                "figure": str(max(0, (verdict.required or 0) + self.rng.choice([-2, -1, 0, 3]))),
                **{column: ";".join(reversed(cells)) for column, cells in words.items()},
            }
        ]
