"""A truce with a cohort and movements, as texts of its folder."""

from pathlib import Path

from tests.truces import HEAD, owes, phase

COHORT = """
[cohorts.captives]
title = "Captives"
party = "a"
counts = { kind = ["h", "remains"] }
from = 2023-10-07
dead = ["remains"]
"""
TERMS = HEAD + phase("p", 1, 4) + owes("daily", "a", "at_least = 3") + COHORT
HEADER = "id,day,until,party,movement,kind,count,category,nationality,person,sources,note"
ONE = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
AT = ("--at", "2024-02-01T00:00Z")
CSV = ("-O", "csv", "--raw")
FOLDER = {
    "terms.toml": TERMS,
    "releases.csv": "id,day,until,at,party,kind,count,category,nationality,basis,person,sources,note\n"
    "m2,2024-01-02,,,a,h,3,,,,,,\n",
    "movements.csv": f"{HEADER}\n"
    "x,2023-10-07,2023-10-08,a,taken,h,251,,,,S1;S2,\n"
    'm1,2014-07-20,,a,held-before,remains,007,,,Aleph;Beth,,"of ""2014"", some"\n'
    "m3,2023-12-30,,a,died,h,?,minor;woman,Israeli;Russian,,,\n"
    "r1,2023-12-31,,b,written-off,h,3+,,,,,=1+1\n"
    "m4,2024-01-01,,a,declined,h,0,,,,,\n",
    "claims.csv": "id,source,published,from,to,party,kind,category,nationality,basis,bound,measure,cohort,figure,part_of,part,note\n"
    "c1,S1,,,2024-01-02,,,,,,,held,,250,,,\n"
    "m5,S1,,2024-01-01,2024-01-02,,h,minor,Israeli,,>=,rescued,captives,1,c1,including,\n"
    "c2,S1,,,2024-01-02,,,,,,~,held-dead,captives,7,,,\n",
    "sources.csv": "id,publisher,published,url,title,archived,sha256,note\nS1,A desk,,,,,,\nS2,,,,,,,\n",
}


def write_folder(place: Path) -> Path:
    """Write the folder, byte for byte, and return its place."""
    place.mkdir()
    for name, text in FOLDER.items():
        (place / name).write_text(text, encoding="utf-8", newline="")
    return place
