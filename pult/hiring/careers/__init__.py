"""The careers site: what the public reads of openings."""
