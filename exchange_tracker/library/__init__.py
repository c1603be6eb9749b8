"""The public library: each command's question, asked from Python. ``exchange_tracker`` exports it."""
