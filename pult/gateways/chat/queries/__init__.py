"""What the chat door can be asked: for the desk, and for a visitor's own eyes."""

from .desk import Here, is_online, online_among, page_of, trail_of, visitor_of, visitors_now
from .showing import showing, widget_of
from .visiting import current_chat, invitation_for, messages_after, standing_of

__all__ = [
    "Here",
    "current_chat",
    "invitation_for",
    "is_online",
    "messages_after",
    "online_among",
    "page_of",
    "showing",
    "standing_of",
    "trail_of",
    "visitor_of",
    "visitors_now",
    "widget_of",
]
