"""What colleagues have asked outside the house, and the house's own words for waiting: a courier who has answered, a
supplier who has not yet."""

from datetime import datetime, timedelta

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, OwnStatus, SideConversation
from pult.conversations.operations import Asked
from pult.conversations.types import Delivery, Inbound, Sender, Status, Tone
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes.types import Channel

from .people import DOMAIN
from .stage import House

COURIER = Asked(address="dispatch@brzi-kurir.example", name="Brzi kurir")
SUPPLIER = Asked(address="parts@boilerworks.example", name="Boilerworks parts")


OWN = (
    ({"en": "Waiting for parts", "hr": "Čekaju se dijelovi", "sr-latn": "Čekaju se delovi"}, Tone.INFO),
    ({"en": "Waiting for the courier", "hr": "Čeka se dostavljač", "sr-latn": "Čeka se kurir"}, Tone.RISK),
)


def ask_others(house: House, *, now: datetime) -> None:
    """Beside two conversations of Ana's or of her department, once."""
    if SideConversation.objects.exists():
        return
    ana = house.members["Ana Horvat"]
    mails = Conversation.objects.genuine().unresolved().filter(channel=Channel.EMAIL, merged_into=None)
    near = mails.filter(department__in=ana.departments.all()).exclude(status=Status.SNOOZED)
    found = sorted(near.order_by("-activity_at", "-pk"), key=lambda one: one.assignee_id != ana.pk)[:3]
    if len(found) < 3:
        return
    begun = now - timedelta(hours=3)
    asked = _ask(
        house,
        found[0],
        COURIER,
        "Parcel 4711-20 has not arrived",
        "Hello,\n\nparcel 4711-20 was to arrive on Friday. Where is it now?\n\nThank you!",
        at=begun,
    )
    _ask(
        house,
        found[1],
        SUPPLIER,
        "Lid for the K2, in stock?",
        "Hello,\n\nhow many lids for the K2 can you send us this week?",
        at=begun + timedelta(hours=1),
    )
    for parent, own in zip(found[1:], _own_statuses(now=now), strict=True):
        waits = Conversation.objects.get(pk=parent.pk)
        conversations.set_own_status(waits, own, by=ana.person.actor, at=begun + timedelta(hours=1))
    _answer(asked, "Good day,\n\nit is in our depot in Rijeka and goes out tomorrow morning.", at=now)


def _own_statuses(*, now: datetime) -> list[OwnStatus]:
    """The house's words for what it waits for."""
    return [
        conversations.save_own_status(
            OwnStatus(), names=names, within=Status.ON_HOLD, tone=tone, by=SYSTEM, at=now
        )
        for names, tone in OWN
    ]


def _ask(
    house: House, parent: Conversation, whom: Asked, subject: str, text: str, *, at: datetime
) -> SideConversation:
    side = conversations.open_side(
        parent, to=[whom], subject=subject, text=text, by=house.actor("Ana Horvat"), at=at
    )
    message = side.conversation.messages.get()
    name = f"demo-side-{message.pk}@{DOMAIN}"
    conversations.record_delivery(message, Delivery.SENT, by=SYSTEM, external_id=name, at=at)
    return side


def _answer(side: SideConversation, text: str, *, at: datetime) -> None:
    inbox = side.conversation.inbox
    assert inbox is not None
    conversations.receive(
        Inbound(
            intake_key=f"demo-side-answer-{side.pk}",
            external_id=f"demo-side-answer-{side.pk}@brzi-kurir.example",
            sender=Sender(kind=IdentityKind.EMAIL, value=COURIER.address, name=COURIER.name),
            subject=f"Re: {side.conversation.subject}",
            text=text,
            at=at - timedelta(minutes=20),
            addressed_conversation=side.pk,
        ),
        inbox=inbox,
    )
