"""The mail that asks a customer for a rating, in their language."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from .links import address_of, token_for
from .models import SurveyInvitation
from .types import Score

# Machines that answer mail leave these alone; ours are not answered either.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}


def invitation(asked: SurveyInvitation) -> EmailMultiAlternatives:
    """The letter to one customer: plain text, and HTML with five faces to click."""
    token = token_for(asked.pk)
    with override(asked.language):
        words = {
            "name": asked.customer.name if "@" not in asked.customer.name else "",
            "house": _house(asked),
            "member": asked.member.name if asked.member else "",
            "subject": asked.conversation.subject,
            "number": asked.conversation_id,
            "faces": [(score, address_of(token, score)) for score in reversed(Score)],
            "address": address_of(token),
            "language": asked.language,
        }
        letter = EmailMultiAlternatives(
            subject=_("How did we do? (%(subject)s)") % {"subject": asked.conversation.subject},
            body=render_to_string("feedback/invitation.txt", words),
            from_email=_sender(asked),
            to=[formataddr((asked.customer.name, asked.address))],
            headers=AUTOMATIC,
        )
        letter.attach_alternative(render_to_string("feedback/invitation.html", words), "text/html")
    return letter


def _house(asked: SurveyInvitation) -> str:
    inbox = asked.conversation.inbox
    return inbox.name if inbox else asked.department.name


def _sender(asked: SurveyInvitation) -> str:
    inbox = asked.conversation.inbox
    if inbox is None or "@" not in inbox.address:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((inbox.name, inbox.address))
