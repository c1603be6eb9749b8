"""What a query reads from: a truce folder or a ledger."""
