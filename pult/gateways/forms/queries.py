"""Questions about contact forms."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from pult.conversations.models import Message
from pult.foundation.actors import Actor

from .models import ContactForm, Submission


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
