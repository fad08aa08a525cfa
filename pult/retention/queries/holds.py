"""What is on legal hold."""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.retention.models import Hold


def of_conversation(number: str, customer: str) -> Q:
    """Whether a row's conversation, or its customer, is on hold: two looks into an index."""
    held = Hold.objects.in_force()
    return Q(Exists(held.filter(conversation=OuterRef(number)))) | of_customer(customer)


def of_customer(number: str) -> Q:
    """Whether a row's customer is on hold."""
    return Q(Exists(Hold.objects.in_force().filter(customer=OuterRef(number))))


def holds_on_conversation() -> Exists:
    """Whether a conversation that is just being fetched is on hold: part of its own statement."""
    whose = Q(conversation=OuterRef("pk")) | Q(customer=OuterRef("customer_id"))
    return Exists(Hold.objects.in_force().filter(whose))


def holds_on_customer() -> Exists:
    """Whether a customer who is just being fetched is on hold, or something that they wrote."""
    whose = Q(customer=OuterRef("pk")) | Q(conversation__customer=OuterRef("pk"))
    return Exists(Hold.objects.in_force().filter(whose))


def held_conversations() -> Q:
    """Among conversations: those on hold, or whose customer is."""
    return of_conversation("pk", "customer_id")


def hold_of_conversation(conversation: Conversation) -> Hold | None:
    """The hold that keeps a conversation: its own, or that of its customer."""
    whose = Q(conversation=conversation) | Q(customer=conversation.customer_id)
    return Hold.objects.in_force().filter(whose).order_by("-conversation_id", "pk").first()


def hold_of_customer(customer: Customer) -> Hold | None:
    """The hold that keeps a customer: their own, or that of one of their conversations."""
    whose = Q(customer=customer) | Q(conversation__customer=customer)
    return Hold.objects.in_force().filter(whose).order_by("pk").first()


def is_held(thing: Model) -> bool:
    """Whether a conversation or a customer is on hold."""
    if isinstance(thing, Conversation):
        return hold_of_conversation(thing) is not None
    return isinstance(thing, Customer) and hold_of_customer(thing) is not None


def holds_page(
    actor: Actor, *, is_over: bool, after: str | None = None, before: str | None = None
) -> Page[Hold]:
    """Holds, the newest first."""
    seen: QuerySet[Hold] = Hold.objects.visible_to(actor).filter(ended_at__isnull=not is_over)
    return keyset_page(seen.select_related("conversation", "customer"), ("-id",), after=after, before=before)
