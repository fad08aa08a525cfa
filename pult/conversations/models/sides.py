"""Side conversations: what is asked of somebody else, beside a customer's matter.

A side conversation is a conversation of its own that is kept apart: its messages, files, deliveries and signed
addresses are those of every other one, while lists, clocks, routing, figures, rules, surveys and customers' own pages
pass it by as they pass by everything that is kept apart. Who may read it is asked of its parent and of whom it is with.
"""

from django.db import models

from pult.accounts.models import Person
from pult.conversations.types import UNRESOLVED, SideState, Status
from pult.customers.models import closed_customers
from pult.foundation.actors import Actor

from .conversations import Conversation


class SideConversationQuerySet(models.QuerySet["SideConversation"]):
    """Phrases about side conversations."""

    def visible_to(self, actor: Actor) -> "SideConversationQuerySet":
        """Those of the conversations that the actor may read, but those with somebody who is not for them."""
        theirs = closed_customers(actor, "conversation__customer__")
        return self.filter(parent__in=Conversation.objects.visible_to(actor)).exclude(theirs)

    def unfinished(self) -> "SideConversationQuerySet":
        """Those of which nobody has said that they are done."""
        return self.filter(conversation__status__in=[str(one) for one in UNRESOLVED])


class SideConversation(models.Model):
    """A conversation with third parties about another one, its parent. Whom it goes to are its participants."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="side"
    )
    parent = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="sides")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opens_parent = models.BooleanField(default=True)

    objects = SideConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="side_conversation_beside_another",
                condition=~models.Q(conversation=models.F("parent")),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} beside #{self.parent_id}"

    @property
    def state(self) -> SideState:
        """Whose turn it is."""
        return state_of(self.conversation.status)


def state_of(status: str) -> SideState:
    """Whose turn it is in a side conversation that stands like this."""
    if Status(status).category == "waiting":
        return SideState.WAITING
    return SideState.ANSWERED if status in UNRESOLVED else SideState.DONE
