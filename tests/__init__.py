"""The tests; what they share is imported as `tests.…`."""
