"""A chat inbox with a bot, and a visitor who writes into it: the stage of the assistant's stories."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pult.assistant.models import Bot, Flow, FlowVersion
from pult.assistant.ready.flow import FIRST_FLOW
from pult.assistant.types import Passage
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes import operations as inboxes
from pult.inboxes.types import Channel
from tests.cast import Kettle

DESCALING = Passage(
    document_id=1,
    translation_id=11,
    title="Descaling",
    text="Boil half a litre of water with vinegar.",
    url="/hc/en/articles/1-descaling",
    score=0.9,
    is_sure=True,
)


def shelf(question, **_known):
    """What is published: one article about chalk."""
    return (DESCALING,) if "chalk" in question else ()


@dataclass
class Chat:
    """The chat inbox of Kettle & Co., its bot, and one visitor."""

    kettle: Kettle
    bot: Bot
    written: int = 0
    conversation: Conversation | None = None

    def write(self, text: str, *, at: datetime | None = None, settle: bool = True) -> list[str]:
        """The visitor writes; what is said to them since."""
        self.written += 1
        before = self.conversation.last_message_id if self.conversation else 0
        received = conversations.receive(
            Inbound(
                intake_key=f"chat-{self.written}",
                external_id=f"chat-{self.written}",
                sender=Sender(kind=IdentityKind.PHONE, value="+385911234567", name="Vera"),
                subject=text,
                text=text,
                at=at or timezone.now(),
                claimed_conversation=self.conversation.pk if self.conversation else None,
            ),
            inbox=self.bot.inbox,
        )
        self.conversation = received.conversation
        if settle:
            self.kettle.settle()
        self.conversation.refresh_from_db()
        return [one.text for one in self.said() if one.pk > max(before, received.message.pk)]

    def said(self):
        """Every reply in the conversation."""
        return self.conversation.messages.filter(kind="reply").order_by("pk")

    def notes(self) -> list[str]:
        """Every note in the conversation."""
        return [one.text for one in self.conversation.messages.filter(kind="note").order_by("pk")]


def bot_for(kettle: Kettle, content=FIRST_FLOW, **how) -> Bot:
    """A chat inbox of Support with a bot that is on."""
    flow = Flow.objects.create(name="Usual", draft=content)
    version = FlowVersion.objects.create(flow=flow, number=1, content=content, published_at=timezone.now())
    flow.published = version
    flow.save()
    inbox = inboxes.open_inbox(
        "Help", address="1", department=kettle.support, channel=Channel.CHAT, by=SYSTEM
    )
    return Bot.objects.create(inbox=inbox, name="Kettle", is_on=True, flow=flow, **how)
