"""Commands: read, ask, print, exit."""
