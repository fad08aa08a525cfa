"""The desk's small views, cut by noun."""
