"""Filters for the screens of hiring."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language

from pult.accounts.types import Language
from pult.conversations.models import Attachment
from pult.foundation.actors import Actor
from pult.foundation.text import tongues
from pult.hiring.files import APPLICATION_FILE, LETTER_FILE, RECORDING
from pult.hiring.models import Application, ApplicationFile, Recording
from pult.hiring.types import ApplicationState, OfferState, OpeningStatus, Outcome, Proposal, Right

register = template.Library()


class Spanned(Protocol):
    """Something with an interval: a live estimate, or one that was frozen with a decision."""

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...


@register.filter
def said(text: Mapping[str, str]) -> str:
    """A text of several languages in the reader's."""
    return tongues.said(text)


@register.filter
def language_label(code: str) -> str:
    """A language by its own name."""
    return str(Language(code).label)


@register.filter
def in_zone(moment: datetime | None, zone: str) -> str:
    """A moment with its weekday, in a time zone that is named beside it."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'l')}, {date_format(local, 'DATETIME_FORMAT')}"


@register.filter
def in_own_zone(moment: datetime | None) -> str:
    """A moment with its weekday, in the reader's own time zone."""
    return in_zone(moment, timezone.get_current_timezone_name())


@register.simple_tag
def own_zone() -> str:
    """The reader's own time zone by name."""
    return timezone.get_current_timezone_name()


@register.filter
def first_words(text: str) -> str:
    """The first sentence of a letter behind its greeting."""
    lines = [line for line in text.splitlines() if line.strip()]
    return Truncator(lines[1] if len(lines) > 1 else text).chars(90)


@register.filter
def short_day(moment: datetime | None) -> str:
    """A day and its month, short, such as “24. stu” or “24 Nov”."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return date_format(local, "j. M").lower() if _counts_days() else date_format(local, "j M")


def _counts_days() -> bool:
    return (get_language() or "en").partition("-")[0] in {"hr", "sr"}


@register.filter
def manages_hiring(actor: Actor) -> bool:
    """Whether letters and settings are this person's business."""
    return actor.has(Right.MANAGE)


@register.filter
def runs_hiring(actor: Actor) -> bool:
    """Whether this person runs openings."""
    return actor.has(Right.MANAGE) or actor.has(Right.RECRUIT)


@register.filter
def opening_tone(status: str) -> str:
    """The colour's meaning for the status of an opening."""
    return OpeningStatus(status).tone


@register.filter
def state_tone(state: str) -> str:
    """The colour's meaning for the state of an application."""
    return ApplicationState(state).tone


@register.filter
def is_late_now(application: Application) -> bool:
    """Whether an answer was promised before now."""
    return application.is_late(timezone.now())


@register.filter
def file_address(file: ApplicationFile) -> str:
    """Where the staff reads a file of an application."""
    return APPLICATION_FILE.address(file.pk, file.name)


@register.filter
def letter_file_address(attachment: Attachment) -> str:
    """Where the staff reads a file of a letter."""
    return LETTER_FILE.address(attachment.pk, attachment.name)


@register.filter
def recording_address(recording: Recording) -> str:
    """Where a recording is listened to."""
    return RECORDING.address(recording.pk, "talk")


@register.filter
def clock(seconds: float) -> str:
    """How long something lasts, such as “3:12” or “1:03:12”."""
    whole = round(seconds)
    minutes = (
        f"{whole // 60 % 60}:{whole % 60:02}" if whole < 3600 else f"{whole // 60 % 60:02}:{whole % 60:02}"
    )
    return minutes if whole < 3600 else f"{whole // 3600}:{minutes}"


@register.filter
def offer_tone(state: str) -> str:
    """The colour's meaning for the state of an offer."""
    return OfferState(state).tone


@register.filter
def outcome_tone(outcome: str) -> str:
    """The colour's meaning for a decision."""
    return Outcome(outcome).tone


@register.filter
def proposal_tone(proposal: str) -> str:
    """The colour's meaning for what the evidence proposes."""
    return Proposal(proposal).tone


@register.filter
def on_scale(score: float) -> str:
    """Where a score from 1 to 5 stands on a line of 160 points; text, so that no language puts a comma in it."""
    return f"{(float(score) - 1) / 4 * 160:.1f}"


@register.filter
def scale_width(estimate: Spanned) -> str:
    """How wide an interval is on that line."""
    return f"{(estimate.high - estimate.low) / 4 * 160:.1f}"


@register.filter
def as_percent(part: float) -> int:
    """A part of one in percent."""
    return round(100 * part)
