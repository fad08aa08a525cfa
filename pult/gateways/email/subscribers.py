"""What the mail door hears."""

from pult.automation.operations import manners, offer_past_mail
from pult.conversations.events import ConversationOpened, ReplyPosted
from pult.conversations.models import Conversation
from pult.foundation.events import subscribe
from pult.inboxes.types import Channel
from pult.notifications import operations as notifications

from . import notices, operations
from .events import MailboxAlarmed
from .operations.auto_reply import may_be_answered
from .operations.door import past_mail

ANSWERED = (Channel.EMAIL, Channel.FORM)


@subscribe(ReplyPosted)
def queue_reply(event: ReplyPosted) -> None:
    """A reply in a conversation by mail goes out by mail."""
    if event.channel == Channel.EMAIL:
        operations.queue_reply(event.message_id)


@subscribe(ConversationOpened)
def answer_by_itself(event: ConversationOpened) -> None:
    """Whoever begins a conversation by mail or a form may be told that it has arrived."""
    is_asked = event.channel in ANSWERED and event.by.startswith("customer:") and not event.is_apart
    if is_asked and event.inbox_id is not None and operations.answers_by_itself(event.inbox_id):
        conversation = Conversation.objects.select_related("inbox", "customer", "department").get(
            pk=event.conversation_id
        )
        operations.answer_by_itself(conversation, message_id=event.message_id, at=event.at)


@subscribe(MailboxAlarmed)
def tell_of_mailbox(event: MailboxAlarmed) -> None:
    """Those who manage inboxes."""
    thing = notices.INBOX.of(event.inbox_id)
    notifications.tell(notices.MAILBOX, notices.managers(), about=event.account_id, thing=thing, at=event.at)


manners.declare(may_be_answered)
offer_past_mail(past_mail)
