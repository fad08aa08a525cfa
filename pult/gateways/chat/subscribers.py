"""What the chat door hears."""

from pult.assistant import queries as assistant
from pult.assistant.events import BotFinished
from pult.conversations.events import ReplyPosted
from pult.conversations.models import Conversation
from pult.foundation.events import subscribe
from pult.inboxes.types import Channel

from . import operations


@subscribe(ReplyPosted)
def deliver_reply(event: ReplyPosted) -> None:
    """A reply in a chat is seen on the page, or goes by mail."""
    if event.channel == Channel.CHAT:
        operations.deliver(event.message_id)


@subscribe(BotFinished)
def keep_address(event: BotFinished) -> None:
    """Where the visitor has told the bot to answer, the answer goes when they have left."""
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    if conversation is not None and event.channel == Channel.CHAT:
        told = assistant.contact_given(conversation)
        operations.note_contact(conversation, name=told.name, email=told.email, at=event.at)
