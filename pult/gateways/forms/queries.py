"""Questions about contact forms."""

from collections.abc import Iterable
from html import unescape
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.html import strip_tags

from pult.conversations.models import Message
from pult.foundation.actors import Actor
from pult.knowledge.queries import finding
from pult.knowledge.types import Reader

from .models import ContactForm, Submission
from .ticket import OF_THE_PORTAL, new_ticket

MOST_ARTICLES = 3
SHORTEST = 8
LONGEST = 500


def forms_for(actor: Actor) -> "QuerySet[ContactForm]":
    """Every form, with how often each was sent."""
    forms = ContactForm.objects.visible_to(actor).select_related("inbox__department")
    return forms.annotate(sent=Count("submissions")).order_by("key")


def public_form(key: str) -> ContactForm | None:
    """The form at this address, while it takes messages."""
    found = ContactForm.objects.open().filter(key=key)
    return found.select_related("inbox__department").prefetch_related("fields").first()


def listed_forms(locale: str) -> list[ContactForm]:
    """The forms that the portal offers in this language."""
    return list(
        ContactForm.objects.open().filter(is_listed=True, languages__contains=[locale]).order_by("key")
    )


def told_in(messages: Iterable[Message]) -> dict[int, list[dict[str, Any]]]:
    """What was filled in, by message."""
    rows = Submission.objects.filter(message__in=messages).values_list("message_id", "values")
    return dict(rows)


def articles_for(text: str, *, reader: Reader, locale: str) -> list[dict[str, Any]]:
    """The articles that best answer what somebody is writing. What is too short to mean something is not asked."""
    asked = text.strip()[:LONGEST]
    if len(asked) < SHORTEST:
        return []
    found = finding.find(asked, reader=reader, language=locale, limit=MOST_ARTICLES)
    return [
        {
            "title": _plain(one.title),
            "passage": _plain(one.passage),
            "href": f"/hc/{locale}/articles/{one.translation.document_id}-{one.translation.slug}",
        }
        for one in found
    ]


def portal_ticket() -> str:
    """A ticket for the portal's own page, so that a visit counts once."""
    return new_ticket(OF_THE_PORTAL)


def _plain(marked: str) -> str:
    return unescape(strip_tags(marked)).strip()
