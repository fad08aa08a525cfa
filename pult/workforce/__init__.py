"""People at work: departments, members, presence."""
