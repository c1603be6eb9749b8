"""Pages to look at: reports of the truces, of many days, and of hostile entries."""

import json
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.desk.browser import Page
from tests.desk.moments import AFTER, copied
from tests.program import xt
from tests.truces import HEAD, owes, write

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
PICTURES = ROOT / ".browser"
TRUCES = ("nov2023", "jan2025", "shalit2011", "armenia-azerbaijan-dec2023")
LATER = "2026-01-01T00:00Z"
EVIL = "<script>window.owned=1</script><img src=x onerror=window.owned=1>\"'><svg onload=owned=1>"


def report(folder: Path, truce: Path, *options: object, at: str = AFTER) -> Path:
    """The report of a truce as a file."""
    path = folder / "report.html"
    assert xt("report", "--ledger", truce, "--at", at, "-o", path, *options).ok
    return path


def opened(page: Page, path: Path, **look: Any) -> Page:
    """A page that has just been opened, and of which nothing was heard before."""
    page.requests.clear()
    page.said.clear()
    page.open(path, **look)
    return page


def hostile(folder: Path) -> Path:
    """A truce whose every field tries to be more than text."""
    truce = copied(folder)
    quoted = json.dumps(EVIL)
    terms = (truce / "terms.toml").read_text(encoding="utf-8")
    terms = re.sub(r"^(title *= ).*$", lambda match: match[1] + quoted, terms, flags=re.MULTILINE)
    terms = re.sub(r"^(held_by *= ).*$", lambda match: match[1] + quoted, terms, flags=re.MULTILINE)
    terms = terms.replace('"Hamas"', json.dumps(EVIL + "\u202e")).replace(
        '"Israel"', '"حماس \\u2066x"'
    )
    terms = terms.replace('"first four days"', quoted)
    (truce / "terms.toml").write_text(f"# </pre>{EVIL}\n{terms}", encoding="utf-8")
    cell = '"' + EVIL.replace('"', '""') + '"'
    rows = (truce / "releases.csv").read_text(encoding="utf-8").rstrip("\n").splitlines()
    rows.append(f"x1,2023-11-30,,hamas,hostage,1,,,separate,javascript:alert(1);s1;s2,{cell}")
    (truce / "releases.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (truce / "sources.csv").write_text(
        "id,publisher,published,url,title,note\n"
        f"s1,{cell},2023,javascript:owned=1,{cell},{cell}\n"
        f's2,x,2023,"https://example.org/""><script>owned=1</script>",x,x\n'
        "s3,x,2023,https://example.org/?a=1&b=2,x,x\n",
        encoding="utf-8",
    )
    claims = "id,source,to,figure,note\nc1,s1,2023-11-30,5," + cell + "\n"
    (truce / "claims.csv").write_text(claims, encoding="utf-8")
    return truce


def many(folder: Path, entries: int, days: int = 365) -> Path:
    """A truce of many days, which two readings judge differently."""
    first = date(2024, 1, 1)
    last = first + timedelta(days - 1)
    terms = HEAD + f'[[phases]]\nname = "p"\nfrom = {first}\nto = {last}\n'
    terms += owes("daily", "a", f"at_least = {entries // days}")
    terms += owes("back", "b", f"at_least = {entries // days}")
    terms += '[readings.lent]\ntitle = "Lent"\n[readings.lent.obligations.daily]\ncarry="surplus"\n'
    truce = write(folder / "many", terms, "")
    chance = random.Random(6)
    every = [(first + timedelta(n)).isoformat() for n in range(days)]
    rows = (
        f"{chance.choice(every)},{chance.choice('ab')},h,{chance.randrange(5)},https://x.org/{n},x"
        for n in range(entries)
    )
    text = "\n".join(["day,party,kind,count,sources,note", *rows, ""])
    (truce / "releases.csv").write_text(text, encoding="utf-8")
    return truce
