"""Writing the bot's figures into the ledger."""

from pult.assistant import metrics
from pult.assistant.events import AnswerJudged, BotFinished
from pult.assistant.models import Answer
from pult.assistant.types import HANDED_OVER, Ending, Outcome
from pult.metrics import operations as ledger
from pult.metrics.types import Measurement


def measure_talk(event: BotFinished) -> None:
    """One more talk has ended: contained or not, handed over or not."""
    if event.is_apart:
        return
    values = {
        metrics.CONTAINMENT: event.ending == Ending.HELPED,
        metrics.HANDED_OVER: event.ending in HANDED_OVER,
    }
    ledger.record_many(
        Measurement(
            metric=metric,
            key=f"conversation:{event.conversation_id}",
            at=event.at,
            value=float(value),
            department_id=event.department_id,
            inbox_id=event.inbox_id,
            channel=event.channel,
            subject=event.subject,
        )
        for metric, value in values.items()
    )


def measure_answer(event: AnswerJudged) -> None:
    """What is known of one answer now; what was said of it before leaves the figure."""
    answer = Answer.objects.select_related("session__conversation").filter(pk=event.bot_answer_id).first()
    if answer is None:
        return
    conversation = answer.session.conversation
    for earlier in range(event.number):
        ledger.take_back(metrics.ACCEPTED, key=f"bot_answer:{answer.pk}:{earlier}")
    if event.outcome == Outcome.NONE and not event.is_wrong:
        return
    ledger.record(
        metrics.ACCEPTED,
        key=f"bot_answer:{answer.pk}:{event.number}",
        at=answer.at,
        value=float(event.outcome == Outcome.ACCEPTED and not event.is_wrong),
        department_id=conversation.department_id,
        inbox_id=conversation.inbox_id,
        channel=conversation.channel,
        subject=f"conversation:{conversation.pk}",
    )
