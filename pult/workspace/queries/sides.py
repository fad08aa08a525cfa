"""Side conversations on the screen: those beside a conversation, and one of them with what was said."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pult.conversations.models import Attachment, Conversation, Message, SideConversation
from pult.conversations.models.sides import state_of
from pult.conversations.queries import scope, stand_in
from pult.conversations.types import Delivery, SideState
from pult.customers.models import closed_customers, restricted_customers
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept, named

SHOWN = 5
MOST_QUOTED = 50
FAILED = [Delivery.FAILED, Delivery.BOUNCED]
BESIDE = Kept(named("id", "subject", "status", "name", "people", "at", "failed"))
STATE_TONES = {SideState.WAITING: "neutral", SideState.ANSWERED: "accent", SideState.DONE: "good"}


class Beside(NamedTuple):
    """One side conversation, as plain values. `others` take part besides the one who is named."""

    id: int
    subject: str
    state: SideState
    tone: str
    name: str
    others: int
    at: Any
    has_failed: bool


class Sides(NamedTuple):
    """Those beside a conversation: the first of them, the others, and how many are not done."""

    shown: tuple[Beside, ...]
    rest: tuple[Beside, ...]
    open: int


NONE = Sides((), (), 0)


def sides_of(conversation: Conversation, actor: Actor, *, most: int = SHOWN) -> Sides:
    """What was asked of others beside it; the latest news first, what is done last."""
    if not getattr(conversation, "has_sides", True):
        return NONE
    told = {"conversation": conversation.pk, "person": actor.person_id}
    rows = BESIDE.ask(scope(actor), lambda slots: _beside(stand_in(actor, slots), slots), told)
    found = sorted((_beside_of(row) for row in rows), key=lambda one: one.state == SideState.DONE)
    return Sides(
        shown=tuple(found[:most]),
        rest=tuple(found[most:]),
        open=sum(one.state != SideState.DONE for one in found),
    )


def _beside(actor: Actor, slots: Mapping[str, Any]) -> "QuerySet[Any]":
    last = Message.objects.filter(pk=OuterRef("conversation__last_message_id"), delivery__in=FAILED)
    found = SideConversation.objects.filter(parent=slots["conversation"]).annotate(
        people=Count("conversation__participants"), failed=Exists(last)
    )
    found = found.exclude(closed_customers(actor, "conversation__customer__"))
    return found.order_by("-conversation__activity_at", "-pk").values_list(
        "pk",
        "conversation__subject",
        "conversation__status",
        "conversation__customer__name",
        "people",
        "conversation__activity_at",
        "failed",
    )


def _beside_of(row: Any) -> Beside:
    state = state_of(row.status)
    return Beside(
        row.id, row.subject, state, STATE_TONES[state], row.name, max(0, row.people - 1), row.at, row.failed
    )


def opened_side(actor: Actor, parent: int, pk: int) -> SideConversation | None:
    """A side conversation of this parent, if the parent is this person's to read."""
    seen = SideConversation.objects.visible_to(actor).filter(pk=pk, parent=parent)
    return seen.select_related(
        "parent__department",
        "parent__customer",
        "parent__assignee__person",
        "conversation__customer",
        "conversation__inbox",
        "conversation__department",
    ).first()


def taking_part(side: SideConversation) -> list[str]:
    """Who is written to, by address and with a name where one is known."""
    rows = side.conversation.participants.order_by("pk").values_list("name", "value")
    return [f"{name} <{value}>" if name else value for name, value in rows]


def files_to_pass_on(conversation: Conversation) -> "QuerySet[Attachment]":
    """The files of a conversation that may be passed on to others, where somebody chooses them."""
    theirs = Attachment.objects.filter(message__conversation=conversation)
    return theirs.select_related("file").order_by("-pk")


def messages_to_quote(conversation: Conversation) -> list[Message]:
    """What was said aloud, the latest first: somebody may choose what others read of it."""
    said = Message.objects.said_aloud().filter(conversation=conversation).exclude(text="")
    return list(said.order_by("-pk")[:MOST_QUOTED])


def names_of_sides(keys: set[int]) -> dict[int, tuple[int, str]]:
    """Beside which conversation these stand, and with whom; whoever is for some colleagues only is not named."""
    rows = SideConversation.objects.filter(pk__in=keys).exclude(
        restricted_customers("conversation__customer__")
    )
    return {
        pk: (parent, name)
        for pk, parent, name in rows.values_list("pk", "parent_id", "conversation__customer__name")
    }


def files_beside(actor: Actor) -> Q:
    """The files of the side conversations that this person may read."""
    return Q(message__conversation__in=SideConversation.objects.visible_to(actor).values("pk"))
