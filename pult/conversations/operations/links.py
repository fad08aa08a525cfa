"""Tying conversations to each other: about the same, a part of a larger matter, caused by one problem."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import CannotLink, Empty
from pult.conversations.events import ConversationLinked, ConversationUnlinked
from pult.conversations.models import BulkRun, Conversation, Link
from pult.conversations.types import UNRESOLVED, LinkKind, Status
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from .bulk import act_on_many
from .entries import place, touch
from .leading import root_of

ONE_AT_A_TIME = 7_205_002


@transaction.atomic
def link(
    conversation: Conversation,
    *,
    to: Conversation,
    kind: LinkKind,
    by: Actor,
    at: datetime | None = None,
) -> Link:
    """Tie a conversation to another one; either shows it."""
    at = at or timezone.now()
    _one_at_a_time()
    one, other = root_of(conversation), root_of(to)
    if kind == LinkKind.RELATED and one.pk > other.pk:
        one, other = other, one
    _check(one, other, kind)
    made = Link.objects.create(one=one, other=other, kind=kind, person_id=by.person_id, at=at)
    _tell(made, by=by, at=at)
    return made


@transaction.atomic
def unlink(made: Link, *, by: Actor, at: datetime | None = None) -> None:
    """Untie two conversations."""
    at = at or timezone.now()
    if not Link.objects.filter(pk=made.pk).delete()[0]:
        return
    for here, there in ((made.one, made.other), (made.other, made.one)):
        touch(here)
        publish(ConversationUnlinked(**place(here, by=by.ref, at=at), other_id=there.pk, kind=made.kind))


def answer_incidents(
    problem: Conversation, *, text: str, by: Actor, then: Status | None = None, at: datetime | None = None
) -> BulkRun:
    """Write the same to all incidents of a problem that are not solved, and say how they stand after that."""
    if not text.strip():
        raise Empty(_("There is nothing to send yet."))
    incidents = Link.objects.filter(other=problem, kind=LinkKind.INCIDENT).order_by("pk")
    keys = list(incidents.filter(one__status__in=UNRESOLVED).values_list("one_id", flat=True))
    acts = [("reply", text), *([("status", str(then))] if then else [])]
    return act_on_many(keys, acts, by=by, at=at)


def _one_at_a_time() -> None:
    """Links are rare: one after the other, so that two of them never make a circle together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _check(one: Conversation, other: Conversation, kind: LinkKind) -> None:
    if one.pk == other.pk:
        raise CannotLink(_("A conversation cannot be linked to itself."))
    if one.is_apart != other.is_apart or one.is_synthetic != other.is_synthetic:
        raise CannotLink(_("What is kept apart from service cannot be linked to it."))
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    if Link.objects.filter(pair).exists():
        raise CannotLink(_("These two are linked already."))
    if kind == LinkKind.RELATED:
        return
    if Link.objects.filter(one=one, kind=kind).exists():
        raise CannotLink(
            _("It is a part of another conversation already.")
            if kind == LinkKind.PART
            else _("It is caused by another problem already.")
        )
    # One step only: so nothing goes round in a circle, and everybody sees at a glance what belongs to what.
    if Link.objects.filter(kind=kind).filter(Q(other=one) | Q(one=other)).exists():
        raise CannotLink(
            _("Parts have no parts of their own.")
            if kind == LinkKind.PART
            else _("A problem is not caused by another problem.")
        )


def _tell(made: Link, *, by: Actor, at: datetime) -> None:
    for here, there in ((made.one, made.other), (made.other, made.one)):
        touch(here)
        publish(
            ConversationLinked(
                **place(here, by=by.ref, at=at),
                other_id=there.pk,
                kind=made.kind,
                is_upwards=here.pk == made.one_id,
            )
        )


def carry_links(source: Conversation, target: Conversation) -> list[tuple[int, str]]:
    """What was tied to a conversation is tied to where it goes on, unless that is so already. Names what has moved."""
    there = {source.pk, target.pk}
    for one, other in Link.objects.filter(Q(one=target) | Q(other=target)).values_list("one", "other"):
        there |= {one, other}
    wholes = set(Link.objects.filter(one=target).values_list("kind", flat=True))
    moved: list[tuple[int, str]] = []
    for found in Link.objects.filter(Q(one=source) | Q(other=source)).order_by("pk"):
        end = "one" if found.one_id == source.pk else "other"
        other = found.other_id if end == "one" else found.one_id
        if other in there or (found.kind != LinkKind.RELATED and (end == "one" and found.kind in wholes)):
            continue
        Link.objects.filter(pk=found.pk).update(**{end: target})
        moved.append((found.pk, end))
    return moved


def give_back_links(moved: list[tuple[int, str]], source_id: int) -> None:
    """Tie them again to where they were before a merge."""
    for pk, end in moved:
        Link.objects.filter(pk=pk).update(**{end: source_id})
