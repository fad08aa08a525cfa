"""Filling canned replies: the right language in the right script, and variables that can do nothing but stand in."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.foundation.text.script import to_cyrillic, to_latin

LANGUAGES = ("en", "hr", "sr-latn", "sr")
VARIABLES: dict[str, str | Promise] = {
    "customer.name": _("The customer’s name"),
    "customer.first_name": _("The customer’s first name"),
    "agent.name": _("Your name"),
    "agent.first_name": _("Your first name"),
    "department.name": _("The department"),
    "conversation.number": _("The number of the conversation"),
    "conversation.subject": _("The subject of the conversation"),
}
PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
NEAREST = {
    "sr": ("sr", "sr-latn", "hr", "en"),
    "sr-latn": ("sr-latn", "sr", "hr", "en"),
    "hr": ("hr", "sr-latn", "sr", "en"),
    "bs": ("hr", "sr-latn", "sr", "en"),
}


def unknown_in(text: str) -> list[str]:
    """The variables of a text that nobody knows, in order, each once."""
    return list(dict.fromkeys(name for name in PLACE.findall(text) if name not in VARIABLES))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables; an unknown one stays as it was written, so that whoever sends it sees it."""
    return PLACE.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def text_in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The text for a customer and the language it is in; Serbian is turned into the script that is asked for."""
    for one in (*NEAREST.get(language, (language,)), "en", *LANGUAGES):
        if texts.get(one, "").strip():
            return _in_script(texts[one], one, language)
    return "", ""


def first_name(name: str) -> str:
    """The name that somebody is addressed by; the whole one where it is a single word."""
    return name.split()[0] if name.strip() else ""


def _in_script(text: str, written: str, wanted: str) -> tuple[str, str]:
    if (written, wanted) == ("sr-latn", "sr"):
        # A variable's name is no Serbian word.
        parts = re.split(r"(\{\{[^{}]*\}\})", text)
        return "".join(one if one.startswith("{{") else to_cyrillic(one) for one in parts), "sr"
    if (written, wanted) == ("sr", "sr-latn"):
        return to_latin(text), "sr-latn"
    return text, written
