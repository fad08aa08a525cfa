"""What the chat door hears."""

from pult.conversations.events import ReplyPosted
from pult.foundation.events import subscribe
from pult.inboxes.types import Channel

from . import operations


@subscribe(ReplyPosted)
def deliver_reply(event: ReplyPosted) -> None:
    """A reply in a chat is seen on the page, or goes by mail."""
    if event.channel == Channel.CHAT:
        operations.deliver(event.message_id)
