"""What a closure says in its first words, and whose opening hours it touches."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.calendars.models import Calendar
from pult.calendars.types import date_in_words
from pult.knowledge.models import Document, Translation
from pult.knowledge.models.closures import Closure
from pult.knowledge.types.closures import OF_WHOLE_DAYS, PLACES, ClosureKind, filled
from pult.workforce.models import Department

TEMPLATE_LANGUAGES = tuple(Language.values)


def calendars_of(closure: Closure) -> list[Calendar]:
    """The opening hours that the departments of a closure keep to."""
    concerned = (
        closure.departments.values("pk") if closure.departments.exists() else Department.objects.values("pk")
    )
    return list(
        Calendar.objects.filter(
            pk__in=Department.objects.filter(pk__in=concerned).values("calendar_id")
        ).by_name()
    )


def first_texts(closure: Closure) -> dict[str, dict[str, str]]:
    """The texts of a closure as its template has them, or in Pult's own words, in every language."""
    templates = _templates_of(closure.template)
    texts = {}
    for language in TEMPLATE_LANGUAGES:
        with translation.override(language):
            values = values_of(closure)
            own = templates.get(language) or {"banner": usual_words(closure)}
        texts[language] = {place: filled(str(own[place]), values) for place in PLACES if own.get(place)}
    return texts


def _templates_of(document: Document | None) -> dict[str, Mapping[str, str]]:
    if document is None:
        return {}
    rows = Translation.objects.published().filter(document=document).select_related("published")
    return {row.language: _places(row) for row in rows}


def _places(row: Translation) -> Mapping[str, str]:
    revision = row.published
    data = revision.data if revision is not None and isinstance(revision.data, dict) else {}
    places = {place: str(data[place]) for place in PLACES if data.get(place)}
    if "banner" not in places and revision is not None and revision.body.strip():
        places["banner"] = revision.body
    return places


def values_of(closure: Closure) -> dict[str, str]:
    """What the placeholders stand for, in the language that is on."""
    return {
        "from": _moment(closure, closure.begins_at),
        "until": _until(closure),
        "when": _when(closure),
        "reason": closure.reason,
        "alternative": closure.alternative,
    }


def _moment(closure: Closure, at: datetime) -> str:
    local = timezone.localtime(at)
    if closure.kind in OF_WHOLE_DAYS:
        return date_in_words(local.date())
    return f"{date_in_words(local.date())}, {date_format(local, 'H:i')}"


def _until(closure: Closure) -> str:
    if closure.ends_at is None:
        return _("further notice")
    last = closure.ends_at
    if closure.kind in OF_WHOLE_DAYS:
        return date_in_words(timezone.localtime(last - timedelta(microseconds=1)).date())
    return _moment(closure, last)


def _when(closure: Closure) -> str:
    first, last = _moment(closure, closure.begins_at), _until(closure)
    if first == last:
        return _("on %(day)s") % {"day": first}
    return _("from %(first)s until %(last)s") % {"first": first, "last": last}


def usual_words(closure: Closure) -> str:
    """What Pult says where there is no template, in the language that is on."""
    sentences = {
        ClosureKind.HOLIDAY: _("We are closed {when} ({reason}). {alternative}"),
        ClosureKind.OUTAGE: _("Something is not working as it should: {reason}. {alternative}"),
        ClosureKind.HOURS: _("We keep other hours {when} ({reason}): %(hours)s. {alternative}"),
    }
    return sentences[ClosureKind(closure.kind)].replace("%(hours)s", hours_in_words(closure))


def hours_in_words(closure: Closure) -> str:
    """When somebody is there on days with other hours."""
    if closure.opens is None or closure.closes is None:
        return ""
    return "–".join(f"{minute // 60 % 24:02}:{minute % 60:02}" for minute in (closure.opens, closure.closes))
