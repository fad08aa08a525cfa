"""Words that mean the same: the list, and which of them came with Pult."""

from enum import StrEnum

from django.db.models import F
from django.db.models.functions import Coalesce

from pult.foundation.actors import Actor
from pult.foundation.text import analyser
from pult.foundation.text.codes import code
from pult.foundation.web import Page, keyset_page
from pult.knowledge.models import Concept


class Origin(StrEnum):
    """Where a group of words comes from."""

    OWN = "own"
    CHANGED = "changed"
    BUILT_IN = "built_in"
    OFF = "off"


def concepts(
    actor: Actor,
    *,
    words: str = "",
    origin: str = "",
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> Page[Concept]:
    """A page of the groups by their first word; all that hold a word in whatever form, when one is given."""
    rows = Concept.objects.visible_to(actor)
    if keys := analyser.keys(words):
        rows = rows.filter(codes__any=[code(key) for key in keys])
    match origin:
        case Origin.OWN:
            rows = rows.filter(key=None)
        case Origin.CHANGED:
            rows = rows.filter(is_edited=True).exclude(key=None).exclude(words=[])
        case Origin.BUILT_IN:
            rows = rows.filter(is_edited=False)
        case Origin.OFF:
            rows = rows.filter(words=[])
    rows = rows.annotate(name=Coalesce(F("words__0"), "key"))
    return keyset_page(rows, ("name", "id"), after=after, before=before, size=size)


def origin_of(concept: Concept) -> Origin:
    """Where this group comes from."""
    if concept.key is None:
        return Origin.OWN
    if not concept.words:
        return Origin.OFF
    return Origin.CHANGED if concept.is_edited else Origin.BUILT_IN
