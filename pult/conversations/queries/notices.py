"""How a notice speaks of a conversation."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation, SideConversation
from pult.foundation.actors import Actor
from pult.notifications.types import Notice, Thing, ThingKind, declare_thing


def notice_of(conversation: Conversation, *, title: str, body: str, stays: bool = False) -> Notice:
    """A notice that leads to a conversation; a later one about the same conversation takes its place."""
    return Notice(
        title=title,
        body=body,
        url=reverse("workspace:conversation", args=[conversation.pk]),
        tag=f"conversation-{conversation.pk}",
        stays=stays,
    )


def side_notice_of(side: SideConversation, *, title: str, body: str, stays: bool = False) -> Notice:
    """A notice that leads to a side conversation."""
    return Notice(
        title=title,
        body=body,
        url=reverse("workspace:side", args=[side.parent_id, side.pk]),
        tag=f"side-{side.pk}",
        stays=stays,
    )


def numbered(conversation: Conversation) -> str:
    """Which conversation, without a word of what it is about."""
    return numbered_as(conversation.pk)


def in_words(conversation: Conversation) -> str:
    """Which conversation, for those who let customers' words be shown."""
    return f"{conversation.customer.name}: {conversation.subject}"


def _describe(pks: Collection[int], actor: Actor) -> Mapping[int, Thing]:
    seen = Conversation.objects.visible_to(actor).filter(pk__in=pks).order_by()
    return {
        pk: Thing(
            title=subject or numbered_as(pk),
            detail=f"{name} · #{pk}",
            plain=numbered_as(pk),
            url=reverse("workspace:conversation", args=[pk]),
        )
        for pk, subject, name in seen.values_list("pk", "subject", "customer__name")
    }


def numbered_as(pk: int) -> str:
    """A conversation by its number."""
    return _("Conversation %(number)s") % {"number": pk}


CONVERSATION = declare_thing(ThingKind(key="conversation", describe=_describe))
