"""Verbs of the portal."""

from .centre import change_help_centre

__all__ = ["change_help_centre"]
