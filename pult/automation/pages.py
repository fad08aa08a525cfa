"""What the pages of rules and macros show."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.queries import Chosen, Filter, Offered, Use, acts, groups
from pult.conversations.queries import building as conditions_
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError
from pult.foundation.web import Page

from . import operations, queries
from .building import rows_of
from .examples import EXAMPLES
from .forms import MacroForm, RuleForm
from .models import Macro, Rule
from .operations.ready import RULES
from .types import KEPT_FOR, RuleKind

# What is asked about whoever looks makes no sense for what nobody looks at.
PERSONAL = {"followed"}


def rules(actor: Actor) -> dict[str, Any]:
    """Every rule in the order in which it is tried, and those that can be had ready-made."""
    names = set(Rule.objects.values_list("name", flat=True))
    return {
        "sections": [(kind, queries.rules_of(actor, kind)) for kind in RuleKind],
        "kinds": [(str(kind), kind.label) for kind in RuleKind],
        "examples": [one for one in EXAMPLES if str(one.name) not in names],
        "are_rules": bool(names),
    }


def builder(
    rule: Rule, form: RuleForm, conditions: Filter, chosen: tuple[Chosen, ...], *, checked: bool = False
) -> dict[str, Any]:
    """The builder of a rule."""
    offered = Offered(RULES)
    use = operations.use_of(RuleKind(rule.kind))
    every = groups(in_memory=rule.is_intake)
    known = [(group, [one for one in held if one.key not in PERSONAL]) for group, held in every]
    return {
        "rule": rule,
        "form": form,
        "rows": conditions_.rows_of(conditions, checked=checked),
        "groups": known,
        "act_rows": rows_of(chosen, use, offered, checked=checked),
        "known_acts": _offered_acts(RULES_MAY, use, offered),
        "days": queries.DAYS,
        "crumbs": [{"href": reverse("automation:rules"), "text": _("Automation")}],
    }


def macro_builder(
    macro: Macro, form: MacroForm, chosen: tuple[Chosen, ...], actor: Actor, *, checked: bool = False
) -> dict[str, Any]:
    """The builder of a macro."""
    offered = Offered(actor)
    return {
        "macro": macro,
        "form": form,
        "act_rows": rows_of(chosen, Use.MACRO, offered, checked=checked),
        "known_acts": _offered_acts(actor, Use.MACRO, offered),
        "crumbs": [{"href": reverse("automation:macros"), "text": _("Macros")}],
    }


RULES_MAY = Actor(kind=RULES.kind, all_rights=True)


def _offered_acts(actor: Actor, use: Use, offered: Offered) -> list[tuple[str, Any]]:
    """What can be added: nothing that has nothing to choose from."""
    known = acts(actor, use)
    return [(one.key, one.label) for one in known if one.options is None or offered.by(one)]


def tried(rule: Rule, wording: operations.Wording, actor: Actor, days: int) -> dict[str, Any]:
    """What a rule with these words would have done; or why that cannot be said."""
    try:
        operations.check(RuleKind(rule.kind), wording)
        kept = operations.fill(Rule(pk=rule.pk, kind=rule.kind), wording)
        return {"trial": queries.trial(kept, actor, days=days, at=timezone.now())}
    except DomainError as refusal:
        return {"complaint": str(refusal)}


def log(rule: Rule, actor: Actor, *, after: str | None, before: str | None) -> dict[str, Any]:
    """One page of what a rule did."""
    entries, page = queries.entries_of(rule, actor, after=after, before=before)
    return {
        "rule": rule,
        "entries": entries,
        "kept_days": KEPT_FOR.days,
        "crumbs": [{"href": reverse("automation:rules"), "text": _("Automation")}],
        **_links(page),
    }


def macros(actor: Actor, *, after: str | None, before: str | None) -> dict[str, Any]:
    """One page of macros."""
    lines, page = queries.macros_of(actor, after=after, before=before)
    mine = Macro.objects.changeable_by(actor).filter(pk__in=[one.pk for one in page.rows])
    return {"lines": lines, "changeable": set(mine.values_list("pk", flat=True)), **_links(page)}


def _links(page: Page[Any]) -> dict[str, str | None]:
    return {
        "newer": page.before and f"?{urlencode({'before': page.before})}",
        "older": page.after and f"?{urlencode({'after': page.after})}",
    }
