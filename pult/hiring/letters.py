"""Letters to candidates: the house's own words or those that came with Pult, with names put in their places."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.accounts.types import Language
from pult.foundation.text.tongues import Tongues, said

from .links import address_of
from .models import Application, Letter
from .queries.settings import house_name
from .types import VARIABLES, LetterKind

STANDARD = Path(__file__).parent / "standard" / "letters.json"
ALWAYS = ("name", "opening", "house", "link")
MORE: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.CONFIRMATION: ("stage", "until"),
    LetterKind.ALREADY: ("until",),
    LetterKind.NEXT_STAGE: ("stage", "until"),
    LetterKind.BOOKED: ("when", "where"),
    LetterKind.CANCELLED: ("when", "where"),
    LetterKind.REMINDER: ("when", "where"),
    LetterKind.OFFER: ("pay", "start", "hours", "answer_by"),
    LetterKind.RETENTION: ("until",),
    LetterKind.WRITING: ("until", "minutes"),
    LetterKind.REFEREES: ("until",),
    LetterKind.REFERENCE: ("referee", "until"),
    LetterKind.REFERENCE_AGAIN: ("referee", "until"),
    LetterKind.TRIAL_BEGUN: ("start", "until", "guide"),
    LetterKind.TRIAL_REVIEW: ("when", "guide"),
    LetterKind.TRIAL_EXTENDED: ("until", "guide"),
    LetterKind.TRIAL_ENDED: ("until",),
}


@dataclass(frozen=True, kw_only=True)
class Written:
    """A letter ready to be sent."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Template:
    """A letter with places for names, in several languages."""

    subjects: Tongues
    texts: Tongues
    is_own: bool = False


def variables_of(kind: LetterKind) -> tuple[str, ...]:
    """The words that may stand between braces in this letter."""
    return tuple(name for name in VARIABLES if name in (*ALWAYS, *MORE.get(kind, ())))


def complaint_about(text: str, kind: LetterKind) -> str:
    """What is wrong with the braces of a letter; empty when nothing is."""
    known = variables_of(kind)
    try:
        for _words, name, spec, conversion in Formatter().parse(text):
            if name is not None and (name not in known or spec or conversion):
                return _("{%(name)s} is not known in this letter. Known are: %(known)s.") % {
                    "name": name,
                    "known": ", ".join(f"{{{one}}}" for one in known),
                }
    except ValueError:
        return _("A brace is open or closed that has no partner.")
    return ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with values in place of the braces. Nothing but plain names is ever looked up."""
    whole = ""
    for words, name, _spec, _conversion in Formatter().parse(text):
        # A date ends with a full stop of its own in our languages; two make no sentence.
        is_doubled = whole.endswith(".") and words.startswith(".") and not words.startswith("..")
        whole += (words[1:] if is_doubled else words) + (values.get(name, "") if name else "")
    return whole


def template_of(kind: LetterKind) -> Template:
    """The house's own letter, else the one that came with Pult."""
    own = Letter.objects.filter(kind=kind).first()
    if own is not None:
        return Template(subjects=own.subjects, texts=own.texts, is_own=True)
    standard = _standard()[kind]
    return Template(subjects=standard["subjects"], texts=standard["texts"])


@cache
def _standard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(STANDARD.read_text())
    return found


def letter_for(
    application: Application, kind: LetterKind, *, values: Mapping[str, str] | None = None
) -> Written:
    """The letter to this candidate, in their language."""
    language = application.candidate.language
    with override(language):
        given = {**values_of(application), **(values or {})}
    return rendered(template_of(kind), language, given)


def rendered(template: Template, language: str, values: Mapping[str, str]) -> Written:
    """A template in one language with these values."""
    subject = filled(said(template.subjects, language), values)
    return Written(
        subject=" ".join(subject.split())[:200], text=filled(said(template.texts, language), values)
    )


def values_of(application: Application) -> dict[str, str]:
    """What stands for the words between braces; asked within the candidate's language."""
    candidate = application.candidate
    until = application.promised_by or candidate.keep_until
    return {
        "name": candidate.name,
        "opening": application.opening.title,
        "house": house_name(),
        "stage": application.stage.name,
        "until": date_format(_day(until), "DATE_FORMAT") if until else "",
        "link": address_of(application.pk, candidate.link_key),
    }


def _day(moment: Any) -> Any:
    return timezone.localdate(moment) if hasattr(moment, "hour") else moment


def sample_values() -> dict[str, str]:
    """Made-up values, for a look at a letter before it is saved."""
    return {
        "name": "Petra Kovač",
        "opening": _("Customer service agent"),
        "house": house_name(),
        "stage": _("Interview"),
        "until": date_format(timezone.localdate(), "DATE_FORMAT"),
        "link": "https://…/careers/status/…",
        "pay": "1.250 €",
        "start": date_format(timezone.localdate(), "DATE_FORMAT"),
        "hours": "40",
        "answer_by": date_format(timezone.localdate(), "DATE_FORMAT"),
        "when": date_format(timezone.localtime(), "DATETIME_FORMAT"),
        "where": _("Video call"),
        "referee": "Davor Marić",
        "guide": "Lea Novak",
        "minutes": _("There are 30 minutes for it."),
    }


def previews(template: Template) -> list[tuple[str, Written]]:
    """How a letter reads in every language, with made-up values."""
    found = []
    for language in Language.values:
        with override(language):
            found.append((language, rendered(template, language, sample_values())))
    return found
