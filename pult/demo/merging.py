"""Customers who asked twice: a colleague has made one conversation of it, once."""

from datetime import datetime

from django.db.models import Count

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.inboxes.types import Channel

from .stage import House

PAIRS = 2


def merge_doubles(house: House, *, now: datetime) -> None:
    """Two customers with two open matters each: the later goes on in the earlier."""
    open_mail = Conversation.objects.genuine().unresolved().filter(channel=Channel.EMAIL)
    twice = open_mail.values("customer").annotate(count=Count("pk")).filter(count__gte=2).order_by("customer")
    pairs = (open_mail.filter(customer=row["customer"]).order_by("pk")[:2] for row in twice)
    alike = [(first, second) for first, second in pairs if {*first.tags} & {*second.tags}]
    for first, second in alike[:PAIRS]:
        conversations.merge(second, into=first, by=house.members["Ana Horvat"].person.actor, at=now)
