"""Boards and reports, each figure with its definition and the records behind it."""
