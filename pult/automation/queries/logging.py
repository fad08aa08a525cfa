"""The log: what rules did, on which conversation, upon what, and what was refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from pult.automation.facts import fact_named
from pult.automation.models import Firing, Rule
from pult.automation.operations.intake import FACT
from pult.automation.types import RuleKind
from pult.conversations.queries import Chosen, Offered, read
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page

SIZE = 30


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log."""

    firing: Firing
    fact: str
    conditions: list[str]
    done: list[str]
    refused: list[tuple[str, str]]


def entries_of(
    rule: Rule, actor: Actor, *, after: str | None, before: str | None
) -> tuple[list[Entry], Page[Firing]]:
    """One page of what a rule did, the newest first."""
    rows = Firing.objects.visible_to(actor).filter(rule=rule).select_related("conversation")
    page = keyset_page(rows, ("-id",), after=after, before=before, size=SIZE)
    offered = Offered()
    return [_entry(one, offered) for one in page.rows], page


def _entry(firing: Firing, offered: Offered) -> Entry:
    fact = fact_named(firing.fact)
    steps = [(Chosen(key, value).words(offered), why) for key, value, why in firing.steps]
    return Entry(
        firing=firing,
        fact=str(fact.label) if fact else _at_the_door(firing),
        conditions=in_words(firing.held),
        done=[words for words, why in steps if not why],
        refused=[(words, why) for words, why in steps if why],
    )


def _at_the_door(firing: Firing) -> str:
    return str(RuleKind.INTAKE.label) if firing.fact == FACT else firing.fact


def in_words(held: dict[str, object]) -> list[str]:
    """Conditions as they were asked, each by its name."""
    labels = (str(rule.condition.label) if rule.condition else rule.field for rule in read(held))
    return list(dict.fromkeys(labels))


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """How rules are called."""
    return dict(Rule.objects.filter(pk__in=keys).values_list("pk", "name"))
