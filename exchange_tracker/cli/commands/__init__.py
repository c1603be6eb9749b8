"""One file a command: read, ask, print, exit."""
