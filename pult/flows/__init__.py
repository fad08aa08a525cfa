"""Stories that cross contexts, in order; calls only."""
