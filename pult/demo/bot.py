"""The bot of Kettle & Co. at night: an order flow, talks that it settled or handed over, one answer marked as wrong."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from pult.assistant import operations as assistant
from pult.assistant.models import Answer, Session
from pult.assistant.types import HANDED_OVER, Detail, When
from pult.conversations import operations as conversations
from pult.conversations.types import Delivery
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events.delivery import Held
from pult.gateways.chat import operations as chat
from pult.gateways.chat.models import Widget
from pult.gateways.chat.operations import Said
from pult.inboxes.models import Inbox
from pult.routing import operations as routing
from pult.routing.types import Left
from pult.workforce.models import Member


def words(en: str, hr: str, sr: str) -> dict[str, str]:
    """One line of the bot; Cyrillic letters are made from the Latin ones."""
    return {"en": en, "hr": hr, "sr-latn": sr}


FLOW = {
    "start": "hours",
    "steps": [
        {
            "key": "hours",
            "kind": "condition",
            "test": "hours",
            "value": "",
            "next": "topic",
            "otherwise": "question",
        },
        {
            "key": "topic",
            "kind": "choices",
            "text": words("What is it about?", "O čemu je riječ?", "O čemu je reč?"),
            "options": [
                {"key": "1", "text": words("My order", "Moja narudžba", "Moja porudžbina"), "next": "number"},
                {"key": "2", "text": words("My kettle", "Moje kuhalo", "Moje kuvalo"), "next": "question"},
            ],
        },
        {
            "key": "number",
            "kind": "ask",
            "detail": "order",
            "detail_kind": "number",
            "text": words(
                "Which number does the order have?", "Koji je broj narudžbe?", "Koji je broj porudžbine?"
            ),
            "next": "colleague",
        },
        {
            "key": "question",
            "kind": "search",
            "text": words("How can I help you?", "Kako Vam mogu pomoći?", "Kako mogu da Vam pomognem?"),
            "next": "glad",
            "otherwise": "colleague",
        },
        {
            "key": "glad",
            "kind": "end",
            "text": words(
                "I am glad that it helped. Enjoy your tea!",
                "Drago mi je da je pomoglo. Uživajte u čaju!",
                "Drago mi je da je pomoglo. Uživajte u čaju!",
            ),
        },
        {"key": "colleague", "kind": "hand_over", "text": {}},
    ],
}


MORNING = timedelta(hours=6)
REPLIES = {
    "en": "Good morning. I have read what you wrote last night and am looking into it now.",
    "sr-latn": "Dobro jutro. Pročitala sam šta ste sinoć napisali i upravo proveravam.",
}


@dataclass(frozen=True)
class Talk:
    """What one visitor wrote, so many days ago, at night."""

    days: int
    name: str
    address: str
    language: str
    said: tuple[str, ...]


TALKS = (
    Talk(9, "Vera Lukić", "vera.lukic@example.org", "sr", ("Како скинути каменац из кувала", "да")),
    Talk(
        8,
        "Zoran Pavlić",
        "zoran.pavlic@example.net",
        "hr",
        ("Dobra večer", "Bijele mrlje na dnu kuhala", "da"),
    ),
    Talk(7, "Jane Porter", "jane.porter@example.com", "en", ("Is my kettle still under warranty?", "yes")),
    Talk(
        6,
        "Nikola Savić",
        "nikola.savic@example.org",
        "sr-latn",
        ("Predomislio sam se, hoću da vratim kuvalo", "ne", "Hoću čoveka"),
    ),
    Talk(5, "Iva Perić", "iva.peric@example.net", "hr", ("Jeste li robot?", "Želim vratiti kuhalo", "da")),
    Talk(
        3, "Tom Baker", "tom.baker@example.com", "en", ("Can you paint my kettle blue?", "Blue, like the sky")
    ),
    Talk(1, "Dunja Kralj", "dunja.kralj@example.net", "hr", ("Koliko traje jamstvo za kuhalo?",)),
)


@transaction.atomic
def answer_at_night(widget: Widget, box: Held, *, by: Actor, ana: Member, now: datetime) -> None:
    """Set the bot up and let last week's visitors talk to it."""
    _set_up_bot(widget.inbox, by=by, at=now - timedelta(days=10))
    for number, talk in enumerate(TALKS):
        _play(widget, talk, number, box, now=now)
    assistant.end_silent(at=now - timedelta(hours=2))
    for session in Session.objects.filter(ending__in=HANDED_OVER).select_related("conversation"):
        # Whoever is told that nobody is there does not wait in front of the page.
        routing.leave_queue(session.conversation, reason=Left.UNSERVED, at=session.ended_at)
        _take_over(session, ana, at=session.ended_at or now)
    wrong = Answer.objects.filter(outcome="rejected").first() or Answer.objects.order_by("-pk").first()
    if wrong is not None:
        assistant.mark_wrong(wrong, by=ana.person.actor, at=now - timedelta(hours=3))
    box.release()


def _take_over(session: Session, ana: Member, *, at: datetime) -> None:
    """In the morning Ana reads what the bot has noted, and answers."""
    conversation, morning = session.conversation, at + MORNING
    conversations.assign(conversation, to=ana, by=ana.person.actor, at=morning)
    text = REPLIES["en" if session.language == "en" else "sr-latn"]
    at = morning + timedelta(minutes=6)
    message = conversations.reply(conversation, by=ana.person.actor, text=text, at=at)
    conversations.record_delivery(message, Delivery.SENT, by=SYSTEM, at=at)


def _set_up_bot(inbox: Inbox, *, by: Actor, at: datetime) -> None:
    flow = assistant.write_flow("Kettles and orders", by=by, content=FLOW)
    assistant.publish_flow(flow, by=by, at=at)
    flow.refresh_from_db()
    bot = assistant.open_bot(inbox, name="Vrelko", flow=flow, by=by, at=at)
    label = words("Your e-mail address, please.", "Vaša adresa e-pošte?", "Vaša adresa e-pošte?")
    assistant.set_details(bot, [Detail(key="email", kind="email", label=label)], by=by, at=at)
    assistant.change_bot(bot, by=by, at=at, name="Vrelko", is_on=True, when=When.NOBODY, flow=flow)


def _play(widget: Widget, talk: Talk, number: int, box: Held, *, now: datetime) -> None:
    day = (now - timedelta(days=talk.days)).astimezone()
    at = datetime.combine(day.date(), time(2, 10 + number), tzinfo=day.tzinfo)
    visitor = chat.welcome(widget, language=talk.language, at=at)
    chat.describe(visitor, name=talk.name, email=talk.address)
    held = None
    for turn, text in enumerate(talk.said):
        said = Said(name=f"demo-{number}-{turn}-said", text=text, page="https://shop.kettle.example/")
        moment = at + timedelta(minutes=turn)
        held, _message = chat.say(visitor, said, chat=held, at=moment)
        box.release()
        held.conversation.refresh_from_db()
        chat.note_got(held, message_id=held.conversation.last_message_id or 0, has_read=True, at=moment)
