"""The rules and macros of Kettle & Co., and what the rules have done in the past days."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from pult.automation import operations as automation
from pult.automation.models import Macro, Rule
from pult.automation.types import RuleKind
from pult.conversations.events import ConversationOpened
from pult.conversations.models import Conversation
from pult.conversations.queries import Chosen, Filter
from pult.conversations.queries import Rule as Asked
from pult.foundation.actors import SYSTEM
from pult.foundation.eventlog.models import EventRecord
from pult.workforce.models import Department

from .people import SUPPORT
from .stage import House

OPENED, WRITTEN = "conversation.opened", "message.received"
RECENT = timedelta(days=3)
MOST = 40
CLOSING = "closing-soon"
PENDING = Asked(field="status", operator="any_of", values=("pending",))
WARNING = (
    "Hello {{ customer.first_name }}, we have not heard from you for some days. Do you still need help?"
    " Otherwise we close this in two days; you can always write to us again."
)


def automate(house: House, *, now: datetime) -> None:
    """Five rules with what the first of them did lately, and three macros."""
    if Rule.objects.exists():
        return
    _rules(now)
    _macros(house, now)
    recent = Conversation.objects.unresolved().filter(opened_at__gte=now - RECENT).genuine()
    subjects = [f"conversation:{pk}" for pk in recent.order_by("-pk").values_list("pk", flat=True)[:MOST]]
    for record in EventRecord.objects.filter(Q(name=OPENED) & Q(subject__in=subjects)).order_by("id"):
        automation.run(ConversationOpened.from_json(record.data))


def _asked(field: str, operator: str, *values: str) -> Asked:
    return Asked(field=field, operator=operator, values=values)


def _rules(now: datetime) -> None:
    leaks = (_asked("words", "contains", "leak"), _asked("tags", "any_of", "leak"))
    sends = (_asked("tags", "any_of", "delivery, shipping"), _asked("subject", "contains", "parcel"))
    triggers = (
        ("Leaks are pressing", OPENED, Filter(either=leaks), (("priority", "high"), ("add_tags", "safety"))),
        ("Label parcels", OPENED, Filter(either=sends), (("add_tags", "parcel"),)),
        (
            "Forget the warning after an answer",
            WRITTEN,
            Filter(every=(_asked("tags", "all_of", CLOSING),)),
            (("remove_tags", CLOSING),),
        ),
    )
    for name, fact, conditions, acts in triggers:
        _save(RuleKind.TRIGGER, name, conditions, acts, now, facts=(fact,))
    warned = Filter(every=(PENDING, _asked("tags", "none_of", CLOSING)))
    ended = Filter(every=(PENDING, _asked("tags", "all_of", CLOSING)))
    _save(
        RuleKind.TIME,
        "Warn before closing",
        warned,
        (("reply", WARNING), ("add_tags", CLOSING)),
        now,
        amount=3,
        is_active=False,
    )
    solved = (("status", "solved"), ("remove_tags", CLOSING))
    _save(RuleKind.TIME, "Solve what nobody answers", ended, solved, now, amount=2, is_active=False)


def _save(
    kind: RuleKind,
    name: str,
    conditions: Filter,
    acts: tuple[tuple[str, str], ...],
    now: datetime,
    *,
    facts: tuple[str, ...] = (),
    amount: int = 1,
    is_active: bool = True,
) -> None:
    wording = automation.Wording(
        name=name,
        conditions=conditions,
        acts=tuple(Chosen(*one) for one in acts),
        facts=facts,
        amount=amount,
        is_active=is_active,
    )
    automation.save_rule(Rule(kind=kind), wording, by=SYSTEM, at=now)


def _macros(house: House, now: datetime) -> None:
    support = Department.objects.filter(name=SUPPORT).first()
    macros: tuple[tuple[str, tuple[tuple[str, str], ...], dict[str, Any]], ...] = (
        (
            "Ask for a picture and wait",
            (
                ("draft", "Hello {{ customer.first_name }}, could you send us a picture of it?"),
                ("status", "pending"),
            ),
            {"department": support},
        ),
        ("Safety first", (("priority", "urgent"), ("add_tags", "safety"), ("assignee", "me")), {}),
        (
            "Mine for tomorrow",
            (("assignee", "me"), ("snooze_for", "18 hours")),
            {"owner": house.members["Ana Horvat"]},
        ),
    )
    for name, acts, reach in macros:
        chosen = tuple(Chosen(*one) for one in acts)
        automation.save_macro(Macro(), name=name, acts=chosen, by=SYSTEM, at=now, **reach)
