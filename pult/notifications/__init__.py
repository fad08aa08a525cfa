"""Notices to the staff: which there are, who wants which and when, and how they reach a browser."""
