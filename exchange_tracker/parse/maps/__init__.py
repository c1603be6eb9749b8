"""Maps of columns: a file in a desk's own words to rows of the ledger, as its map says."""
