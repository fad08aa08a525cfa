"""Mail to colleagues: what waits for their review or their signature."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.accounts.models import Person

from .models import Acknowledgement, Document, Translation


def tell_of_reviews(person_id: int, documents: list[Document]) -> None:
    """Write to an owner what is due for review."""
    person = Person.objects.get(pk=person_id)
    titles = titles_of(documents, person.language)
    with translation.override(person.language):
        lines = [f"- {titles[one.pk]}\n  {_address(one.pk)}" for one in documents]
        count = len(documents)
        EmailMessage(
            subject=ngettext(
                "%(count)s document is due for your review",
                "%(count)s documents are due for your review",
                count,
            )
            % {"count": count},
            body="\n\n".join([_("Does it still hold? Look it through, and change or confirm it."), *lines]),
            to=[person.email],
        ).send()


def tell_to_sign(waiting: list[Acknowledgement]) -> None:
    """Write to each what they are asked to read and sign."""
    titles: dict[str, dict[int, str]] = {}
    documents = {one.document_id: one.document for one in waiting}
    for one in waiting:
        person = one.person
        known = titles.setdefault(person.language, {}) or titles_of(documents.values(), person.language)
        titles[person.language] = known
        with translation.override(person.language):
            words = {"title": known[one.document_id], "day": date_format(one.due_on, "DATE_FORMAT")}
            EmailMessage(
                subject=_("Please read and sign by %(day)s: %(title)s") % words,
                body=_address(one.document_id),
                to=[person.email],
            ).send()


def titles_of(documents: Iterable[Document], language: str) -> dict[int, str]:
    """What these documents are called in this language, else in the one they are written in first."""
    found = {one.pk: one.language for one in documents}
    titles = Translation.objects.filter(document__in=found).exclude(title="").order_by("document", "pk")
    best: dict[int, tuple[int, str]] = {}
    for pk, tongue, title in titles.values_list("document", "language", "title"):
        rank = 0 if tongue == language else 1 if tongue == found[pk] else 2
        if pk not in best or rank < best[pk][0]:
            best[pk] = (rank, title)
    return {pk: best[pk][1] if pk in best else "" for pk in found}


def _address(document_id: int) -> str:
    return f"{settings.APP_URL}{reverse('knowledge:reading', kwargs={'pk': document_id})}"
