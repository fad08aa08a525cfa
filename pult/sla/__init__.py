"""Service levels: targets, clocks, deadlines that explain themselves."""
