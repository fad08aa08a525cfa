"""What the model is asked for each use, and what of its answer is let through. Nothing here writes."""

from .errand import Errand, prepare

__all__ = ["Errand", "prepare"]
