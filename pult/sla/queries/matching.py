"""Which policy holds for a conversation, what policies ask about it, and those questions in words."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from django.db.models import BooleanField, Case, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.conversations.models import Conversation
from pult.conversations.queries import Condition, Filter, Group, Looking, Operator, Rule, groups
from pult.fields.queries import edition
from pult.foundation.actors import SYSTEM
from pult.foundation.database.kept import Kept
from pult.foundation.database.kept_models import KeptModels
from pult.sla.models import Policy
from pult.sla.types import ASKED, FIELD

POLICIES: KeptModels[Policy] = KeptModels()
HOLDING = Kept(tuple)
EDITION: dict[str, int | None] = {}
# Nothing that a policy asks depends on who looks or when.
ANYBODY = Looking(actor=SYSTEM, at=datetime(2000, 1, 1, tzinfo=UTC))


def policy_for(conversation: Conversation) -> Policy | None:
    """The first policy that matches, the default last; those with conditions are asked about in one statement."""
    fitting = [policy for policy in _in_order() if policy.fits(conversation)]
    asked = list(takewhile(lambda policy: policy.filter, fitting))
    held = _holding(asked, conversation) if asked else set()
    return next((one for one in fitting if not one.filter or one.pk in held), None)


def asked_about() -> set[str]:
    """What the conditions of the policies ask about."""
    return {rule.field for policy in _in_order() for rule in policy.filter or ()}


def offered() -> list[tuple[Group, list[Condition]]]:
    """The conditions that a policy can have, as the builder offers them."""
    known = [(group, [one for one in held if is_askable(one.key)]) for group, held in groups()]
    return [(group, held) for group, held in known if held]


def is_askable(key: str) -> bool:
    """Whether a policy can ask for this: what lasts, and whose changes are heard of."""
    return key in ASKED or key.startswith(FIELD)


def in_words(asked: Filter) -> list[str]:
    """Conditions as people read them."""
    told = [_rule_in_words(rule) for rule in asked.every]
    if asked.either:
        either = "; ".join(_rule_in_words(rule) for rule in asked.either)
        told.append(_("at least one of these: %(conditions)s") % {"conditions": either})
    return told


def _in_order() -> list[Policy]:
    return POLICIES.ask("in order", lambda _slots: Policy.objects.in_order().select_related("calendar"), {})


def _holding(policies: Sequence[Policy], conversation: Conversation) -> set[int]:
    """Those of these policies whose conditions the conversation meets: one statement, compiled once.

    It says itself which fields and types there are; where there are others by now, it is compiled and asked anew.
    """
    asked = tuple(json.dumps(policy.conditions, sort_keys=True) for policy in policies)
    row = _row(asked, policies, conversation)
    if row and row[0] != EDITION.get("known"):
        EDITION["known"] = row[0]
        row = _row(asked, policies, conversation)
    return {policy.pk for policy, fits in zip(policies, row[1:], strict=False) if fits}


def _row(asked: tuple[str, ...], policies: Sequence[Policy], conversation: Conversation) -> tuple[Any, ...]:
    def build(slots: Mapping[str, Any]) -> "QuerySet[Any]":
        fits: dict[str, Any] = {"edition": Subquery(edition())}
        for number, policy in enumerate(policies):
            holds = When((policy.filter or Filter()).q(ANYBODY), then=Value(value=True))
            otherwise = Value(value=False)
            fits[f"fits_{number}"] = Case(holds, default=otherwise, output_field=BooleanField())
        return Conversation.objects.filter(pk=slots["conversation"]).annotate(**fits).values_list(*fits)

    form = (EDITION.get("known"), brands.is_several(), *asked)
    rows = HOLDING.ask(form, build, {"conversation": conversation.pk})
    return rows[0] if rows else ()


def _rule_in_words(rule: Rule) -> str:
    condition = rule.condition
    if condition is None or rule.operator not in condition.operators:
        return rule.wrong()
    known = dict(condition.options()) if condition.options else {}
    told = {
        "name": condition.label,
        "asked": Operator(rule.operator).label,
        "values": ", ".join(str(known.get(value, value)) for value in rule.values),
    }
    return _("%(name)s %(asked)s: %(values)s") % told
