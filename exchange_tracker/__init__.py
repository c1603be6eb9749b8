"""A ledger of the people freed under a truce, judged under every reading of its terms."""

__version__ = "0.1.0"
