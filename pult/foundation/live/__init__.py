"""Live news: who listens to what, and telling every process that something changed."""

from .news import announce, hang_up, say
from .topics import Topic, allowed

__all__ = ["Topic", "allowed", "announce", "hang_up", "say"]
