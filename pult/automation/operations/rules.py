"""Rules: writing them, switching them on and off, putting them in order, dropping them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.automation.events import RuleChanged
from pult.automation.facts import fact_named
from pult.automation.models import Edition, Rule
from pult.automation.types import MOST_RULES, RuleKind, Since
from pult.conversations.errors import NameTaken
from pult.conversations.queries import MOST_CHOSEN, Chosen, Filter, Unit, Use
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.moderation import operations as moderation

NOBODYS = {"me", "team"}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a rule says: when, upon what, and what is done."""

    name: str
    conditions: Filter
    acts: tuple[Chosen, ...]
    facts: tuple[str, ...] = ()
    stops: bool = False
    is_active: bool = True
    since: Since = Since.ACTIVITY
    amount: int = 1
    unit: Unit = Unit.DAYS
    in_opening_hours: bool = field(default=False)


def save_rule(rule: Rule, wording: Wording, *, by: Actor, at: datetime | None = None) -> Rule:
    """Let a rule say this from now on; refused with the first thing that is wrong."""
    check(RuleKind(rule.kind), wording)
    what = "changed" if rule.pk else "made"
    if not rule.pk:
        if Rule.objects.count() >= MOST_RULES:
            raise Invalid(_("There are too many rules already. Drop one that is not needed."))
        last = Rule.objects.order_by("-position").values_list("position", flat=True).first()
        rule.position = (last or 0) + 1
    fill(rule, wording)
    rule.changed_at = at or timezone.now()
    try:
        with transaction.atomic():
            rule.save()
            _announce(rule, what, by, rule.changed_at)
    except IntegrityError as error:
        raise NameTaken(_("There is a rule with this name already.")) from error
    return rule


def fill(rule: Rule, wording: Wording) -> Rule:
    """The rule with these words, not kept yet."""
    rule.name, rule.is_active, rule.stops = wording.name.strip()[:80], wording.is_active, wording.stops
    rule.facts = list(wording.facts) if rule.kind == RuleKind.TRIGGER else []
    rule.conditions = wording.conditions.as_json()
    rule.acts = [one.as_json() for one in wording.acts]
    rule.since, rule.amount, rule.unit = wording.since, wording.amount, wording.unit
    rule.in_opening_hours = wording.in_opening_hours
    return rule


def check(kind: RuleKind, wording: Wording) -> None:
    """Refuse what cannot be a rule, with the first thing that is wrong."""
    if not wording.name.strip():
        raise Invalid(_("Give the rule a name."))
    check_when(kind, wording)
    check_acts(wording.acts, use_of(kind))


def use_of(kind: RuleKind) -> Use:
    """Which acts rules of this kind can do."""
    return Use.INTAKE if kind == RuleKind.INTAKE else Use.RULE


def check_when(kind: RuleKind, wording: Wording) -> None:
    """Refuse what cannot set a rule off."""
    if kind == RuleKind.TRIGGER and not wording.facts:
        raise Invalid(_("Choose at least one thing that sets the rule off."))
    if any(fact_named(name) is None for name in wording.facts):
        raise Invalid(_("One of the things that set the rule off is not known any more."))
    if list(wording.conditions) or kind != RuleKind.TRIGGER:
        wording.conditions.check(in_memory=kind == RuleKind.INTAKE)
    for rule in wording.conditions:
        if rule.field == "followed" or NOBODYS & set(rule.values):
            label = rule.condition.label if rule.condition else rule.field
            raise Invalid(
                _("“%(name)s”: a rule has no “me” and no departments of its own. Choose by name.")
                % {"name": label}
            )


def check_acts(acts: Iterable[Chosen], use: Use) -> None:
    """Refuse acts that cannot be chosen like this."""
    chosen = list(acts)
    if not chosen:
        raise Invalid(_("Add one act at least."))
    if len(chosen) > MOST_CHOSEN:
        raise Invalid(_("At most %(count)d acts can be done in one go.") % {"count": MOST_CHOSEN})
    for one in chosen:
        if complaint := one.wrong(use):
            raise Invalid(complaint)


@transaction.atomic
def switch_rule(rule: Rule, *, on: bool, by: Actor, at: datetime | None = None) -> None:
    """Let a rule act, or rest."""
    if Rule.objects.filter(pk=rule.pk).exclude(is_active=on).update(is_active=on):
        _announce(rule, "switched on" if on else "switched off", by, at or timezone.now())


@transaction.atomic
def move_rule(rule: Rule, *, earlier: bool, by: Actor, at: datetime | None = None) -> None:
    """Have a rule tried earlier or later among those of its kind."""
    order = list(Rule.objects.filter(kind=rule.kind).in_order())
    here = next((place for place, one in enumerate(order) if one.pk == rule.pk), None)
    there = None if here is None else here + (-1 if earlier else 1)
    if here is None or there is None or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order):
        Rule.objects.filter(pk=one.pk).exclude(position=place).update(position=place)
    _announce(rule, "moved", by, at or timezone.now())


@transaction.atomic
def drop_rule(rule: Rule, *, by: Actor, at: datetime | None = None) -> None:
    """Drop a rule with its log; what it did stays as it is."""
    _announce(rule, "dropped", by, at or timezone.now())
    rule.delete()


def _announce(rule: Rule, what: str, by: Actor, at: datetime) -> None:
    if rule.kind == RuleKind.INTAKE:
        moderation.rules_changed()
    if rule.kind == RuleKind.TRIGGER:
        # In every process, whatever is in memory does not count any more.
        Edition.objects.update_or_create(pk=1, defaults={"number": secrets.randbits(62)})
    publish(RuleChanged(rule_id=rule.pk, what=what, rule_name=rule.name, by=by.ref, at=at))


def wording_of(rule: Rule) -> Wording:
    """What a rule says."""
    return Wording(
        name=rule.name,
        conditions=rule.filter,
        acts=rule.chosen,
        facts=tuple(rule.facts),
        stops=rule.stops,
        is_active=rule.is_active,
        since=Since(rule.since),
        amount=rule.amount,
        unit=Unit(rule.unit),
        in_opening_hours=rule.in_opening_hours,
    )
