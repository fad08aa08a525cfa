"""What the settings pages of service levels show."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.conversations.queries import Filter, building
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel
from pult.sla import queries
from pult.sla.forms import ORDER, PolicyForm, PromisesForm
from pult.sla.models import Policy
from pult.sla.types import Target
from pult.ui.lengths import in_hours


@dataclass(frozen=True, kw_only=True)
class Row:
    """A policy as the list shows it."""

    policy: Policy
    conditions: str
    grid: list[tuple[str, list[str]]]
    can_be_earlier: bool = False
    can_be_later: bool = False


def policies(actor: Actor, *, form: PolicyForm | None = None) -> dict[str, Any]:
    """Every policy, and a form for another."""
    found = list(queries.policies(actor))
    own = [one.pk for one in found if not one.is_default]
    rows = [
        Row(
            policy=one,
            conditions=_conditions(one),
            grid=_grid(one),
            can_be_earlier=one.pk in own[1:],
            can_be_later=one.pk in own[:-1],
        )
        for one in found
    ]
    return {"rows": rows, "targets": list(Target), "form": form or PolicyForm()}


def policy(
    one: Policy,
    *,
    form: PolicyForm | None = None,
    promises: PromisesForm | None = None,
    conditions: Filter | None = None,
    checked: bool = False,
) -> dict[str, Any]:
    """One policy with its two forms, and the builder of its conditions."""
    asked = (one.filter or Filter()) if conditions is None else conditions
    return {
        "policy": one,
        "conditions": _conditions(one),
        "targets": list(Target),
        "form": form or PolicyForm.of(one),
        "promises": promises or PromisesForm.of(one),
        "rows": building.rows_of(asked, checked=checked),
        "groups": [] if one.is_default else queries.offered(),
        "crumbs": [{"text": _("Service levels"), "href": reverse("sla:policies")}],
    }


NOBODY = gettext_lazy("Matches nothing: give it a department, a channel or a condition.")


def _conditions(one: Policy) -> str:
    """For whom a policy holds, in a sentence."""
    if one.is_default:
        return _("For everything that no other policy matches.")
    parts = [one.department.name] if one.department else []
    parts += [str(Channel(channel).label) for channel in one.channels]
    parts += queries.in_words(one.filter) if one.filter else []
    return " · ".join(parts) if parts else str(NOBODY)


def _grid(one: Policy) -> list[tuple[str, list[str]]]:
    known = {(row.target, row.priority): row.within for row in one.promises.all()}
    return [
        (str(priority.label), [_written(known.get((target, priority))) for target in Target])
        for priority in ORDER
    ]


def _written(length: timedelta | None) -> str:
    return in_hours(length) if length else ""
