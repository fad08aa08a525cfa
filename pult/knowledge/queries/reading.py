"""Which translation a reader gets."""

from collections.abc import Iterable

from django.db.models import QuerySet

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.knowledge.models import Acknowledgement, Document, Translation
from pult.knowledge.types import Reader

# Whoever reads one of these reads the other as well.
NEAR = {
    Language.HR: (Language.SR_LATN, Language.SR),
    Language.SR_LATN: (Language.SR, Language.HR),
    Language.SR: (Language.SR_LATN, Language.HR),
}


def in_order(language: str, first: str) -> list[str]:
    """The languages in which somebody would read a document: their own, a near one, English, its first one."""
    near = NEAR.get(Language(language), ()) if language in Language.values else ()
    return list(dict.fromkeys([language, *near, Language.EN, first, *Language.values]))


def best(translations: Iterable[Translation], language: str) -> Translation | None:
    """The one of a document that suits this reader's language best."""
    found = {one.language: one for one in translations}
    first = next(iter(found.values())).document.language if found else ""
    return next((found[one] for one in in_order(language, first) if one in found), None)


def readable(document: Document, reader: Reader) -> "QuerySet[Translation]":
    """What this reader can read of a document."""
    rows = Translation.objects.readable_by(reader).filter(document=document)
    return rows.select_related("document", "published").order_by("language")


def to_sign(actor: Actor) -> "QuerySet[Acknowledgement]":
    """What this person has still to sign, the most urgent first."""
    rows = Acknowledgement.objects.waiting_for(actor).select_related("document")
    return rows.order_by("due_on", "pk")
