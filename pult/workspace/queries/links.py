"""What a conversation is tied to, as far as this person may read it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation, Link
from pult.conversations.types import RESOLVED, LinkKind
from pult.foundation.actors import Actor

MOST = 200
SHOWN = 5
# By kind, and whether the other is the whole or the problem.
TITLES: dict[tuple[str, bool], str | Promise] = {
    (LinkKind.INCIDENT, True): _("Caused by the problem"),
    (LinkKind.INCIDENT, False): _("Incidents of this problem"),
    (LinkKind.PART, True): _("Part of"),
    (LinkKind.PART, False): _("Parts"),
    (LinkKind.RELATED, True): _("About the same"),
}


class Tied(NamedTuple):
    """One conversation at the other end, as plain values."""

    link: int
    id: int
    subject: str
    status: str


class Ties(NamedTuple):
    """All of one kind."""

    title: str
    kind: str
    is_upwards: bool
    shown: tuple[Tied, ...]
    more: int
    open: int


def ties_of(conversation: Conversation, actor: Actor, *, most: int = SHOWN) -> tuple[Ties, ...]:
    """What it is tied to, by kind; those that this person may not read are not counted."""
    if not getattr(conversation, "has_links", True):
        return ()
    found = links_of(conversation)[:MOST]
    ends = {one.pk: one.other_id if one.one_id == conversation.pk else one.one_id for one in found}
    seen = Conversation.objects.visible_to(actor).filter(pk__in=set(ends.values()))
    known = {row[0]: row for row in seen.values_list("pk", "subject", "status")}
    groups: dict[tuple[str, bool], list[Tied]] = {}
    for one in found:
        if ends[one.pk] in known:
            is_upwards = one.kind == LinkKind.RELATED or one.one_id == conversation.pk
            groups.setdefault((one.kind, is_upwards), []).append(Tied(one.pk, *known[ends[one.pk]]))
    return tuple(
        Ties(
            title=str(title),
            kind=key[0],
            is_upwards=key[1],
            shown=tuple(groups[key][:most]),
            more=max(0, len(groups[key]) - most),
            open=sum(one.status not in RESOLVED for one in groups[key]),
        )
        for key, title in TITLES.items()
        if key in groups
    )


def links_of(conversation: Conversation) -> "QuerySet[Link]":
    """The links at either end of a conversation, the latest first."""
    return Link.objects.filter(Q(one=conversation) | Q(other=conversation)).order_by("-pk")


def likely_to_tie(conversation: Conversation, actor: Actor, ties: Iterable[Ties]) -> list[Conversation]:
    """The customer's other conversations, the latest first."""
    tied = {one.id for each in ties for one in each.shown}
    others = Conversation.objects.visible_to(actor).filter(
        customer=conversation.customer_id, merged_into=None, spam_since=None
    )
    return list(
        others.exclude(pk__in={conversation.pk, *tied})
        .only("pk", "subject")
        .order_by("-activity_at", "-pk")[:10]
    )
