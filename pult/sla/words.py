"""A deadline's account in the words of the department, in the language and zone of whoever reads."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.calendars.types import moment_in_words
from pult.sla.explanation import Kind, Line
from pult.ui.lengths import in_hours


def sentence(line: Line) -> str:
    """What one line of the account says."""
    match line.kind:
        case Kind.STARTED | Kind.RESCHEDULED | Kind.RETARGETED:
            return _beginning(line)
        case Kind.PAUSED:
            return _("The clock stands still: waiting for the customer or somebody else.")
        case Kind.RESUMED:
            return _("The clock goes on with %(left)s left.") % {"left": in_hours(line.left)}
        case Kind.STOPPED:
            return _("Done. %(total)s were counted.") % {"total": in_hours(line.total)}
        case Kind.DUE:
            return _("Due: the target of %(target)s is reached.") % {"target": in_hours(line.target)}
        case Kind.CLOSED:
            return _closed(line)
        case Kind.COUNTED | Kind.SUMMED:
            return _counted(line)


def _beginning(line: Line) -> str:
    target = {"target": in_hours(line.target), "left": in_hours(line.left)}
    if line.kind == Kind.STARTED:
        return _("The clock starts; the target is %(target)s of opening time.") % target
    if line.kind == Kind.RETARGETED and line.policy:
        sentence = _("The policy “%(policy)s” holds now: the target is %(target)s; %(left)s are left.")
        return sentence % {**target, "policy": line.policy}
    if line.kind == Kind.RETARGETED:
        return _("The target is now %(target)s; %(left)s are left.") % target
    return _("Other opening hours hold from here on; what was counted stays, %(left)s are left.") % target


def _counted(line: Line) -> str:
    zone = line.hours.zone
    facts = {
        "counted": in_hours(line.counted),
        "until": moment_in_words(line.until or line.at, zone),
        "time": date_format((line.until or line.at).astimezone(zone), "H:i"),
        "left": in_hours(line.left),
    }
    if line.kind == Kind.COUNTED:
        if not line.left:
            return _("Open: %(counted)s counted until %(time)s.") % facts
        return _("Open: %(counted)s counted until %(time)s, %(left)s left.") % facts
    facts["openings"] = str(line.openings)
    return (
        ngettext(
            "%(openings)s opening until %(until)s: %(counted)s counted, %(left)s left.",
            "%(openings)s openings until %(until)s: %(counted)s counted, %(left)s left.",
            line.openings,
        )
        % facts
    )


def _closed(line: Line) -> str:
    until = moment_in_words(line.until or line.at, line.hours.zone)
    if line.names:
        names = ", ".join(line.names)
        return _("Closed until %(until)s: %(names)s.") % {"until": until, "names": names}
    if line.is_weekend:
        return _("Closed over the weekend until %(until)s.") % {"until": until}
    return _("Closed until %(until)s.") % {"until": until}
