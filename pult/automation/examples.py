"""Rules that can be had ready-made, to be looked through and changed before they act."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.conversations.queries import Filter, Rule

from .models import Rule as Model
from .types import RuleKind

OPENED, WRITTEN = "conversation.opened", "message.received"
RATED, MISSED = "rating.given", "target.missed"
CLOSING = "closing-soon"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One rule as it could be."""

    key: str
    name: str | Promise
    says: str | Promise
    kind: RuleKind
    conditions: Filter
    acts: tuple[tuple[str, str | Promise], ...]
    facts: tuple[str, ...] = ()
    amount: int = 1
    unit: str = "days"

    def rule(self) -> Model:
        """The rule in the reader's language, not kept."""
        return Model(
            name=str(self.name),
            kind=self.kind,
            facts=list(self.facts),
            conditions=self.conditions.as_json(),
            acts=[[key, str(value)] for key, value in self.acts],
            amount=self.amount,
            unit=self.unit,
            is_active=False,
        )


def _rule(field: str, operator: str, *values: str) -> Rule:
    return Rule(field=field, operator=operator, values=values)


PENDING = _rule("status", "any_of", "pending")
EXAMPLES = (
    Example(
        key="urgent",
        name=_("What sounds urgent is urgent"),
        says=_(
            "A new conversation with “urgent” in its subject gets the highest priority before its clocks start."
        ),
        kind=RuleKind.TRIGGER,
        facts=(OPENED,),
        conditions=Filter(every=(_rule("subject", "contains", "urgent"),)),
        acts=(("priority", "urgent"),),
    ),
    Example(
        key="bad-rating",
        name=_("Look after bad ratings"),
        says=_("A rating of one or two opens the conversation again, labels it, and tells whoever has it."),
        kind=RuleKind.TRIGGER,
        facts=(RATED,),
        conditions=Filter(every=(_rule("rating", "at_most", "2"),)),
        acts=(("add_tags", "bad-rating"), ("status", "open"), ("notify", "owner")),
    ),
    Example(
        key="missed",
        name=_("Missed service levels come first"),
        says=_("When a service level was missed, the priority is raised and whoever has it is told."),
        kind=RuleKind.TRIGGER,
        facts=(MISSED,),
        conditions=Filter(every=(_rule("priority", "any_of", "low", "normal"),)),
        acts=(("priority", "high"), ("notify", "owner")),
    ),
    Example(
        key="lists",
        name=_("Newsletters wait for nobody"),
        says=_(
            "Mail that was sent to a list or to many is put away: closed at once, without an acknowledgement."
        ),
        kind=RuleKind.INTAKE,
        conditions=Filter(every=(_rule("mail_list", "yes"),)),
        acts=(("put_away", "closed"),),
    ),
    Example(
        key="warn",
        name=_("Warn before closing"),
        says=_("After three days without an answer of the customer, they are told that it will be closed."),
        kind=RuleKind.TIME,
        conditions=Filter(every=(PENDING, _rule("tags", "none_of", CLOSING))),
        amount=3,
        acts=(
            (
                "reply",
                _(
                    "Hello {{ customer.first_name }}, we have not heard from you for some days. Do you still need"
                    " help? Otherwise we close this in two days; you can always write to us again."
                ),
            ),
            ("add_tags", CLOSING),
            ("status", "pending"),
        ),
    ),
    Example(
        key="close",
        name=_("Solve what nobody answers"),
        says=_("Two days after that warning the conversation is solved."),
        kind=RuleKind.TIME,
        conditions=Filter(every=(PENDING, _rule("tags", "all_of", CLOSING))),
        amount=2,
        acts=(("status", "solved"), ("remove_tags", CLOSING)),
    ),
    Example(
        key="answered",
        name=_("Forget the warning after an answer"),
        says=_("Whoever answers the warning is not closed any more."),
        kind=RuleKind.TRIGGER,
        facts=(WRITTEN,),
        conditions=Filter(every=(_rule("tags", "all_of", CLOSING),)),
        acts=(("remove_tags", CLOSING),),
    ),
)


def example_named(key: str) -> Example | None:
    """One of them."""
    return next((one for one in EXAMPLES if one.key == key), None)


def fresh(kind: RuleKind) -> dict[str, Any]:
    """What the form of a new rule begins with."""
    begins: dict[str, dict[str, Any]] = {
        RuleKind.TRIGGER: {"facts": [OPENED]},
        RuleKind.TIME: {"amount": 1, "unit": "days"},
    }
    begun = begins.get(kind, {})
    return {"is_active": True, **begun}
