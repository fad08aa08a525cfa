"""Writing rules. A rule acts only after somebody has seen what it would take, and switched it on."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.retention.errors import NotLooked, TooYoung
from pult.retention.events import RetentionRuleChanged
from pult.retention.models import Rule
from pult.retention.types import BOUNDS, LONGEST_DAYS, Act, Subject, Wording

CHOICES = ("department_id", "inbox_id", "brand_id", "type_id", "channel", "tag")


@transaction.atomic
def add_rule(wording: Wording, *, by: Actor, at: datetime | None = None) -> Rule:
    """Write a rule down; it is off."""
    values = _checked(wording)
    rule = Rule.objects.create(**values, made_at=at or timezone.now())
    _note(Act.RULE, rule, "made", by=by, before=None, after=values)
    return rule


@transaction.atomic
def change_rule(rule: Rule, wording: Wording, *, by: Actor) -> None:
    """Have it say something else. It is off until somebody has seen what it would take now."""
    values = _checked(wording)
    held = Rule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    before = {name: getattr(held, name) for name in values}
    if before == values:
        return
    only_named = {name for name in values if before[name] != values[name]} == {"name"}
    started = {} if only_named else {"is_on": False, "version": F("version") + 1}
    Rule.objects.filter(pk=rule.pk).update(**values, **started)
    rule.refresh_from_db()
    _note(Act.RULE, rule, "changed", by=by, before=before, after=values)


@transaction.atomic
def switch_on(rule: Rule, *, seen: int, by: Actor, at: datetime | None = None) -> None:
    """Let it act from now on. `seen` is the version whose preview was looked at."""
    at = at or timezone.now()
    if not Rule.objects.filter(pk=rule.pk, version=seen).update(is_on=True, switched_at=at):
        raise NotLooked(
            _("The rule was changed meanwhile. Look at what it would take now, then switch it on.")
        )
    rule.refresh_from_db()
    _note(Act.SWITCHED, rule, "switched", by=by, before={"on": False}, after={"on": True})


@transaction.atomic
def switch_off(rule: Rule, *, by: Actor) -> None:
    """Let it take nothing more."""
    if Rule.objects.filter(pk=rule.pk, is_on=True).update(is_on=False):
        _note(Act.SWITCHED, rule, "switched", by=by, before={"on": True}, after={"on": False})


@transaction.atomic
def drop_rule(rule: Rule, *, by: Actor) -> None:
    """Drop a rule; the log of what it took stays."""
    _note(Act.DROPPED, rule, "dropped", by=by, before=None, after=None)
    Rule.objects.filter(pk=rule.pk).delete()


def _checked(wording: Wording) -> dict[str, Any]:
    values = asdict(wording)
    values["name"] = " ".join(wording.name.split())
    if not values["name"]:
        raise Invalid(_("Give it a name."))
    bounds = BOUNDS[wording.subject]
    if wording.action not in bounds.actions:
        raise Invalid(_("This cannot happen to that."))
    if wording.days < bounds.least_days:
        raise TooYoung(
            ngettext(
                "Nothing of this kind is forgotten before it is %(n)d day old.",
                "Nothing of this kind is forgotten before it is %(n)d days old.",
                bounds.least_days,
            )
            % {"n": bounds.least_days}
        )
    if wording.days > LONGEST_DAYS:
        raise Invalid(_("That is more than a hundred years. Leave the rule away to keep it for good."))
    if wording.subject != Subject.CONVERSATIONS and any(values[name] for name in CHOICES):
        raise Invalid(_("Only conversations are chosen by department, inbox, brand, type, channel or tag."))
    return values


def _note(
    act: Act, rule: Rule, what: str, *, by: Actor, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    audit.record(act, by=by, about=f"retention:{rule.pk}", about_name=rule.name, before=before, after=after)
    publish(RetentionRuleChanged(retention_rule_id=rule.pk, what=what, by=by.ref, at=timezone.now()))
