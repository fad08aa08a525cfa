"""Questions about scorecards."""
