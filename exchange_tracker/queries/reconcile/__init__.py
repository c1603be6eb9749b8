"""What others published against the rows, and what would make it come out."""
