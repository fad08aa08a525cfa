"""The report pages side by side, and the way back to them. Each keeps what was chosen on the one before."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor

from .types import Right

KEPT = ("preset", "start", "end", "from", "to", "department", "member", "brand", "inbox")


def tabs(here: str, actor: Actor, asked: QueryDict) -> list[dict[str, Any]]:
    """The reports that this person may read."""
    leads = actor.has(Right.DEPARTMENT) or actor.has(Right.ALL)
    places = [
        ("board", _("The desk"), "chart-bar", True),
        ("floor", _("Now"), "activity", leads),
        ("times", _("Time and availability"), "clock", True),
        ("promises", _("Service levels"), "target", leads),
        ("mailings", _("By mail"), "mail", True),
    ]
    return [
        {"text": text, "href": address(name, asked), "icon": icon, "current": name == here}
        for name, text, icon, is_open in places
        if is_open or leads
    ]


def crumbs(asked: QueryDict, *, to: str = "board") -> list[dict[str, str]]:
    """The way back, with the same filters."""
    words = {
        "board": _("Reports"),
        "times": _("Time and availability"),
        "promises": _("Service levels"),
        "mailings": _("By mail"),
    }
    return [{"text": words[to], "href": address(to, asked)}]


def address(name: str, asked: QueryDict) -> str:
    """Where a report stands, with what was chosen."""
    kept = asked.copy()
    for key in set(kept) - set(KEPT):
        del kept[key]
    query = kept.urlencode()
    return reverse(f"dashboards:{name}") + (f"?{query}" if query else "")
