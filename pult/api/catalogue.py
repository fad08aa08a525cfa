"""The facts that webhooks can tell other systems of, each with a sentence. The list comes from the facts themselves."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.conversations import events as conversations
from pult.customers import events as customers
from pult.feedback import events as feedback
from pult.foundation.events import Event
from pult.knowledge import events as knowledge
from pult.sla import events as sla

from .types import ASKED, TEST


@dataclass(frozen=True)
class PublicFact:
    """A kind of fact that others may hear of: its class, and what it says."""

    event: type[Event]
    label: str | Promise

    @property
    def name(self) -> str:
        """How the payload names it."""
        return self.event.name

    @property
    def shows_message(self) -> bool:
        """Whether the payload carries the message that it is about."""
        return self.event in SHOWS_MESSAGE


SHOWS_MESSAGE = (conversations.MessageReceived, conversations.ReplyPosted, conversations.NoteAdded)
FACTS = (
    PublicFact(conversations.ConversationOpened, _("A new conversation has begun.")),
    PublicFact(conversations.MessageReceived, _("A customer has written.")),
    PublicFact(conversations.ReplyPosted, _("The staff, or the bot, has answered a customer.")),
    PublicFact(
        conversations.NoteAdded,
        _("An internal note was written. Its text is sent; nothing else ever sends text of notes."),
    ),
    PublicFact(conversations.DeliveryRecorded, _("A reply was delivered, or came back.")),
    PublicFact(
        conversations.ConversationAssigned, _("A conversation was given to somebody, or taken from them.")
    ),
    PublicFact(conversations.ConversationTransferred, _("A conversation has moved to another department.")),
    PublicFact(conversations.StatusChanged, _("A conversation has another status.")),
    PublicFact(conversations.ConversationSolved, _("A conversation was solved.")),
    PublicFact(conversations.ConversationReopened, _("A solved conversation is open again.")),
    PublicFact(conversations.ConversationMarkedSpam, _("A conversation is spam.")),
    PublicFact(conversations.ConversationNotSpam, _("A conversation was no spam after all.")),
    PublicFact(
        conversations.ConversationErased,
        _("Files, contents or the whole of a conversation are gone, because its time was over."),
    ),
    PublicFact(conversations.ConversationMerged, _("A conversation goes on in another one.")),
    PublicFact(conversations.ConversationUnmerged, _("A merged conversation stands on its own again.")),
    PublicFact(conversations.SideOpened, _("Somebody else was asked beside a conversation.")),
    PublicFact(conversations.SideAnswered, _("A side conversation was answered.")),
    PublicFact(conversations.PriorityChanged, _("A conversation is more or less pressing than before.")),
    PublicFact(conversations.TagsChanged, _("The tags of a conversation have changed.")),
    PublicFact(conversations.ChecklistAdded, _("A conversation has a checklist more.")),
    PublicFact(conversations.ItemTicked, _("An item of a checklist is done, or open again.")),
    PublicFact(conversations.ChecklistDone, _("Everything on a checklist is done.")),
    PublicFact(sla.TargetMissed, _("A promised time has passed.")),
    PublicFact(feedback.RatingGiven, _("A customer has rated a conversation.")),
    PublicFact(customers.CustomerCreated, _("Somebody new is known as a customer.")),
    PublicFact(customers.CustomerChanged, _("What is known of a customer has changed.")),
    PublicFact(knowledge.DocumentPublished, _("An article was published, or published anew.")),
    PublicFact(knowledge.DocumentWithdrawn, _("An article can no longer be read.")),
)
BY_NAME = {fact.name: fact for fact in FACTS}
# What is sent because somebody asked, not because it was chosen.
ASKED_FOR = {
    TEST: _("A test, sent from the settings."),
    ASKED: _("A rule of automation has called the webhook."),
}


def label_of(name: str) -> str:
    """What a fact says; its name when it is no longer known."""
    known = BY_NAME.get(name)
    return str(known.label if known else ASKED_FOR.get(name, name))
