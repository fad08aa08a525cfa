"""How a notice speaks of a conversation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.notifications.types import Notice


def notice_of(conversation: Conversation, *, title: str, body: str, stays: bool = False) -> Notice:
    """A notice that leads to a conversation; a later one about the same conversation takes its place."""
    return Notice(
        title=title,
        body=body,
        url=reverse("workspace:conversation", args=[conversation.pk]),
        tag=f"conversation-{conversation.pk}",
        stays=stays,
    )


def numbered(conversation: Conversation) -> str:
    """Which conversation, without a word of what it is about."""
    return _("Conversation %(number)s") % {"number": conversation.pk}


def in_words(conversation: Conversation) -> str:
    """Which conversation, for those who let customers' words be shown."""
    return f"{conversation.customer.name}: {conversation.subject}"
