"""The bot of Kettle & Co. at night: an order flow, talks that it settled or handed over, one answer marked as wrong."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pult.assistant import operations as assistant
from pult.assistant.models import Answer, Bot, Session
from pult.assistant.ready.flow import FIRST_FLOW
from pult.assistant.types import HANDED_OVER, Detail, When
from pult.assistant.wording import words
from pult.conversations import operations as conversations
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor
from pult.foundation.events.delivery import Held
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Document
from pult.workforce.models import Department, Member

ARTICLES = (
    (
        "hr",
        "Uklanjanje kamenca",
        (
            "Ulijte pola litre vode i dvije žlice limunske kiseline, prokuhajte i ostavite dvadeset minuta. Zatim"
            " dvaput isperite čistom vodom."
        ),
        ("Bijele mrlje na dnu kuhala", "Како скинути каменац из чајника"),
    ),
    (
        "en",
        "How long the guarantee lasts",
        "Every kettle has a guarantee of two years from the day you bought it. Keep the receipt: it is all we need.",
        ("Is my kettle still under guarantee?", "Koliko traje garancija za čajnik?"),
    ),
    (
        "sr-latn",
        "Povraćaj u roku od 14 dana",
        (
            "Kupljeno preko interneta možete da vratite u roku od četrnaest dana, bez navođenja razloga. Novac vraćamo"
            " istim putem kojim ste platili."
        ),
        ("Predomislio sam se, hoću da vratim čajnik", "Želim vratiti kuhalo"),
    ),
)

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
                {"key": "2", "text": words("My kettle", "Moje kuhalo", "Moj čajnik"), "next": "question"},
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
        *FIRST_FLOW["steps"],
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
    said: tuple[str, ...]


TALKS = (
    Talk(9, "Vera Lukić", "vera.lukic@example.org", ("Како скинути каменац из чајника", "да")),
    Talk(
        8,
        "Marko Babić",
        "marko.babic@example.net",
        ("Dobra večer", "Bijele mrlje na dnu kuhala", "Da, hvala"),
    ),
    Talk(7, "Jane Porter", "jane.porter@example.com", ("Is my kettle still under guarantee?", "yes")),
    Talk(
        6,
        "Nikola Savić",
        "nikola.savic@example.org",
        ("Predomislio sam se, hoću da vratim čajnik", "ne", "Hoću čoveka"),
    ),
    Talk(5, "Iva Perić", "iva.peric@example.net", ("Jeste li robot?", "Želim vratiti kuhalo", "da")),
    Talk(3, "Tom Baker", "tom.baker@example.com", ("Can you paint my kettle blue?", "Blue, like the sky")),
    Talk(1, "Dunja Kralj", "dunja.kralj@example.net", ("Koliko traje garancija za čajnik?",)),
)


def answer_at_night(box: Held, *, department: Department, by: Actor, ana: Member, now: datetime) -> None:
    """Set the bot up and let last week's visitors talk to it."""
    _write_articles(by=by, at=now - timedelta(days=30))
    box.release()
    bot = _bot(department, by=by, at=now - timedelta(days=10))
    for number, talk in enumerate(TALKS):
        _play(bot.inbox, talk, number, box, now=now)
    assistant.end_silent(at=now - timedelta(hours=2))
    for session in Session.objects.filter(bot=bot, ending__in=HANDED_OVER).select_related("conversation"):
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
    conversations.reply(conversation, by=ana.person.actor, text=text, at=morning + timedelta(minutes=6))


def _write_articles(*, by: Actor, at: datetime) -> None:
    if Document.objects.filter(kind="article").exists():
        return
    for language, title, body, asked in ARTICLES:
        text = knowledge.write(title, language=language, body=body, also_asked=asked, by=by, at=at)
        knowledge.publish(text, by=by, at=at)


def _bot(department: Department, *, by: Actor, at: datetime) -> Bot:
    inbox = Inbox.objects.filter(channel=Channel.CHAT).order_by("pk").first() or inboxes.open_inbox(
        "Chat", address="kettle-chat", department=department, channel=Channel.CHAT, language="hr", by=by
    )
    flow = assistant.write_flow("Kettles and orders", by=by, content=FLOW)
    assistant.publish_flow(flow, by=by, at=at)
    flow.refresh_from_db()
    bot = assistant.open_bot(inbox, name="Vrelko", flow=flow, by=by, at=at)
    label = words("Your e-mail address, please.", "Vaša adresa e-pošte?", "Vaša adresa e-pošte?")
    assistant.set_details(bot, [Detail(key="email", kind="email", label=label)], by=by, at=at)
    assistant.change_bot(bot, by=by, at=at, name="Vrelko", is_on=True, when=When.NOBODY, flow=flow)
    return bot


def _play(inbox: Inbox, talk: Talk, number: int, box: Held, *, now: datetime) -> None:
    day = (now - timedelta(days=talk.days)).astimezone()
    at = datetime.combine(day.date(), time(2, 10 + number), tzinfo=day.tzinfo)
    conversation = None
    for turn, said in enumerate(talk.said):
        received = conversations.receive(
            Inbound(
                intake_key=f"demo-bot-{number}-{turn}",
                external_id=f"demo-bot-{number}-{turn}",
                sender=Sender(kind=IdentityKind.EMAIL, value=talk.address, name=talk.name),
                subject=said,
                text=said,
                at=at + timedelta(minutes=turn),
                claimed_conversation=conversation,
            ),
            inbox=inbox,
        )
        conversation = received.conversation.pk
        box.release()
