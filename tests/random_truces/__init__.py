"""A second, slow and plain implementation of the contract, to test the first one against."""
