"""The words of an automatic reply: the house's own or Pult's, in the customer's language, with what is true now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from pult.calendars.types import OpeningHours, moment_in_words
from pult.foundation.text.script import to_cyrillic
from pult.ui.lengths import in_hours

PLACEHOLDER = re.compile(r"\{(name|number|subject|promise|opens|closure)\}")
GAPS = re.compile(r"\n{3,}")
LONGEST = 8000


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What an automatic reply may speak of."""

    language: str
    name: str
    number: int
    subject: str
    at: datetime
    hours: OpeningHours
    promise: timedelta | None = None
    closures: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody is there right now."""
        return self.hours.is_open(self.at)


def usual_words(*, is_open: bool) -> str:
    """What Pult says where the house has written nothing, in the language that is on."""
    if is_open:
        return _(
            "Hello {name},\n\nthank you for writing to us. Your message has arrived and has the number {number}."
            "\n\n{closure}\n\n{promise}"
        )
    return _(
        "Hello {name},\n\nthank you for writing to us. Your message has arrived and has the number {number}."
        " Nobody is here right now.\n\n{closure}\n\n{opens} {promise}"
    )


def words(own: str, situation: Situation) -> str:
    """The whole text, with every sentence that has nothing to say left out."""
    with translation.override(situation.language):
        text = own.strip() or usual_words(is_open=situation.is_open)
        values = _values(situation)
    if values["closure"] and "{closure}" not in text:
        text = f"{values['closure']}\n\n{text}"
    return filled(text, values)[:LONGEST]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled in; what is in braces otherwise stays as it is."""
    text = PLACEHOLDER.sub(lambda found: values[found[1]], text.replace("\r\n", "\n"))
    lines = (" ".join(line.split()) if line.strip() else "" for line in text.split("\n"))
    return GAPS.sub("\n\n", "\n".join(lines)).strip().replace(" ,", ",")


def _values(situation: Situation) -> dict[str, str]:
    return {
        "name": " ".join(situation.name.split()),
        "number": f"#{situation.number}",
        "subject": " ".join(situation.subject.split()),
        "promise": _promise(situation),
        "opens": _opens(situation),
        "closure": "\n\n".join(situation.closures),
    }


def _promise(situation: Situation) -> str:
    if situation.promise is None:
        return ""
    return _("You will have our answer within %(length)s of opening time.") % {
        "length": in_hours(situation.promise)
    }


def _opens(situation: Situation) -> str:
    if situation.is_open:
        return ""
    opens = situation.hours.next_opening(situation.at)
    if opens is None:
        return ""
    return _("We are here again on %(moment)s.") % {"moment": moment_in_words(opens, situation.hours.zone)}


def own_words(texts: Mapping[str, Mapping[str, str]], language: str, *, is_open: bool) -> str:
    """What the house has written for a language; Serbian Cyrillic is made from Latin letters where it has none."""
    key = "open" if is_open else "closed"
    own = str((texts.get(language) or {}).get(key) or "")
    if not own and language == "sr":
        return to_cyrillic(str((texts.get("sr-latn") or {}).get(key) or ""))
    return own
