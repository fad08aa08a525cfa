"""What nobody wants to read: a few blocked senders, what they wrote, and what colleagues have marked."""

from datetime import datetime, timedelta

from pult.automation import operations as automation
from pult.automation.models import Rule
from pult.automation.types import RuleKind
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.queries import Chosen, Filter
from pult.conversations.queries import Rule as Asked
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.moderation import operations as moderation
from pult.moderation import queries as door
from pult.moderation.models import ListedSender
from pult.moderation.types import Verdict

from .stage import House

BLOCKED = (
    ("crypto-teapots.example", "Sells coins, not kettles"),
    ("prizes@winner.example", "The same prize every week"),
)
TRUSTED = ("parcels.example", "Our parcel service: its notices look like advertising")
LETTERS = (
    (
        "deals@crypto-teapots.example",
        "Teapot Coin",
        "Turn steam into money!",
        "Only today: double your coins.",
    ),
    (
        "prizes@winner.example",
        "Prize Office",
        "You have won a kettle",
        "Send us your bank details to collect it.",
    ),
    (
        "seo@first-page.example",
        "Max Rank",
        "Your shop on page one",
        "We noticed that your shop is hard to find.",
    ),
    ("anna@visits.example", "Anna", "Re: our meeting", "Dear friend, open the attached invoice, please."),
)
FOUND_BY_HAND = 2


def weed(house: House, *, now: datetime) -> None:
    """Two blocked senders and a trusted one, four letters, and a rule at the door."""
    if ListedSender.objects.exists():
        return
    lea, ana = house.actor("Lea Novak"), house.actor("Ana Horvat")
    for value, reason in BLOCKED:
        moderation.list_sender(value, reason=reason, by=lea, at=now - timedelta(days=9))
    moderation.list_sender(TRUSTED[0], verdict=Verdict.TRUSTED, reason=TRUSTED[1], by=lea, at=now)
    inbox = Inbox.objects.active().for_service().filter(channel=Channel.EMAIL).order_by("pk").first()
    if inbox is None:
        return
    came = [_letter(number, letter, inbox, now) for number, letter in enumerate(LETTERS, 1)]
    for conversation in came[FOUND_BY_HAND:]:
        conversations.mark_spam(conversation, by=ana, at=conversation.opened_at + timedelta(minutes=6))
    lists = Filter(every=(Asked(field="mail_list", operator="yes", values=()),))
    quiet = automation.Wording(
        name="Newsletters wait for nobody", conditions=lists, acts=(Chosen("put_away", "closed"),)
    )
    automation.save_rule(Rule(kind=RuleKind.INTAKE), quiet, by=SYSTEM, at=now)


def _letter(number: int, letter: tuple[str, str, str, str], inbox: Inbox, now: datetime) -> Conversation:
    address, name, subject, text = letter
    received = conversations.receive(
        Inbound(
            intake_key=f"demo-spam-{number}",
            external_id=f"<spam-{number}@{address.partition('@')[2]}>",
            sender=Sender(kind=IdentityKind.EMAIL, value=address, name=name),
            subject=subject,
            text=text,
            at=now - timedelta(hours=7 * number),
            spam=door.at_the_door(address).suspicion,
        ),
        inbox=inbox,
    )
    return received.conversation
