"""Letters to colleagues about what they were told."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.accounts.models import Person

from .links import stop_token
from .queries import Line

MOST = 50


def digest(person: Person, lines: Sequence[Line], *, shows_words: bool) -> EmailMessage:
    """One letter with everything, each with the link that leads there."""
    with translation.override(person.language):
        told = [
            {
                "said": " · ".join(str(sentence) for sentence in line.sentences),
                "what": _name(line, shows_words=shows_words),
                "count": line.notice.count,
                "link": _address("notifications:notice", line.notice.pk),
            }
            for line in lines[:MOST]
        ]
        count = len(lines)
        subject = (
            f"{told[0]['said']}: {told[0]['what']}"
            if count == 1
            else ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count}
        )
        return _letter(person, subject, "digest", {"lines": told, "more": count - len(told)})


def test(person: Person) -> EmailMessage:
    """A letter that somebody sends to themselves."""
    with translation.override(person.language):
        return _letter(person, _("Notices arrive here"), "test", {})


def _name(line: Line, *, shows_words: bool) -> str:
    if line.thing is None:
        return ""
    return line.thing.title if shows_words or not line.thing.plain else line.thing.plain


def _letter(person: Person, subject: str, template: str, context: dict[str, object]) -> EmailMessage:
    stop = _address("notifications:stop", stop_token(person))
    context |= {"person": person, "settings": _address("notifications:settings"), "stop": stop}
    return EmailMessage(
        subject=" ".join(subject.split())[:200],
        body=render_to_string(f"notifications/letters/{template}.txt", context),
        to=[person.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _address(name: str, *args: object) -> str:
    return f"{settings.APP_URL}{reverse(name, args=args)}"
