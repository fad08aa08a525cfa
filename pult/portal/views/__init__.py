"""The public pages, cut by noun."""
