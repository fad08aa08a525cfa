"""What a page needs to show the widget: words, looks, departments, and whether somebody is here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.assistant import queries as assistant
from pult.calendars import queries as calendars
from pult.calendars.types import moment_in_words
from pult.gateways.chat.models import Widget
from pult.gateways.chat.types import Away, FieldKind
from pult.inboxes.types import Channel
from pult.knowledge.queries import closures
from pult.routing import queries as routing
from pult.workforce.models import Department

from .wording import away_with, language_of, words


def widget_of(token: str) -> Widget | None:
    """The widget that goes by this public name, if it takes messages."""
    return Widget.objects.working().filter(token=token).select_related("inbox__department__calendar").first()


def showing(widget: Widget, *, asked: str = "", at: datetime | None = None) -> dict[str, Any]:
    """Everything that the widget shows before a chat begins."""
    at = at or timezone.now()
    language = language_of(asked, usual=widget.inbox.language)
    chosen = list(widget.departments.select_related("calendar").order_by("name", "pk"))
    offered = chosen or [widget.inbox.department]
    is_here = any(is_served(department, at=at) for department in offered)
    bot = None if is_here else assistant.bot_of(widget.inbox, offered[0], at=at)
    return {
        "language": language,
        "words": _words(widget, language, bot=bot.name if bot else ""),
        "colour": widget.colour,
        "side": widget.side,
        "theme": widget.theme,
        "here": is_here,
        "notices": _notices(offered, language, at=at),
        "opens": "" if is_here else _opens(offered, language, at=at),
        "away": _away(widget, has_bot=bot is not None),
        "fields": [_shown(field, language) for field in widget.fields],
        "departments": [{"id": one.pk, "name": one.name} for one in chosen] if len(chosen) > 1 else [],
        "files": widget.most_megabytes if widget.takes_files else 0,
        "articles": widget.shows_articles,
        "trail": widget.keeps_trail,
        "mails": widget.mailbox_id is not None,
        "rating": widget.asks_rating,
        "rules": widget.rules,
    }


def _words(widget: Widget, language: str, *, bot: str) -> dict[str, str]:
    said = words(language, widget.texts)
    if bot:
        with override(language):
            said["away"] = away_with(bot)
    return said


def _away(widget: Widget, *, has_bot: bool) -> str:
    """What is offered while nobody is here: no form where there is nobody to mail it to, or the bot answers at once."""
    is_form = widget.when_away == Away.FORM
    return Away.CHAT if is_form and (has_bot or widget.mailbox_id is None) else widget.when_away


def _notices(offered: list[Department], language: str, *, at: datetime) -> list[str]:
    """Closures that visitors are told of: those of the whole house, and of a department that all of them go to."""
    department = offered[0] if len(offered) == 1 else None
    told = closures.words_for(department, language=language, at=at, place="chat")
    return [text for text in told if text]


def is_served(department: Department, *, at: datetime) -> bool:
    """Whether it is open and somebody is here who could answer."""
    is_open = calendars.hours(department.calendar).is_open(at)
    return is_open and routing.is_anyone_here(department, channel=Channel.CHAT)


def _opens(offered: list[Department], language: str, *, at: datetime) -> str:
    """When somebody is here again, in words; nothing while it is open, or when it never is."""
    all_hours = [calendars.hours(department.calendar) for department in offered]
    if any(hours.is_open(at) for hours in all_hours):
        return ""
    openings = [(opening, hours.zone) for hours in all_hours if (opening := hours.next_opening(at))]
    if not openings:
        return ""
    with override(language):
        moment = moment_in_words(*min(openings, key=lambda one: one[0]))
        return _("Open again: %(moment)s") % {"moment": moment}


def _shown(field: Mapping[str, Any], language: str) -> dict[str, Any]:
    labels = field.get("labels") or {}
    label = labels.get(language) or labels.get("en") or field.get("key", "")
    return {
        "key": field.get("key", ""),
        "label": label,
        "kind": field.get("kind", FieldKind.TEXT),
        "required": bool(field.get("required")),
        "choices": field.get("choices", []),
    }
