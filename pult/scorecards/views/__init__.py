"""The small views of scorecards, cut by noun."""
