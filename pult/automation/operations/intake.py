"""Rules of intake: what is decided about a mail before a conversation begins, and done to it right after."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from pult.automation.arriving import Arriving, Past
from pult.automation.models import Firing, Rule
from pult.automation.types import RuleKind
from pult.conversations.models import Conversation
from pult.conversations.queries import Chosen
from pult.conversations.types import SpamReason, Suspicion
from pult.foundation.errors import DomainError
from pult.workforce.models import Department

from .running import refusal_of

log = logging.getLogger(__name__)
FACT = "mail.arriving"
UNASKABLE = (DomainError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
# Read once for each stamp: the door tells the stamp with each mail, and it changes with the rules.
_READ: dict[str, tuple[Rule, ...]] = {}
PastMail = Callable[[datetime, int], Iterable[Past]]
_PAST: list[PastMail] = []


@dataclass
class Decision:
    """What the rules want of one mail. What is done to a conversation is done when there is one."""

    spam: Suspicion | None = None
    hold: str = ""
    department_id: int | None = None
    language: str = ""
    is_quiet: bool = False
    is_put_away: bool = False
    rules: list[Rule] = field(default_factory=list)


def decide(mail: Arriving, *, stamp: str) -> Decision:
    """Ask the rules in their order, until one that held stops there. A rule that fails is as if it were not there."""
    decision = Decision()
    for rule in _rules(stamp):
        if not meets(rule, mail):
            continue
        decision.rules.append(rule)
        for chosen in rule.chosen:
            _note(decision, chosen, rule)
        if rule.stops:
            break
    return decision


def meets(rule: Rule, mail: Arriving) -> bool:
    """Whether a mail meets a rule; a rule that cannot be asked never loses a mail."""
    try:
        return rule.filter.meets(mail)
    except UNASKABLE:
        log.exception("Rule %s could not be asked about a mail", rule.pk)
        return False


def act_upon_arrival(
    decision: Decision, conversation: Conversation, *, by: str, at: datetime
) -> list[Firing]:
    """Do to the new conversation what the rules have said, each act alone, and write down what became of it."""
    firings = []
    for rule in decision.rules:
        firing = Firing(rule=rule, conversation=conversation, at=at, fact=FACT, by=by, held=rule.conditions)
        with override(settings.LANGUAGE_CODE):
            firing.steps = [_done(chosen, rule, conversation, at) for chosen in rule.chosen]
        firing.is_refused = any(why for _key, _value, why in firing.steps)
        firing.save()
        firings.append(firing)
    return firings


def offer_past_mail(source: PastMail) -> None:
    """Let rules be tried on what has come in: the source reads the latest mails since a moment."""
    _PAST.append(source)


def past_mail(*, days: int, at: datetime, most: int) -> list[Past]:
    """The mails of the past days, the latest first."""
    return [one for source in _PAST for one in source(at - timedelta(days=days), most)][:most]


def _rules(stamp: str) -> tuple[Rule, ...]:
    """No stamp: there has never been a rule of intake."""
    if not stamp:
        return ()
    if stamp not in _READ:
        _READ.clear()
        _READ[stamp] = tuple(Rule.objects.active().filter(kind=RuleKind.INTAKE).in_order())
    return _READ[stamp]


def _note(decision: Decision, chosen: Chosen, rule: Rule) -> None:
    match chosen.key:
        case "spam" if chosen.value == "spam":
            decision.spam = Suspicion(reason=SpamReason.RULE, detail=rule.name)
        case "hold_mail":
            decision.hold = f"{rule.name}: {' '.join(chosen.value.split())}"
        case "department" if chosen.value in _departments():
            decision.department_id = int(chosen.value)
        case "mail_language":
            decision.language = chosen.value
        case "acknowledgement":
            decision.is_quiet = True
        case "put_away":
            decision.is_put_away = True


def _departments() -> set[str]:
    return {str(pk) for pk in Department.objects.values_list("pk", flat=True)}


AT_THE_DOOR = frozenset({"hold_mail", "department", "mail_language", "acknowledgement", "put_away", "spam"})


def _done(chosen: Chosen, rule: Rule, conversation: Conversation, at: datetime) -> list[str]:
    """What was decided at the door is done already; the rest is done now."""
    if chosen.key in AT_THE_DOOR:
        return [chosen.key, chosen.value, chosen.gone()]
    if conversation.is_spam or conversation.is_resolved:
        return [chosen.key, chosen.value, ""]
    with transaction.atomic():
        why = refusal_of(chosen, conversation, rule.actor, at)
    conversation.refresh_from_db()
    return [chosen.key, chosen.value, why]
