"""What the settings pages of retention show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.foundation.web import Page
from pult.gateways.email.models import RawMail
from pult.inboxes.types import Channel

from . import queries
from .forms import HoldForm, RuleForm
from .models import Hold, Rule
from .types import COUNTED, FIXED, SOON_DAYS, Right, Subject

LATELY = 5


@dataclass(frozen=True)
class Line:
    """One thing that would go: since when its time runs, and what this person may read of it."""

    number: int
    words: str
    href: str
    at: datetime


def rules(actor: Actor) -> dict[str, Any]:
    """Every rule with whom it is about, what goes anyway, and the latest runs."""
    found = Rule.objects.visible_to(actor).select_related("department", "inbox", "brand", "type")
    return {
        "rules": [(one, ", ".join(chosen(one))) for one in found.order_by("name", "pk")],
        "fixed": [(one.label, one.days(), one.url_name and reverse(one.url_name)) for one in FIXED],
        "runs": queries.runs_page().rows[:LATELY],
        "manages": actor.has(Right.MANAGE),
    }


def chosen(rule: Rule) -> Iterable[str]:
    """Which conversations it is about, in words; nothing where it is about all."""
    for one in (rule.department, rule.inbox, rule.brand, rule.type):
        if one is not None:
            yield str(one)
    if rule.channel:
        yield str(Channel(rule.channel).label)
    if rule.tag:
        yield f"#{rule.tag}"


def rule(form: RuleForm, found: Rule | None = None) -> dict[str, Any]:
    """One rule with its form, or a new one."""
    return {"form": form, "rule": found, "crumbs": _crumbs()}


def preview(
    rule: Rule, actor: Actor, *, is_soon: bool, after: str | None, before: str | None
) -> dict[str, Any]:
    """What it would take: two figures, and one by one."""
    now = timezone.now()
    at = now + timedelta(days=SOON_DAYS) if is_soon else now
    page = queries.due_page(rule, at=at, after=after, before=before)
    here = {"when": "soon"} if is_soon else {}
    return {
        "rule": rule,
        "chosen": ", ".join(chosen(rule)),
        "figures": queries.figures_of(rule, at=now),
        "counted": COUNTED,
        "is_soon": is_soon,
        "lines": LINES[Subject(rule.subject)](page.rows, actor),
        "crumbs": [*_crumbs(), {"text": rule.name, "href": reverse("retention:rule", args=[rule.pk])}],
        **_steps(page, here),
    }


def runs(*, after: str | None, before: str | None) -> dict[str, Any]:
    """What went."""
    page = queries.runs_page(after=after, before=before)
    return {"runs": page.rows, "crumbs": _crumbs(), **_steps(page, {})}


def holds(
    actor: Actor, form: HoldForm, *, is_over: bool, after: str | None, before: str | None
) -> dict[str, Any]:
    """What is on hold, or was."""
    page: Page[Hold] = queries.holds_page(actor, is_over=is_over, after=after, before=before)
    here = {"over": ""} if is_over else {}
    return {
        "form": form,
        "holds": page.rows,
        "is_over": is_over,
        "crumbs": _crumbs(),
        **_steps(page, here),
    }


def kind_in(given: Mapping[str, str]) -> str:
    """Whether a page of a conversation or of a customer has led here."""
    return next((kind for kind in ("conversation", "customer") if given.get(kind, "").isdecimal()), "")


def _conversations(rows: list[Any], actor: Actor) -> list[Line]:
    seen = set(
        Conversation.objects.visible_to(actor)
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    return [
        Line(
            row.pk,
            f"{row.subject} · {row.customer.name}" if row.pk in seen else "",
            reverse("workspace:conversation", args=[row.pk]) if row.pk in seen else "",
            row.solved_at,
        )
        for row in rows
    ]


def _customers(rows: list[Any], actor: Actor) -> list[Line]:
    seen = set(
        Customer.objects.visible_to(actor)
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    return [
        Line(
            row.pk,
            row.name if row.pk in seen else "",
            reverse("workspace:customer", args=[row.pk]) if row.pk in seen else "",
            row.created_at,
        )
        for row in rows
    ]


def _mails(rows: list[Any], actor: Actor) -> list[Line]:
    seen = set(
        RawMail.objects.visible_to(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    return [
        Line(row.pk, f"{row.sender} · {row.subject}" if row.pk in seen else "", "", row.received_at)
        for row in rows
    ]


def _audit(rows: list[Any], actor: Actor) -> list[Line]:  # noqa: ARG001
    return [Line(row.pk, row.label, "", row.at) for row in rows]


LINES: dict[Subject, Callable[[list[Any], Actor], list[Line]]] = {
    Subject.CONVERSATIONS: _conversations,
    Subject.CUSTOMERS: _customers,
    Subject.ORIGINALS: _mails,
    Subject.QUARANTINE: _mails,
    Subject.AUDIT: _audit,
}


def _steps(page: Page[Any], here: dict[str, str]) -> dict[str, str | None]:
    return {
        "newer": f"?{urlencode({**here, 'before': page.before})}" if page.before else None,
        "older": f"?{urlencode({**here, 'after': page.after})}" if page.after else None,
    }


def _crumbs() -> list[dict[str, Any]]:
    return [{"href": reverse("retention:rules"), "text": _("Retention")}]
