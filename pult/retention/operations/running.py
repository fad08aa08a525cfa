"""Carrying rules out: once a day each, in portions, one thing in one transaction. After a kill it goes on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pult.assistant import operations as assistant
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.feedback import operations as feedback
from pult.foundation.actors import SYSTEM
from pult.foundation.audit import operations as audit
from pult.foundation.audit.models import AuditRecord
from pult.gateways.email import operations as email
from pult.gateways.email.models import RawMail
from pult.retention import queries
from pult.retention.models import Rule, Run
from pult.retention.types import Act, Action, Subject

PORTION = 200
# Whatever is left goes the next night: a rule that was just switched on over many years does not hold up the rest.
MOST = 20_000


def run_all(*, at: datetime) -> int:
    """Let every rule that is on take what is due. Returns how much went."""
    return sum(run_rule(rule, at=at) for rule in Rule.objects.on().order_by("pk"))


def run_rule(rule: Rule, *, at: datetime) -> int:
    """Let one rule take what is due today; a run that was killed is taken up where it stood."""
    run = _begin(rule, at)
    if run.ended_at is not None:
        return 0
    gone = 0
    for rows in queries.portion(rule, at=at, size=PORTION):
        if gone >= MOST or not Rule.objects.on().filter(pk=rule.pk, version=rule.version).exists():
            break
        gone += TAKERS[Subject(rule.subject)](rule, run, rows, at)
    _end(rule, run, at)
    return gone


def _begin(rule: Rule, at: datetime) -> Run:
    said = {"rule_name": rule.name, "subject": rule.subject, "action": rule.action, "started_at": at}
    run, _new = Run.objects.get_or_create(rule=rule, on=timezone.localdate(at), defaults=said)
    return run


@transaction.atomic
def _end(rule: Rule, run: Run, at: datetime) -> None:
    """Close the run, and tell the audit log how much went: once, and nothing of what it was."""
    if not Run.objects.filter(pk=run.pk, ended_at=None).update(ended_at=at):
        return
    run.refresh_from_db()
    if run.taken:
        after = {"subject": rule.subject, "action": rule.action, "days": rule.days, "taken": run.taken}
        about = f"retention:{rule.pk}"
        audit.record(Act.RAN, by=SYSTEM, about=about, about_name=rule.name, after=after, at=at)


def _one_by_one(rule: Rule, run: Run, rows: list[Any], at: datetime) -> int:
    return sum(_take(rule, run, row, at) for row in rows)


@transaction.atomic
def _take(rule: Rule, run: Run, row: Any, at: datetime) -> bool:
    """Take one, unless it was opened, held or changed since it was found; nobody changes it until the commit."""
    _lock(row)
    if not queries.is_due(rule, row, at=at):
        return False
    if isinstance(row, Conversation):
        _forget(row, Action(rule.action), at)
    else:
        customers.ask_erasure(row, typed=row.name, by=SYSTEM, at=at)
    Run.objects.filter(pk=run.pk).update(taken=F("taken") + 1)
    return True


def _lock(row: Any) -> None:
    if isinstance(row, Conversation):
        Conversation.objects.select_for_update(no_key=True).filter(pk=row.pk).first()
    whose = row.customer_id if isinstance(row, Conversation) else row.pk
    Customer.objects.select_for_update(no_key=True).filter(pk=whose).first()


def _forget(conversation: Conversation, action: Action, at: datetime) -> None:
    """Its mails as they came and went hold everything that was said and sent: they go first, whatever is taken."""
    here = Message.objects.filter(conversation=conversation)
    beside = Message.objects.filter(conversation__side__parent=conversation)
    merged = Message.objects.filter(conversation__merged_into=conversation)
    said = list((here | beside | merged).values_list("pk", flat=True))
    email.forget_originals(said)
    email.forget_answers(said)
    if action == Action.FILES:
        conversations.erase_files(conversation, by=SYSTEM, at=at)
        return
    assistant.forget_conversation(conversation, by=SYSTEM)
    feedback.forget_conversation(conversation, by=SYSTEM)
    if action == Action.WHOLE:
        conversations.drop_over(conversation, by=SYSTEM, at=at)
    else:
        called = customers.called(conversation.customer_id)
        conversations.erase_over(conversation, called=called, by=SYSTEM, at=at)


def _at_once(model: type[RawMail] | type[AuditRecord]) -> "Taker":
    """Plain rows go a portion at a time."""

    @transaction.atomic
    def take(rule: Rule, run: Run, rows: list[Any], at: datetime) -> int:
        # Asked again: somebody may have put something on hold since it was found.
        still = [part.filter(pk__in=[row.pk for row in rows]) for part in queries.due(rule, at=at).parts]
        keys = [pk for part in still for pk in part.values_list("pk", flat=True)]
        gone = model.objects.filter(pk__in=keys).delete()[1].get(model._meta.label, 0)
        Run.objects.filter(pk=run.pk).update(taken=F("taken") + gone)
        return gone

    return take


Taker = Callable[[Rule, Run, list[Any], datetime], int]
TAKERS: dict[Subject, Taker] = {
    Subject.CONVERSATIONS: _one_by_one,
    Subject.CUSTOMERS: _one_by_one,
    Subject.ORIGINALS: _at_once(RawMail),
    Subject.QUARANTINE: _at_once(RawMail),
    Subject.AUDIT: _at_once(AuditRecord),
}
