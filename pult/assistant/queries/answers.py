"""Questions about the bot's talks: its answers, which threshold follows from them, what visitors told of themselves."""

from dataclasses import dataclass

from pult.assistant import threshold
from pult.assistant.models import Answer, Bot, Session
from pult.assistant.threshold import Choice, Judged
from pult.assistant.types import StepKind
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor

MOST_JUDGED = 2000
MOST_SHOWN = 100


def threshold_for(bot: Bot) -> Choice | None:
    """The threshold that the newest judged answers of a bot ask for."""
    judged = Answer.objects.judged().filter(session__bot=bot).order_by("-at", "-pk")
    rows = [Judged(score=one.score, is_right=one.is_right) for one in judged[:MOST_JUDGED]]
    return threshold.choose(rows, wanted=bot.wanted_precision, least=bot.least_judged)


def judged_count(bot: Bot) -> tuple[int, int]:
    """How many answers of a bot somebody said something of, and how many of those were right."""
    rows = [one.is_right for one in Answer.objects.judged().filter(session__bot=bot)[:MOST_JUDGED]]
    return len(rows), sum(rows)


def newest_answers(actor: Actor) -> list[Answer]:
    """The newest answers that somebody may see, with what became of them."""
    rows = Answer.objects.visible_to(actor).select_related("session__bot")
    return list(rows.order_by("-at", "-pk")[:MOST_SHOWN])


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who somebody is and where an answer finds them, as they have told the bot."""

    name: str = ""
    email: str = ""


def contact_given(conversation: Conversation) -> Contact:
    """What the visitor has told the bot of themselves; empty where it did not ask."""
    sessions = Session.objects.filter(conversation=conversation).select_related("bot", "version")
    session = sessions.order_by("-pk").first()
    if session is None or not session.state:
        return Contact()
    told = session.stands.details
    asked = [one for one in session.version.played.steps.values() if one.kind == StepKind.ASK]
    addresses = {
        "email",
        *(one.key for one in session.bot.wanted if one.kind == "email"),
        *(one.detail for one in asked if one.detail_kind == "email"),
    }
    email = next((value for key, value in told.items() if key in addresses), "")
    return Contact(name=told.get("name", "")[:160], email=email[:254])
