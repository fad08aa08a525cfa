"""Panels of the house's own systems."""
