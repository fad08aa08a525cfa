"""The mail that asks somebody, in their language."""

from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.accounts import queries as accounts
from pult.foundation.text.tongues import said

from . import queries
from .links import address_of, token_for
from .models import Invitation

# Machines that answer mail leave these alone; ours are not answered either.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}


def invitation(asked: Invitation, *, is_reminder: bool = False) -> EmailMultiAlternatives:
    """The letter to one person: plain text, and HTML with a button."""
    version, token = asked.version, token_for(asked.pk)
    with override(asked.language):
        title = said(version.title, asked.language)
        words = {
            "name": asked.name,
            "title": title,
            "intro": said(version.intro, asked.language),
            "address": address_of(token),
            "count": len(queries.questions_of(version)),
            "until": asked.expires_at,
            "house": _house(),
            "is_anonymous": asked.survey.is_anonymous,
            "is_reminder": is_reminder,
            "language": asked.language,
        }
        subject = _("A reminder: %(title)s") % {"title": title} if is_reminder else title
        letter = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("surveys/invitation.txt", words),
            to=[formataddr((asked.name, asked.address))],
            headers=AUTOMATIC | {"Message-ID": new_name()},
        )
        letter.attach_alternative(render_to_string("surveys/invitation.html", words), "text/html")
    return letter


def _house() -> str:
    house = accounts.organisation()
    return house.name if house else "Pult"


def new_name(sender: str = "") -> str:
    """A Message-ID, by which a letter that comes back is known."""
    domain = parseaddr(sender or settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return make_msgid(domain=domain)


def name_of(letter: EmailMultiAlternatives) -> str:
    """The Message-ID of a letter, as bounces quote it."""
    return str(letter.extra_headers["Message-ID"]).strip("<>")
