"""What the portal keeps."""

from .centre import HelpCentre

__all__ = ["HelpCentre"]
