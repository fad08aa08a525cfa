"""Questions that the pages of the portal ask."""

from .centre import frame_for, frame_of

__all__ = ["frame_for", "frame_of"]
