"""Whom the door lets in."""
