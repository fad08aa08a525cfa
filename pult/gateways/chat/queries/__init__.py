"""What the chat door can be asked: for the desk, and for a visitor's own eyes."""

from .desk import Here, is_online, visitor_of, visitors_now
from .visiting import current_chat, messages_after, standing_of

__all__ = ["Here", "current_chat", "is_online", "messages_after", "standing_of", "visitor_of", "visitors_now"]
