"""What the portal keeps."""

from .exports import Export

__all__ = ["Export"]
