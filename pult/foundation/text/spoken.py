"""Words that people wrote in several languages, as data: kept once in each, said in the reader's."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language

from .script import to_cyrillic

# What is written by people. Serbian in Cyrillic is made from Serbian in Latin letters unless somebody wrote it too.
WRITTEN = ("en", "hr", "sr-latn")
CYRILLIC = "sr"
SPOKEN = (*WRITTEN, CYRILLIC)
# Where nothing is written in a language, the nearest one that somebody wrote in speaks for it.
NEAREST = {
    "en": ("en", "hr", "sr-latn", "sr"),
    "hr": ("hr", "sr-latn", "en", "sr"),
    "sr-latn": ("sr-latn", "hr", "en", "sr"),
    "sr": ("sr", "sr-latn", "hr", "en"),
}


def said(words: Mapping[str, str], language: str | None = None) -> str:
    """What is to be read in this language, or in the reader's; the nearest one where nothing is written."""
    asked = (language or get_language() or "en").lower()
    for near in NEAREST.get(asked, NEAREST["en"]):
        if text := words.get(near, ""):
            return _cyrillic(text) if asked == CYRILLIC and near == "sr-latn" else text
    return ""


@lru_cache(maxsize=10_000)
def _cyrillic(text: str) -> str:
    return to_cyrillic(text)
