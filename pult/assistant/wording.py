"""Texts in several languages: which one a visitor reads, in the letters that they write."""

from typing import Final

from pult.foundation.text.language import Script, detect
from pult.foundation.text.script import to_cyrillic

from .types import Texts

LANGUAGES: Final = ("en", "hr", "sr-latn", "sr")
_NEXT_BEST: Final = {
    "en": ("en",),
    "hr": ("hr", "sr-latn"),
    "sr-latn": ("sr-latn", "hr"),
    "sr": ("sr", "sr-latn", "hr"),
}


def words(en: str, hr: str, sr: str) -> Texts:
    """One text in the written forms; Cyrillic letters are made from the Latin ones."""
    return {"en": en, "hr": hr, "sr-latn": sr}


def in_language(texts: Texts, language: str) -> str:
    """The text for somebody who reads this language; a neighbouring one, English or any before none at all."""
    for code in (*_NEXT_BEST.get(language, ()), "en", *texts):
        if texts.get(code):
            return in_letters(texts[code], language, written=code)
    return ""


def in_letters(text: str, language: str, *, written: str) -> str:
    """The text in Cyrillic letters where the reader uses them and it is in a language of ours."""
    return to_cyrillic(text) if language == "sr" and written in {"hr", "sr-latn"} else text


def language_of(text: str, *, default: str) -> str:
    """In which language to answer: as the text is written, else as is known of the conversation."""
    found = detect(text, default=default.partition("-")[0])
    if found.script is Script.CYRILLIC and found.group == "hbs":
        return "sr"
    if found.group == "en" and found.confidence > 0.5:
        return "en"
    if found.group != "hbs":
        return default if default in LANGUAGES else "en"
    if found.language == "sr" or (not found.language and default.startswith("sr")):
        return "sr-latn"
    return "hr"
