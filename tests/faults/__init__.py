"""Faults brought about on purpose: `make faults` runs them whole, `make test` shortened."""
