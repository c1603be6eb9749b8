"""A ledger on a PostgreSQL server; loaded for an address of one, and for nothing else."""
