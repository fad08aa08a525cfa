"""Calendar invitations as a conversation shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

METHODS: dict[str, str | Promise] = {
    "request": pgettext_lazy("meeting", "Invitation"),
    "publish": pgettext_lazy("meeting", "Appointment"),
    "cancel": pgettext_lazy("meeting", "Cancelled"),
    "reply": pgettext_lazy("meeting", "Answer to an invitation"),
    "counter": pgettext_lazy("meeting", "Another time is proposed"),
}


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting in words, in the language and time zone that are on."""

    what: str | Promise
    title: str
    when: str
    place: str
    organiser: str
    is_off: bool


def meeting_of(extras: Mapping[str, Any]) -> Meeting | None:
    """What a message's invitation says; None where it has none."""
    told = extras.get("invitation")
    if told is None:
        return None
    when = _span(_moment(told["starts"]), _moment(told["ends"]) if told["ends"] else None)
    return Meeting(
        what=METHODS[told["method"]],
        title=told["title"],
        when=_("%(when)s, and again after that") % {"when": when} if told["repeats"] else when,
        place=told["place"],
        organiser=told["organiser"],
        is_off=told["method"] == "cancel",
    )


def _moment(said: str) -> date:
    """A day, or a moment as it is here; what has no time zone is meant wherever one is."""
    if "T" not in said:
        return date.fromisoformat(said)
    moment = datetime.fromisoformat(said)
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _span(starts: date, ends: date | None) -> str:
    day = f"{date_format(starts, 'l')}, {date_format(starts, 'DATE_FORMAT')}"
    if not isinstance(starts, datetime):
        return day if ends is None or ends == starts else f"{day} – {date_format(ends, 'DATE_FORMAT')}"
    begins = f"{day}, {date_format(starts, 'H:i')}"
    if not isinstance(ends, datetime):
        return begins
    until = date_format(ends, "H:i" if ends.date() == starts.date() else "DATETIME_FORMAT")
    return f"{begins}–{until}" if ends.date() == starts.date() else f"{begins} – {until}"
