"""Questions about the bot's answers: the list, and which threshold follows from what was said of them."""

from pult.assistant import threshold
from pult.assistant.models import Answer, Bot
from pult.assistant.threshold import Choice, Judged
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
