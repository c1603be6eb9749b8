"""Outside words to facts, or every problem at once."""
