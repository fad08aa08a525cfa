"""Questions about contact forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.conversations.models import Message
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.knowledge.queries import finding
from pult.knowledge.types import Reader

from .models import ContactForm, FormField, Submission
from .ticket import OF_THE_PORTAL, new_ticket

MOST_ARTICLES = 3
SHORTEST = 8
LONGEST = 500


def forms_for(actor: Actor) -> "QuerySet[ContactForm]":
    """Every form, with how often each was sent."""
    forms = ContactForm.objects.visible_to(actor).select_related("inbox__department")
    return forms.annotate(sent=Count("submissions")).order_by("key")


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """A field as whoever builds the form sees it."""

    field: FormField
    shown_when: str


def fields_of(form: ContactForm) -> list[FieldRow]:
    """The fields of a form in their order, with the condition of each in words."""
    fields = list(form.fields.order_by("position"))
    by_key = {one.key: one for one in fields}
    return [FieldRow(field=one, shown_when=_condition(one, by_key)) for one in fields]


def _condition(field: FormField, by_key: dict[str, FormField]) -> str:
    asked = by_key.get(field.when_key)
    if asked is None:
        return ""
    answer = dict(asked.deciding_values).get(field.when_value, field.when_value)
    return _("only when “%(field)s” is “%(answer)s”") % {"field": asked.label, "answer": answer}


def public_form(key: str) -> ContactForm | None:
    """The form at this address, while it takes messages."""
    found = ContactForm.objects.open().filter(key=key)
    return found.select_related("inbox__department").prefetch_related("fields").first()


def listed_forms(locale: str, brand: Brand) -> list[ContactForm]:
    """The forms that the portal of a brand offers in this language."""
    there = ContactForm.objects.open().filter(is_listed=True, languages__contains=[locale])
    if brands.is_several():
        there = there.filter(inbox__in=Inbox.objects.of_brand(brand).values("pk"))
    return list(there.order_by("key"))


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
