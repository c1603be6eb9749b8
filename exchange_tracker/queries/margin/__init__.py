"""What would make a verdict come out otherwise (``ledger.md``, section 4.2): one file for each kind of offer."""
