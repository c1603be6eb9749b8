"""The whole fault run: `python -m tests.faults [words for pytest]`, then a table of its figures."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["FAULTS"] = "whole"
    whole = ["tests/faults", "tests/test_history_machine.py"]
    sys.exit(pytest.main(["-n", "2", "--dist", "loadfile", "-q", *whole, *sys.argv[1:]]))
