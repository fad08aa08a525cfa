"""One text in several languages, as an organisation writes it: `{"en": "Empathy", "hr": "Empatija", …}`.

People write English, Croatian and Serbian in Latin letters; Serbian in Cyrillic letters is made here. A reader gets
their own language, else English, else whatever there is.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import get_language

from .script import to_cyrillic

Tongues = dict[str, str]

WRITTEN: Final = ("en", "hr", "sr-latn")
CYRILLIC: Final = "sr"
LATIN: Final = "sr-latn"


def said(text: Mapping[str, Any], language: str | None = None) -> str:
    """The text in this language (the one in force, when none is named); empty when it was never written."""
    wanted = (language or get_language() or "en").lower()
    if wanted == CYRILLIC and not text.get(CYRILLIC) and text.get(LATIN):
        return to_cyrillic(str(text[LATIN]))
    for one in (wanted, *WRITTEN, *sorted(text)):
        if text.get(one):
            return str(text[one])
    return ""


def cleaned(text: Mapping[str, Any]) -> Tongues:
    """The languages that were really written, without blanks around them, in the order in which they are asked for."""
    known = (*WRITTEN, *sorted(set(text) - set(WRITTEN)))
    stripped = {one: str(text.get(one) or "").strip() for one in known}
    return {one: words for one, words in stripped.items() if words}


def missing(text: Mapping[str, Any]) -> list[str]:
    """The languages in which somebody still has to write it."""
    return [one for one in WRITTEN if not str(text.get(one) or "").strip()]
