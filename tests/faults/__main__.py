"""The whole fault run: `python -m tests.faults [words for pytest]`, then a table of its figures."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["FAULTS"] = "whole"
    sys.exit(pytest.main(["-n", "2", "-q", "tests/faults", *sys.argv[1:]]))
