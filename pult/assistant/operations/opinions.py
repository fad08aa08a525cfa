"""What people say of the bot's answers: helped, did not help, wrong."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pult.assistant.events import AnswerJudged
from pult.assistant.models import Answer, Session
from pult.assistant.types import Outcome
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.knowledge.operations import note_gap
from pult.knowledge.types import GapSource


def note_verdict(session: Session, verdict: Outcome, *, at: datetime) -> None:
    """Write down what the visitor said of the last answer."""
    last = session.answers.order_by("-pk").first() if verdict != Outcome.NONE else None
    if last is not None and last.outcome == Outcome.NONE:
        Answer.objects.filter(pk=last.pk).update(outcome=verdict, opinions=F("opinions") + 1)
        last.refresh_from_db()
        if verdict == Outcome.REJECTED:
            note_gap(
                last.question, language=last.language, source=GapSource.BOT, conversation=session.pk, at=at
            )
        _announce(last, by=session.conversation.customer.actor, at=at)


@transaction.atomic
def mark_wrong(answer: Answer, *, by: Actor, at: datetime | None = None) -> bool:
    """Say that an answer of the bot was wrong: its question goes to the list of what the knowledge lacks."""
    at = at or timezone.now()
    fresh = Answer.objects.filter(pk=answer.pk, wrong_at=None)
    if not fresh.update(wrong_at=at, wrong_by=by.ref, opinions=F("opinions") + 1):
        return False
    answer.refresh_from_db()
    note_gap(
        answer.question, language=answer.language, source=GapSource.BOT, conversation=answer.session_id, at=at
    )
    _announce(answer, by=by, at=at)
    return True


@transaction.atomic
def take_mark_back(answer: Answer, *, by: Actor, at: datetime | None = None) -> bool:
    """Say that an answer was not wrong after all."""
    marked = Answer.objects.filter(pk=answer.pk, wrong_at__isnull=False)
    if not marked.update(wrong_at=None, wrong_by="", opinions=F("opinions") + 1):
        return False
    answer.refresh_from_db()
    _announce(answer, by=by, at=at or timezone.now())
    return True


def _announce(answer: Answer, *, by: Actor, at: datetime) -> None:
    publish(
        AnswerJudged(
            bot_answer_id=answer.pk,
            conversation_id=answer.session_id,
            number=answer.opinions,
            outcome=answer.outcome,
            is_wrong=answer.wrong_at is not None,
            by=by.ref,
            at=at,
        )
    )
