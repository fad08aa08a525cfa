"""Who can be given a conversation, where it can go, and what it can be labelled with."""

from itertools import islice

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pult.conversations.models import Conversation
from pult.conversations.queries import let_in
from pult.conversations.types import UNRESOLVED
from pult.customers.models import Customer
from pult.customers.queries import main_first
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department, Member, MemberQuerySet
from pult.workspace.queries.lists import departments_of

RECENT = 5000
MOST_TAGS = 40
MOST_ASKED = 30
MOST_OFFERED = 8


def assignable(conversation: Conversation) -> MemberQuerySet:
    """The members who can be given this conversation: those of its department."""
    theirs = Member.objects.at_work().filter(departments=conversation.department_id)
    return let_in(theirs, conversation)


def with_load(members: MemberQuerySet) -> list[Member]:
    """Members by name, with how many conversations they have open."""
    open_ones = Count("conversations", filter=Q(conversations__status__in=[str(one) for one in UNRESOLVED]))
    return list(members.select_related("person").annotate(load=open_ones).order_by("person__name"))


def other_departments(conversation: Conversation) -> "QuerySet[Department]":
    """Where a conversation can be handed over to."""
    return Department.objects.exclude(pk=conversation.department_id).order_by("name")


def colleagues(conversation: Conversation, actor: Actor) -> list[Member]:
    """The people a conversation can be handed to: who works in a department, but whoever has it and oneself."""
    others = Member.objects.at_work().exclude(pk__in=[conversation.assignee_id or 0, actor.person_id])
    others = let_in(others, conversation)
    found = others.filter(departments__isnull=False).distinct().select_related("person")
    return list(found.prefetch_related("departments").order_by("person__name", "pk"))


def who_may_read(conversation: Conversation, actor: Actor, *, typed: str) -> list[Member]:
    """The colleagues who may read a conversation and one of whose names begins like this, its own people first."""
    others = Member.objects.at_work().exclude(pk=actor.person_id)
    named = others.filter(Q(person__name__istartswith=typed) | Q(person__name__icontains=f" {typed}"))
    here = Exists(Department.objects.filter(pk=conversation.department_id, members=OuterRef("pk")))
    found = named.annotate(is_here=here).select_related("person").order_by("-is_here", "person__name", "pk")
    seen = Conversation.objects.filter(pk=conversation.pk)
    may = (one for one in found[:MOST_ASKED] if seen.visible_to(one.person.actor).exists())
    return list(islice(may, MOST_OFFERED))


def writable_inboxes(actor: Actor) -> "QuerySet[Inbox]":
    """The mailboxes that this person can write from."""
    mine = [department.pk for department in departments_of(actor)]
    return (
        Inbox.objects.active()
        .for_service()
        .exclude(pk__in=Inbox.objects.closed_to(actor).values("pk"))
        .filter(channel=Channel.EMAIL, department__in=mine)
        .order_by("name")
    )


def known_tags() -> list[str]:
    """The tags of late, the most used first."""
    newest = Conversation.objects.genuine().order_by("-activity_at", "-id").values("tags")[:RECENT]
    sql, params = newest.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tag FROM ({sql}) AS late, unnest(late.tags) AS tag"  # noqa: S608 - Django's own SQL
            " GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s",
            [*params, MOST_TAGS],
        )
        return [tag for (tag,) in cursor.fetchall()]


def address_of(customer: Customer | None) -> str:
    """Where mail reaches a customer."""
    if customer is None:
        return ""
    mail = main_first(customer.identities.filter(undeliverable_since=None)).first()
    return mail.value if mail else ""
