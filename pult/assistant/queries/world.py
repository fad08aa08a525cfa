"""What the bot knows of the house at a moment: hours, who is here, what is announced, what it can look up."""

from datetime import datetime

from django.utils.translation import get_language, override

from pult.assistant import chatter
from pult.assistant.chatter import Phrases
from pult.assistant.models import Bot, OwnChatter, Session
from pult.assistant.ready import lines as ready
from pult.assistant.ready.chatter import CHATTER
from pult.assistant.types import Chat, Detail, When, World
from pult.assistant.wording import in_language, language_of
from pult.brands import queries as brands
from pult.calendars import queries as calendars
from pult.calendars.types import moment_in_words
from pult.conversations.models import Conversation
from pult.customers.types import IdentityKind
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.knowledge.queries.closures import words_for
from pult.routing.queries import is_anyone_here as is_anybody_in
from pult.workforce.models import Department

from .library import look_up

ADDRESS = Detail(key="email", kind="email", label=ready.ADDRESS)
LOCALES = {"sr-latn": "sr-latn", "sr": "sr", "hr": "hr"}


def bot_for(conversation: Conversation, *, at: datetime) -> Bot | None:
    """The bot that answers this conversation first, if one is on now."""
    if (
        conversation.inbox is None
        or conversation.channel != Channel.CHAT
        or not conversation.is_genuine
        or conversation.is_resolved
    ):
        return None
    return bot_of(conversation.inbox, conversation.department, at=at)


def bot_of(inbox: Inbox, department: Department, *, at: datetime) -> Bot | None:
    """The bot that answers a new chat with this department, if one is on now."""
    bots = Bot.objects.filter(inbox=inbox, is_on=True).exclude(flow__published=None)
    bot = bots.select_related("inbox", "flow__published").first()
    return bot if bot is not None and _is_its_time(bot, department, at) else None


def _is_its_time(bot: Bot, department: Department, at: datetime) -> bool:
    match When(bot.when):
        case When.ALWAYS:
            return True
        case When.CLOSED:
            return not _is_open(department, at)
        case When.NOBODY:
            return not (_is_open(department, at) and is_anybody_in(department))


def world_of(session: Session, *, at: datetime) -> World:
    """What the bot knows when it answers."""
    conversation = session.conversation
    department = conversation.department
    is_open, is_anyone_here = _is_open(department, at), is_anybody_in(department)
    known = chatter_known()
    return World(
        language=session.language,
        is_open=is_open,
        is_anyone_here=is_anyone_here,
        department_id=department.pk,
        page=session.page,
        opens="" if is_open else _opens(department, session.language, at),
        notices=words_for(department, language=session.language, at=at, place="chat"),
        wanted=_wanted(session, is_reachable=is_open and is_anyone_here),
        find=lambda question: look_up(
            question,
            language=session.language,
            threshold=session.bot.threshold,
            brand_id=conversation.brand_id if brands.is_several() else None,
        ),
        chat=lambda text: _small_talk(text, session.language, known),
    )


def trial_world(text: str, *, is_open: bool, bot: Bot | None = None) -> World:
    """What the bot would know if a visitor wrote this: for trying a flow out. Nothing is recorded."""
    language = language_of(text, default=get_language() or "en")
    known = chatter_known()
    return World(
        language=language,
        is_open=is_open,
        is_anyone_here=is_open,
        notices=words_for(bot.inbox.department if bot else None, language=language, place="chat"),
        wanted=bot.wanted if bot else (),
        find=lambda question: look_up(
            question, language=language, threshold=bot.threshold if bot else None, is_trial=True
        ),
        chat=lambda said: _small_talk(said, language, known),
    )


def chatter_known() -> dict[Chat, Phrases]:
    """The small talk of this house: as delivered, and as it was rewritten."""
    own = {
        Chat(row.kind): Phrases(cues=tuple(row.cues), answer=row.answer) for row in OwnChatter.objects.all()
    }
    return CHATTER | own


def _small_talk(text: str, language: str, known: dict[Chat, Phrases]) -> tuple[Chat, str] | None:
    kind = chatter.recognise(text, known)
    return (kind, in_language(known[kind].answer, language)) if kind else None


def _is_open(department: Department, at: datetime) -> bool:
    return calendars.hours(department.calendar).is_open(at)


def _opens(department: Department, language: str, at: datetime) -> str:
    """When the department opens again, in the words of the visitor."""
    hours = calendars.hours(department.calendar)
    opening = hours.next_opening(at)
    if opening is None:
        return ""
    with override(LOCALES.get(language, "en")):
        return moment_in_words(opening, hours.zone)


def _wanted(session: Session, *, is_reachable: bool) -> tuple[Detail, ...]:
    """What has to be asked before a person takes over; what is known of the customer is not asked again."""
    known = set(session.conversation.customer.identities.values_list("kind", flat=True))
    details = session.bot.wanted
    if not is_reachable and all(one.kind != "email" for one in details):
        details = (*details, ADDRESS)
    has_mail = IdentityKind.EMAIL in known
    return tuple(one for one in details if not (one.kind == "email" and has_mail))
