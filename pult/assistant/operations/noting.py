"""The note with which the bot hands a conversation over: why, what was asked, what was answered, what is known."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.assistant.models import Session
from pult.assistant.types import Ending
from pult.assistant.wording import in_language


def tidy_note(session: Session) -> str:
    """Everything a colleague needs, in the language of the house."""
    with override(session.bot.inbox.language):
        parts = [_reason(session), *_questions(session), *_answers(session), *_details(session)]
    return "\n".join(parts)


def _reason(session: Session) -> str:
    return _("Handed over by the bot: %(reason)s.") % {"reason": Ending(session.ending).label}


def _questions(session: Session) -> list[str]:
    asked = session.stands.questions if session.state else ()
    return [_("Asked: %(question)s") % {"question": question} for question in asked]


def _answers(session: Session) -> list[str]:
    return [
        _("Answered from “%(title)s”: %(outcome)s")
        % {"title": one.title, "outcome": one.get_outcome_display()}
        for one in session.answers.order_by("pk")
    ]


def _details(session: Session) -> list[str]:
    details = session.stands.details if session.state else {}
    labels = {one.key: in_language(one.label, session.bot.inbox.language) for one in session.bot.wanted}
    return [f"{labels.get(key) or key}: {value}" for key, value in details.items()]
