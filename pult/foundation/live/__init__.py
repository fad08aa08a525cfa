"""Live news: who listens to what, and telling every process that something changed."""

from .news import announce, say
from .topics import Topic, allowed

__all__ = ["Topic", "allowed", "announce", "say"]
