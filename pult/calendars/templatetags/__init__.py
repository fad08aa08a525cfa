"""Template tags of opening hours."""
