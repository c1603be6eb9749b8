"""Everything that a careful reader must look at."""
