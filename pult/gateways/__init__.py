"""Doors to the outside, one folder each, all of one shape."""
