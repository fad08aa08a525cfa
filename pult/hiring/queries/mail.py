"""Mail to the address of hiring that belongs to no application."""

from django.db.models import Prefetch

from pult.conversations.models import Conversation, ConversationQuerySet, Message
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.hiring.types import Right
from pult.inboxes.types import Purpose


def unsorted_mail(actor: Actor) -> ConversationQuerySet:
    """Conversations of the hiring inboxes without an application, for those who manage hiring."""
    if not actor.has(Right.MANAGE):
        return Conversation.objects.none()
    return Conversation.objects.filter(is_apart=True, inbox__purpose=Purpose.HIRING, application=None)


def unsorted_page(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Conversation]:
    """A page of it, the newest first, with what was said."""
    said = Prefetch("messages", Message.objects.order_by("id"))
    return keyset_page(
        unsorted_mail(actor).prefetch_related(said),
        ("-activity_at", "-id"),
        after=after,
        before=before,
        size=20,
    )
