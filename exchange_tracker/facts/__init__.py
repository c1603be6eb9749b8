"""What is recorded: terms, entries, claims, sources, their sums, and the truce's clock."""
