"""The parts of the report as a page, one file for each of its sections that needs one."""
