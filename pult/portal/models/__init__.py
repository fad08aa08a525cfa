"""What the portal keeps."""

from .centre import HelpCentre
from .exports import Export

__all__ = ["Export", "HelpCentre"]
