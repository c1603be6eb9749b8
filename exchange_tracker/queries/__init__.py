"""One module a question: pure functions over facts, figures and verdicts."""
