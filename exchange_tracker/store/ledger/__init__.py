"""The ledger: changes, history, digests; one file for each database."""
