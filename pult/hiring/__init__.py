"""Choosing people: openings, the careers site, applications, and the way of a candidate to a decision."""
