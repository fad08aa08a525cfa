"""Articles that may answer what a visitor is writing. Visitors of forms are anybody: they see what everybody sees."""

from html import unescape
from typing import Any

from django.utils.html import strip_tags

from pult.knowledge.queries import finding
from pult.knowledge.types import ANYBODY

from .models import ContactForm

MOST = 3
SHORTEST = 8
LONGEST = 500


def suggestions(form: ContactForm, text: str, locale: str) -> list[dict[str, Any]]:
    """The best articles, as the page shows them. What is too short to mean something is not asked."""
    asked = text.strip()[:LONGEST]
    if not form.suggests or len(asked) < SHORTEST:
        return []
    found = finding.find(asked, reader=ANYBODY, language=locale, limit=MOST)
    return [
        {
            "title": _plain(one.title),
            "passage": _plain(one.passage),
            "href": f"/hc/{locale}/articles/{one.translation.document_id}-{one.translation.slug}",
        }
        for one in found
    ]


def _plain(marked: str) -> str:
    return unescape(strip_tags(marked)).strip()
