"""Results in the words and tables that people and programs read; no rule of the domain."""
