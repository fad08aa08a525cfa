"""Questions that the pages of the portal ask."""

from .centre import frame_of, help_centre

__all__ = ["frame_of", "help_centre"]
