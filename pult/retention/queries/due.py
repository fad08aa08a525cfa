"""What a rule would take at a moment: over, old enough, and not held. The preview and the run ask the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from pult.conversations.models import Conversation
from pult.conversations.types import RESOLVED, Forgotten
from pult.customers.models import Access, Customer
from pult.foundation.audit.models import AuditRecord
from pult.foundation.web import Page
from pult.foundation.web.paging import way
from pult.gateways.chat.models import Visitor
from pult.gateways.email.models import RawMail
from pult.gateways.email.types import State
from pult.inboxes.types import Purpose
from pult.retention.models import Hold, Rule
from pult.retention.types import COUNTED, Action, Subject

from .holds import of_conversation, of_customer

PAGE = 50
# What still has something that an action takes; each is a stretch of the index `conversation_by_ending`.
LEFT = {
    Action.FILES: (Forgotten.NOTHING,),
    Action.CONTENT: (Forgotten.NOTHING, Forgotten.FILES),
    Action.WHOLE: tuple(Forgotten),
}


@dataclass(frozen=True)
class Due:
    """Rows that a rule takes, as one or a few stretches of an index, oldest first by `order`."""

    parts: tuple["QuerySet[Any]", ...]
    order: tuple[str, str]


def due(rule: Rule, *, at: datetime) -> Due:
    """Everything whose time is over at a moment."""
    return SOURCES[Subject(rule.subject)](rule, at - timedelta(days=rule.days))


def is_due(rule: Rule, row: Model, *, at: datetime) -> bool:
    """Whether the rule still takes this one; asked again once nobody else can change it."""
    return any(part.filter(pk=row.pk).exists() for part in due(rule, at=at).parts)


def due_page(
    rule: Rule, *, at: datetime, after: str | None = None, before: str | None = None, size: int = PAGE
) -> Page[Any]:
    """A page of what the rule takes, the oldest first."""
    found = due(rule, at=at)
    walked = way(found.order, after=after, before=before, size=size)
    rows = [row for part in found.parts for row in walked.asked(part)]
    rows.sort(key=lambda row: tuple(getattr(row, name) for name in found.order), reverse=walked.backwards)
    return walked.page(rows[: size + 1])


def portion(rule: Rule, *, at: datetime, size: int) -> Iterator[list[Any]]:
    """Everything the rule takes, a portion at a time, each going on behind the last row of the one before."""
    found = due(rule, at=at)
    for part in found.parts:
        after = None
        while True:
            page = way(found.order, after=after, size=size)
            walked = page.page(list(page.asked(part)))
            if walked.rows:
                yield walked.rows
            if walked.after is None:
                break
            after = walked.after


def few_of(rule: Rule, *, at: datetime) -> int:
    """How many the rule takes; counted no further than one beyond what is said exactly."""
    left = COUNTED + 1
    for part in due(rule, at=at).parts:
        left -= part.order_by()[: max(left, 0)].values("pk").count() if left > 0 else 0
    return COUNTED + 1 - left


def _conversations(rule: Rule, before: datetime) -> Due:
    over = Conversation.objects.filter(
        solved_at__lt=before,
        status__in=[str(one) for one in RESOLVED],
        is_apart=False,
        spam_since=None,
        merged_into=None,
    ).exclude(of_conversation("pk", "customer_id"))
    for name in ("department_id", "inbox_id", "type_id"):
        if value := getattr(rule, name):
            over = over.filter(**{name: value})
    if rule.brand is not None:
        over = over.of_brand(rule.brand)
    if rule.channel:
        over = over.filter(channel=rule.channel)
    if rule.tag:
        over = over.filter(tags__contains=[rule.tag])
    over = over.select_related("customer")
    left = LEFT[Action(rule.action)]
    return Due(tuple(over.filter(forgotten=one) for one in left), ("solved_at", "id"))


def _customers(rule: Rule, before: datetime) -> Due:  # noqa: ARG001
    """Known for so long, and since then nothing: no word, no visit, and no conversation that still says anything."""
    theirs = Conversation.objects.filter(customer=OuterRef("pk"))
    lively = theirs.filter(Q(activity_at__gte=before) | Q(forgotten__lt=Forgotten.CONTENT))
    came = Access.objects.filter(customer=OuterRef("pk"), signed_in_at__gte=before)
    seen = Visitor.objects.filter(customer=OuterRef("pk"), last_seen_at__gte=before)
    held = Hold.objects.in_force().filter(conversation__customer=OuterRef("pk"))
    silent = Customer.objects.filter(
        created_at__lt=before, erasing_since=None, merged_into=None, is_apart=False
    ).exclude(Exists(lively) | Exists(came) | Exists(seen) | Exists(held) | of_customer("pk"))
    return Due((silent,), ("created_at", "id"))


def _mails(before: datetime) -> "QuerySet[RawMail]":
    of_service = Q(inbox=None) | Q(inbox__purpose=Purpose.SERVICE)
    held = of_conversation("message__conversation_id", "message__conversation__customer_id")
    return RawMail.objects.filter(of_service, received_at__lt=before).exclude(held)


def _originals(rule: Rule, before: datetime) -> Due:  # noqa: ARG001
    return Due((_mails(before).filter(state=State.DONE),), ("received_at", "id"))


def _quarantine(rule: Rule, before: datetime) -> Due:  # noqa: ARG001
    return Due((_mails(before).filter(state=State.HELD),), ("received_at", "id"))


def _audit(rule: Rule, before: datetime) -> Due:  # noqa: ARG001
    return Due((AuditRecord.objects.filter(at__lt=before),), ("at", "id"))


SOURCES: dict[Subject, Callable[[Rule, datetime], Due]] = {
    Subject.CONVERSATIONS: _conversations,
    Subject.CUSTOMERS: _customers,
    Subject.ORIGINALS: _originals,
    Subject.QUARANTINE: _quarantine,
    Subject.AUDIT: _audit,
}
