"""The chats of one person: what is offered to them, what they serve now, how much they take."""

from dataclasses import dataclass, replace

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from pult.conversations.models import Conversation, ReadMark, closed_to
from pult.conversations.queries import scope, stand_in
from pult.conversations.types import Status
from pult.foundation.actors import Actor
from pult.foundation.database.kept_models import KeptModels
from pult.inboxes.types import Channel
from pult.routing import queries as routing
from pult.routing.models import Offer, Room
from pult.workforce.models import Member

OFFERS: KeptModels[Offer] = KeptModels()
LIVE_ONES: KeptModels[Conversation] = KeptModels()
LIVE = (Status.NEW, Status.OPEN)
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Chat:
    """One live chat as the dock shows it."""

    conversation: Conversation
    is_unread: bool
    is_here: bool
    is_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Seat:
    """How much of the chats somebody takes."""

    is_taking: bool
    is_audible: bool
    capacity: int
    load: int


def member_of(actor: Actor) -> Member | None:
    """The actor as a member, if they are one."""
    own = Member.objects.visible_to(actor).at_work().filter(person_id=actor.person_id)
    return own.select_related("person").prefetch_related("departments").first()


def offers_to(actor: Actor) -> list[Offer]:
    """What waits for this person's answer, the oldest first."""
    return OFFERS.ask(
        scope(actor), lambda slots: _offers(stand_in(actor, slots)), {"person": actor.person_id}
    )


def _offers(actor: Actor) -> "QuerySet[Offer]":
    mine = Offer.objects.visible_to(actor).open().select_related("conversation__customer", "wait__department")
    return mine.exclude(closed_to(actor, "conversation__")).order_by("offered_at", "pk")


def live_chats(actor: Actor, *, open_id: int | None) -> list[Chat]:
    """The chats that this person serves now, in the order in which they took them. Whose visitor has gone is none."""
    mine = LIVE_ONES.ask(
        scope(actor), lambda slots: _live(stand_in(actor, slots))[:MOST], {"person": actor.person_id}
    )
    chats = [
        Chat(
            conversation=one,
            is_unread=one.newest > one.read_up_to and one.pk != open_id,  # type: ignore[attr-defined]
            is_here=one.pk == open_id,
        )
        for one in mine
    ]
    return _with_next(chats)


def _live(actor: Actor) -> "QuerySet[Conversation]":
    mark = ReadMark.objects.filter(conversation=OuterRef("pk"), person_id=actor.person_id)
    return (
        Conversation.objects.visible_to(actor)
        .filter(channel=Channel.CHAT, assignee__person_id=actor.person_id, status__in=LIVE, departure=None)
        .select_related("customer")
        .defer("customer__vector")
        .annotate(read_up_to=Coalesce(Subquery(mark.values("last_message_id")[:1]), Value(0)))
        .annotate(newest=F("last_customer_message_id"))
        .order_by("opened_at", "pk")
    )


def _with_next(chats: list[Chat]) -> list[Chat]:
    """One key leads on: to who has written something new, else to the one behind, and from the last to the first."""
    here = next((at for at, one in enumerate(chats) if one.is_here), -1)
    around = [one for one in chats[here + 1 :] + chats[: here + 1] if not one.is_here]
    chosen = next((one for one in around if one.is_unread), around[0] if around else None)
    return [replace(one, is_next=one is chosen) for one in chats]


def seat_of(member: Member) -> Seat:
    """How much of the chats this member takes, and has now."""
    room = Room.objects.filter(member=member, channel=Channel.CHAT).first()
    capacity = routing.capacities(Channel.CHAT, [member])[member.pk]
    return Seat(
        is_taking=room.is_taking if room else True,
        is_audible=room.is_audible if room else True,
        capacity=capacity,
        load=routing.load_on(Channel.CHAT, [member.pk]).get(member.pk, 0),
    )


def own_capacity(member: Member) -> int | None:
    """The number that was set for this member alone, if any."""
    return Room.objects.filter(member=member, channel=Channel.CHAT).values_list("capacity", flat=True).first()


def is_audible(actor: Actor) -> bool:
    """Whether this person wants to hear when a chat is offered."""
    quiet = Room.objects.filter(member=actor.person_id, channel=Channel.CHAT, is_audible=False)
    return not quiet.exists()
