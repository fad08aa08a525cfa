"""Live news: who listens to what, and telling every process that something changed."""

from .news import CHANNEL, announce, hang_up, say, to_send_along
from .topics import Topic, allowed
from .work import hear_work

__all__ = ["CHANNEL", "Topic", "allowed", "announce", "hang_up", "hear_work", "say", "to_send_along"]
