"""What the mail door hears."""

from pult.conversations.events import ReplyPosted
from pult.foundation.events import subscribe
from pult.inboxes.types import Channel

from . import operations


@subscribe(ReplyPosted)
def queue_reply(event: ReplyPosted) -> None:
    """A reply in a conversation by mail goes out by mail."""
    if event.channel == Channel.EMAIL:
        operations.queue_reply(event.message_id)
