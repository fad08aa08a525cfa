"""What the pages about reports by mail show."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.metrics.types import declared

from .mailing_form import FILTERS, MailingForm
from .models import Mailing, Reader, Sending
from .types import ReportKind, Rhythm

MOST_SENDINGS = 12


@dataclass(frozen=True, kw_only=True)
class Row:
    """One report that comes by mail."""

    mailing: Mailing
    readers: str
    stopped: str
    due: str
    last: Sending | None


def rows(actor: Actor) -> list[Row]:
    """One's own, by name. In four statements."""
    latest = Sending.objects.order_by("mailing", "-slot", "pk").distinct("mailing")
    mine = Mailing.objects.visible_to(actor).order_by("name", "pk")
    readers = Prefetch("readers", Reader.objects.select_related("person").order_by("person__name", "pk"))
    last = Prefetch("sendings", latest, to_attr="latest")
    return [_row(one) for one in mine.prefetch_related(readers, last)]


def form_for(asked: QueryDict, person: Person) -> MailingForm:
    """A form about what somebody looks at, to themselves, on Monday at eight."""
    report = asked.get("report", "")
    metric = asked.get("metric", "")
    known = {one.key: str(one.label) for one in declared()}
    kept = QueryDict(mutable=True)
    for name in sorted(FILTERS & set(asked)):
        if asked[name]:
            kept[name] = str(asked[name])
    kind = ReportKind(report) if report in ReportKind else ReportKind.BOARD
    return MailingForm(
        initial={
            "name": known.get(metric) or str(kind.label),
            "report": kind,
            "metric": metric if metric in known and kind == ReportKind.FIGURE else "",
            "filters": kept.urlencode(),
            "rhythm": Rhythm.WEEKLY,
            "hour": 8,
            "readers": [person.pk],
        }
    )


def page(form: MailingForm, mailing: Mailing | None, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """The page on which one is made or changed."""
    sendings = (
        mailing.sendings.select_related("person").order_by("-slot", "pk")[:MOST_SENDINGS] if mailing else []
    )
    return {"form": form, "mailing": mailing, "sendings": sendings, "crumbs": crumbs}


def _row(mailing: Mailing) -> Row:
    readers = list(mailing.readers.all())
    return Row(
        mailing=mailing,
        readers=", ".join(one.person.name for one in readers if one.stopped_at is None),
        stopped=", ".join(one.person.name for one in readers if one.stopped_at is not None),
        due=_moment(mailing),
        last=next(iter(getattr(mailing, "latest", [])), None),
    )


def _moment(mailing: Mailing) -> str:
    """The next time, by the clock by which the hour was chosen."""
    if mailing.is_paused:
        return _("Paused")
    at = timezone.localtime(mailing.next_at, ZoneInfo(mailing.zone)).replace(tzinfo=None)
    return date_format(at, "SHORT_DATETIME_FORMAT")
