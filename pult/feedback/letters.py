"""The mail that asks a customer for a rating, in their language."""

from dataclasses import dataclass
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.brands import queries as brands
from pult.foundation.text.tongues import said
from pult.surveys import queries as surveys
from pult.surveys.models import Invitation, Question
from pult.surveys.types import QuestionType

from .models import Asked
from .types import Score

# Machines that answer mail leave these alone; ours are not answered either.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}


@dataclass(frozen=True)
class Step:
    """One answer that can be clicked in the mail."""

    sign: str
    label: str
    link: str


def invitation(asked: Asked, invited: Invitation, *, name: str) -> EmailMultiAlternatives:
    """The letter to one customer: plain text, and HTML with the answers to click."""
    question = surveys.questions_of(invited.version)[0]
    with override(asked.language):
        words = {
            "name": asked.customer.name if "@" not in asked.customer.name else "",
            "house": _house(asked),
            "member": asked.member.name if asked.member else "",
            "subject": asked.conversation.subject,
            "number": str(asked.conversation_id),
            "question": said(question.text, asked.language),
            "low_label": said(question.low_label, asked.language),
            "high_label": said(question.high_label, asked.language),
            "steps": _steps(question, invited, at=brands.brand_of(_brand(asked)).address),
            "letterhead": brands.letterhead_of(_brand(asked)),
            "highest": question.high,
            "width": f"{100 // len(question.numbers)}%",
            "language": asked.language,
        }
        letter = EmailMultiAlternatives(
            subject=_("How did we do? (%(subject)s)") % {"subject": asked.conversation.subject},
            body=render_to_string("feedback/invitation.txt", words),
            from_email=_sender(asked),
            to=[formataddr((asked.customer.name, asked.address))],
            headers=AUTOMATIC | {"Message-ID": name},
        )
        letter.attach_alternative(render_to_string("feedback/invitation.html", words), "text/html")
    return letter


def new_name(asked: Asked) -> str:
    """A Message-ID, by which the letter is known when it comes back."""
    domain = parseaddr(_sender(asked))[1].partition("@")[2]
    return make_msgid(domain=domain or None)


def _steps(question: Question, invited: Invitation, *, at: str) -> list[Step]:
    """What can be clicked, in the order in which it stands: faces from the best, numbers from the lowest."""
    if question.kind == QuestionType.FACES:
        return [
            Step(one.face, str(one.label), surveys.link_of(invited, one, at=at)) for one in reversed(Score)
        ]
    return [Step(str(one), "", surveys.link_of(invited, one, at=at)) for one in question.numbers]


def _house(asked: Asked) -> str:
    inbox = asked.conversation.inbox
    if inbox is not None and inbox.brand_id:
        return brands.brand_of(inbox.brand_id).name
    return inbox.name if inbox else asked.department.name


def _brand(asked: Asked) -> int | None:
    inbox = asked.conversation.inbox
    return inbox.brand_id if inbox else None


def _sender(asked: Asked) -> str:
    inbox = asked.conversation.inbox
    if inbox is None or "@" not in inbox.address:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((inbox.name, inbox.address))
