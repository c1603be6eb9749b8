# %% [markdown]
# # November 2023: was the truce kept, by which reading, and why did a report say 110?
#
# Each cell asks one question. Run it as a script, or cell by cell in an editor that knows `# %%`.

# %%
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import exchange_tracker as xt

truce = xt.read_folder(Path(__file__).parents[1] / "data" / "nov2023")
at = datetime(2023, 12, 1, 10, tzinfo=UTC)  # nothing reads the clock: the moment is always said

# %% [markdown]
# Was it kept? What all readings say of each period together:

# %%
periods = xt.check_together(truce, at)
for together, number in Counter(row.together for row in periods).items():
    print(f"{number} periods: {together}")

# %% [markdown]
# By which reading? The periods that are not kept under every reading:

# %%
for row in xt.check(truce, at, only_findings=True):
    print(f"{row.from_} {row.obligation}, {row.reading}: {row.status}, short {row.shortfall}")

# %% [markdown]
# How many hostages were freed by the last day?

# %%
totals = xt.totals(truce, at, where=xt.Where(party="hamas"))
print(f"{totals[-1].running_total} hostages by {totals[-1].day}")

# %% [markdown]
# A report of 1 December gave 110. What would make that figure come out?

# %%
(claim,) = xt.reconcile(truce, at, claim="c092")
print(f"{claim.figure} published, {claim.ledger} in the ledger: {claim.explanation}")

# %% [markdown]
# Every result is a list of records for pandas or polars: `pandas.DataFrame(totals.to_records())`.
