"""Rules at work: which hold, what they do, and what that sets off in turn, without ever going round in circles."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.automation.facts import fact_named
from pult.automation.models import Firing, Rule
from pult.automation.operations import manners
from pult.automation.types import A_DAY, MOST_A_DAY, MOST_DEPTH, MOST_REPLIES_A_DAY
from pult.conversations.models import Conversation
from pult.conversations.queries import Chosen
from pult.foundation.actors import Actor, Kind
from pult.foundation.errors import DomainError
from pult.foundation.events import Event, noticed

from .ready import Ready, ready


def run(event: Event) -> list[Firing]:
    """Let the rules act upon a fact. What rules did themselves has been dealt with when they did it."""
    fact = fact_named(event.name)
    by_rule = event.by.partition(":")[0] == Kind.RULE
    if fact is None or by_rule or getattr(event, "is_apart", False) or not fact.counts(event):
        return []
    known = ready()
    if not known.upon(fact.key):
        return []
    chain = Chain(conversation_id=_about(event), at=event.at, by=event.by, ready=known)
    chain.go([event])
    return chain.firings


def _about(event: Event) -> int:
    key: int = event.conversation_id  # type: ignore[attr-defined]
    return key


@dataclass
class Chain:
    """One fact and everything that rules make of it: each rule acts once at most, and not deeper than so far."""

    conversation_id: int
    at: datetime
    by: str
    ready: Ready
    fired: set[int] = field(default_factory=set)
    firings: list[Firing] = field(default_factory=list)

    def go(self, facts: Iterable[Event], *, depth: int = 0) -> None:
        """Try the rules upon these facts, then upon what the rules have caused."""
        waiting = deque((event.name, depth) for event in facts)
        while waiting:
            name, depth = waiting.popleft()
            caused, goes_on = self._try(name, depth)
            if not goes_on:
                return
            waiting.extend((event.name, depth + 1) for event in caused)

    def _try(self, name: str, depth: int) -> tuple[list[Event], bool]:
        """Every rule for one fact in order; after one has acted the later ones are asked anew."""
        caused: list[Event] = []
        left = [rule for rule in self.ready.upon(name) if rule.pk not in self.fired]
        while left:
            held = self.ready.holding(name, self.conversation_id, at=self.at)
            place = next((place for place, rule in enumerate(left) if rule.pk in held), None)
            if place is None:
                break
            rule, left = left[place], left[place + 1 :]
            if depth > MOST_DEPTH:
                self._leave(rule, name)
                continue
            caused += self.fire(rule, fact=name)
            if rule.stops:
                return caused, False
        return caused, True

    def _leave(self, rule: Rule, fact: str) -> None:
        """Rules have set each other off too often: write down what this one would have done, and do nothing."""
        self.fired.add(rule.pk)
        firing = Firing(rule=rule, conversation_id=self.conversation_id, at=self.at, fact=fact, by=self.by)
        with override(settings.LANGUAGE_CODE):
            why = _("Rules have set each other off %(count)d times in a row; it went no further.")
            firing.steps = [[one.key, one.value, why % {"count": MOST_DEPTH}] for one in rule.chosen]
        firing.held, firing.is_refused = rule.conditions, True
        firing.save()
        self.firings.append(firing)

    def fire(self, rule: Rule, *, fact: str = "", firing: Firing | None = None) -> list[Event]:
        """Do what a rule says and write down what became of it. Returns what it has caused that rules hear of."""
        self.fired.add(rule.pk)
        conversation = Conversation.objects.select_related("department", "customer").get(
            pk=self.conversation_id
        )
        firing = firing or Firing(rule=rule, conversation=conversation, at=self.at)
        firing.fact, firing.by, firing.held = fact, self.by, rule.conditions
        with noticed() as caused, override(settings.LANGUAGE_CODE):
            self._act(rule, conversation, firing, caused)
        firing.save()
        self.firings.append(firing)
        return [event for event in caused if self._is_heard(event)]

    def _act(self, rule: Rule, conversation: Conversation, firing: Firing, caused: list[Event]) -> None:
        today = Firing.objects.filter(
            conversation=conversation, at__gt=self.at - A_DAY, at__lte=self.at
        ).exclude(pk=firing.pk)
        before = list(today.values_list("rule_id", "spoke")[:1000])
        often = sum(key == rule.pk for key, _spoke in before) >= MOST_A_DAY
        spoken = sum(spoke for _key, spoke in before)
        for chosen in rule.chosen:
            told = len(caused)
            why = _("It has acted too often on this conversation today.") if often else ""
            why = why or _silenced(chosen, conversation, spoken)
            why = why or refusal_of(chosen, conversation, rule.actor, self.at)
            if why:
                # What was undone has not been caused.
                del caused[told:]
                firing.is_refused = True
            elif chosen.act is not None and chosen.act.speaks:
                firing.spoke, spoken = True, spoken + 1
            firing.steps.append([chosen.key, chosen.value, why])
            conversation.refresh_from_db()

    def _is_heard(self, event: Event) -> bool:
        fact = fact_named(event.name)
        return fact is not None and fact.counts(event) and _about(event) == self.conversation_id


def _silenced(chosen: Chosen, conversation: Conversation, spoken: int) -> str:
    """Why nothing may be said to the customer by itself now; nothing when it may, or when nothing is said."""
    if chosen.act is None or not chosen.act.speaks:
        return ""
    if spoken >= MOST_REPLIES_A_DAY:
        return _("Enough was written by itself to this customer today.")
    if not manners.may_speak(conversation):
        return _("The last message came from a machine or a list; such mail is not answered by itself.")
    return ""


def refusal_of(chosen: Chosen, conversation: Conversation, by: Actor, at: datetime) -> str:
    """Do one act. Returns why it was refused; nothing when it was done."""
    act = chosen.act
    if act is None:
        return chosen.gone()
    try:
        with transaction.atomic():
            act.do(conversation, chosen.value, by, at)
    except DomainError as refusal:
        return str(refusal)
    return ""


def steps_of(firing: Firing) -> list[tuple[Chosen, Any]]:
    """What a rule did, each act with why it was refused, if it was."""
    return [(Chosen(key, value), why) for key, value, why in firing.steps]
