"""The lists of rules and macros: what each does in words, and what is broken about it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from pult.automation.facts import fact_named
from pult.automation.models import Firing, Macro, Rule
from pult.automation.types import RuleKind
from pult.conversations.queries import Offered
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page

MOST_COUNTED_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Line:
    """One rule in the list."""

    rule: Rule
    when: list[str]
    does: list[str]
    broken: list[str]
    fired: int
    can_be_earlier: bool
    can_be_later: bool


@dataclass(frozen=True, kw_only=True)
class MacroLine:
    """One macro with what it does in words."""

    macro: Macro
    does: list[str]
    broken: list[str]


def rules_of(actor: Actor, kind: RuleKind) -> list[Line]:
    """The rules of one kind in the order in which they are tried."""
    rules = list(Rule.objects.visible_to(actor).filter(kind=kind).in_order())
    offered, known = Offered(), dict[str, set[str]]()
    since = timezone.now() - timedelta(days=MOST_COUNTED_DAYS)
    lately = Firing.objects.filter(rule__in=rules, at__gte=since)
    fired = dict(lately.values_list("rule_id").annotate(count=Count("pk")))
    return [
        Line(
            rule=rule,
            when=[str(fact.label) for name in rule.facts if (fact := fact_named(name))],
            does=[one.words(offered) for one in rule.chosen],
            broken=broken(rule, offered, known),
            fired=fired.get(rule.pk, 0),
            can_be_earlier=place > 0,
            can_be_later=place < len(rules) - 1,
        )
        for place, rule in enumerate(rules)
    ]


def broken(rule: Rule, offered: Offered, known: dict[str, set[str]]) -> list[str]:
    """What a rule names that is no longer there."""
    acts = [sentence for one in rule.chosen if (sentence := one.gone(offered))]
    return list(dict.fromkeys([*rule.filter.gone(known), *acts]))


def macros_of(actor: Actor, *, after: str | None, before: str | None) -> tuple[list[MacroLine], Page[Macro]]:
    """One page of the macros that somebody may use or change."""
    rows = Macro.objects.visible_to(actor).select_related("owner__person", "department")
    page = keyset_page(rows, ("name", "id"), after=after, before=before)
    return lines_of(page.rows, actor), page


def usable_macros(actor: Actor, department_id: int, *, most: int = 50) -> list[MacroLine]:
    """What somebody can play on a conversation of this department, the most used first."""
    rows = Macro.objects.usable_by(actor).filter(Q(department=None) | Q(department=department_id))
    return lines_of(list(rows.order_by("-used", "name", "pk")[:most]), actor)


def lines_of(macros: list[Macro], actor: Actor) -> list[MacroLine]:
    """Macros with what they do."""
    offered = Offered(actor)
    return [
        MacroLine(
            macro=one,
            does=[act.words(offered) for act in one.chosen],
            broken=list(dict.fromkeys(why for act in one.chosen if (why := act.gone(offered)))),
        )
        for one in macros
    ]
