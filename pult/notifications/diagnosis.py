"""What stands between somebody and their notices: way by way, what is so and what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.accounts.models import Person
from pult.foundation.watch import state

from . import queries
from .quiet import Reader
from .types import Finding, Rhythm, Way, checks_of, kinds_for

# Workers give a sign of life every few seconds.
SILENT_SECONDS = 90


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One way, with everything that was found about it."""

    way: Way
    findings: list[Finding]

    @property
    def is_good(self) -> bool:
        """Whether nothing stands in its way now."""
        return all(finding.tone in {"good", "info"} for finding in self.findings)


def look(person: Person, *, at: datetime) -> list[Looked]:
    """Every way that there is, with what was found."""
    reader, workers = queries.reader_of(person), list(_workers())
    found = {
        Way.APP: [],
        Way.MAIL: list(_mail(reader, at)),
        Way.PUSH: list(_push(reader, at)),
    }
    return [
        Looked(
            way=way,
            findings=[
                *workers,
                *_nothing_wanted(reader, way),
                *found[way],
                *(one for check in checks_of(way) for one in check(person)),
            ],
        )
        for way in Way
    ]


def _workers() -> Iterator[Finding]:
    seconds = state.look().worker_seconds
    if seconds is None or seconds > SILENT_SECONDS:
        yield Finding(
            tone="late",
            title=_("No worker is running"),
            text=_("Whoever runs Pult has to start one; what happens meanwhile is told when it is back."),
        )


def _nothing_wanted(reader: Reader, way: Way) -> Iterator[Finding]:
    if not any(reader.wishes.wants(kind, way) for kind in kinds_for(reader.person.actor)):
        yield Finding(
            tone="risk",
            title=_("Nothing is told in this way"),
            text=_("Choose in the settings what you want to be told."),
        )


def _mail(reader: Reader, at: datetime) -> Iterator[Finding]:
    if reader.wishes.no_mail:
        yield Finding(
            tone="risk",
            title=_("You have stopped letters"),
            text=_("Switch them on again in the settings."),
        )
    yield Finding(
        tone="info",
        title=_("Letters go to %(address)s") % {"address": reader.person.email},
        text=str(Rhythm(reader.wishes.rhythm).label),
    )
    yield from _quiet(reader, at, _("Until then letters wait, and come as one."))


def _push(reader: Reader, at: datetime) -> Iterator[Finding]:
    browsers = queries.browsers_of(reader.person.actor)
    if not browsers:
        yield Finding(
            tone="risk",
            title=_("You are told in no browser yet."),
            text=_("Open the settings in the browser that should tell you, and switch it on there."),
        )
    for browser in browsers:
        if browser.failure:
            yield Finding(tone="late", title=_refusal(browser.failure), text=browser.agent)
    if queries.is_away(reader.person, reader.wishes):
        yield Finding(
            tone="risk",
            title=_("You are offline"),
            text=_("Browsers tell you only while you are available or away, unless you choose otherwise."),
        )
    yield from _quiet(reader, at, _("Until then notices are held, and come as one. A test comes at once."))
    if count := queries.held_for(reader.person.actor):
        yield Finding(
            tone="info",
            title=ngettext("%(count)s notice is held", "%(count)s notices are held", count)
            % {"count": count},
            text=_("It comes when your quiet hours have ended and you are there, unless you read it before."),
        )


def _quiet(reader: Reader, at: datetime, what: str) -> Iterator[Finding]:
    until = reader.quiet_until(at)
    if until is not None:
        shown = date_format(localtime(until, reader.zone), "SHORT_DATETIME_FORMAT")
        yield Finding(tone="risk", title=_("It is quiet until %(time)s") % {"time": shown}, text=what)


def _refusal(failure: str) -> str:
    if failure == "unreachable":
        return _("Its push service could not be reached.")
    return _("Its push service refused (%(answer)s).") % {"answer": failure}
