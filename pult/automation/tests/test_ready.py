"""Rules are kept in memory: what that costs, and that nothing is ever done by a rule of yesterday."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pult.automation import operations
from pult.automation.models import Edition, Firing, Rule
from pult.automation.operations.ready import ready
from pult.automation.types import MOST_DEPTH, RuleKind
from pult.conversations import operations as conversations
from pult.conversations.acts import Chosen
from pult.conversations.conditions import Filter
from pult.conversations.conditions import Rule as Asked
from pult.conversations.events import PriorityChanged
from pult.conversations.models import OwnStatus
from pult.foundation.actors import SYSTEM

PRESSED, TAGGED = "conversation.priority_changed", "conversation.tags_changed"


def trigger(kettle, name, *acts, facts=(PRESSED,), every=()):
    wording = operations.Wording(
        name=name,
        facts=tuple(facts),
        conditions=Filter(every=tuple(every)),
        acts=tuple(Chosen(*one) for one in acts or [("add_tags", name)]),
    )
    return operations.save_rule(Rule(kind=RuleKind.TRIGGER), wording, by=kettle.lea.actor)


def pressed(conversation, at=None):
    """What the rules do upon a change of the priority."""
    fact = PriorityChanged(
        conversation_id=conversation.pk,
        department_id=conversation.department_id,
        priority="high",
        before="normal",
        by="agent:1",
        at=at or timezone.now(),
    )
    return [one.rule.name for one in operations.run(fact)]


def test_a_change_of_rules_counts_for_the_next_fact(kettle):
    conversation = kettle.conversation()
    assert pressed(conversation) == []
    first = trigger(kettle, "first")
    second = trigger(kettle, "second")
    assert pressed(conversation) == ["first", "second"]
    operations.move_rule(second, earlier=True, by=kettle.lea.actor)
    assert pressed(conversation) == ["second", "first"]
    operations.switch_rule(first, on=False, by=kettle.lea.actor)
    assert pressed(conversation) == ["second"]
    operations.drop_rule(second, by=kettle.lea.actor)
    operations.switch_rule(first, on=True, by=kettle.lea.actor)
    assert pressed(conversation) == ["first"]


def test_what_was_undone_is_not_remembered(kettle):
    conversation = kettle.conversation()
    trigger(kettle, "stays")
    with transaction.atomic():
        trigger(kettle, "goes")
        assert pressed(conversation) == ["stays", "goes"]
        transaction.set_rollback(True)
    assert pressed(conversation) == ["stays"]


def test_what_another_process_has_changed_is_read_again(kettle):
    conversation = kettle.conversation()
    rule = trigger(kettle, "one")
    held = ready()
    assert ready() is held
    Rule.objects.filter(pk=rule.pk).update(is_active=False)
    Edition.objects.update(number=7)
    assert pressed(conversation) == []
    assert ready() is not held


@pytest.mark.parametrize("count", [1, 12])
def test_a_fact_costs_the_same_however_many_rules_there_are(kettle, count, django_assert_num_queries):
    conversation = kettle.conversation()
    never = [Asked(field="subject", operator="contains", values=("nothing like it",))]
    for number in range(count):
        trigger(kettle, f"no {number}", every=never)
        trigger(kettle, f"else {number}", facts=[TAGGED])
    assert pressed(conversation) == []
    with django_assert_num_queries(2):
        assert pressed(conversation) == []
    for rule in Rule.objects.filter(name__startswith="no"):
        operations.switch_rule(rule, on=False, by=kettle.lea.actor)
    ready()
    with django_assert_num_queries(1):
        assert pressed(conversation) == []


def test_the_same_question_is_asked_of_other_conversations_and_at_other_times(kettle):
    leak, steam = (
        kettle.conversation(subject="A leak"),
        kettle.conversation("dora@example.org", subject="Steam"),
    )
    older = Asked(field="opened", operator="older", values=("9000", "days"))
    trigger(kettle, "leaks", every=[Asked(field="subject", operator="contains", values=("leak",))])
    trigger(kettle, "ancient", every=[older])
    assert (pressed(leak), pressed(steam)) == (["leaks"], [])
    ages = timezone.now() + timedelta(days=9001)
    assert (pressed(leak, at=ages), pressed(steam, at=ages)) == (["leaks", "ancient"], ["ancient"])
    assert pressed(steam) == []


def test_what_cannot_be_asked_any_more_fits_nothing(kettle):
    conversation = kettle.conversation()
    own = conversations.save_own_status(
        OwnStatus(), names={"en": "At the workshop"}, within="open", tone="info", by=SYSTEM
    )
    trigger(kettle, "elsewhere", every=[Asked(field="own_status", operator="none_of", values=(str(own.pk),))])
    assert pressed(conversation) == ["elsewhere"]
    OwnStatus.objects.all().delete()
    assert pressed(conversation) == []


def test_rules_that_set_each_other_off_too_often_are_stopped_and_the_log_says_so(kettle):
    # The later come first, so that each is tried upon what the one before it has caused.
    for number in reversed(range(MOST_DEPTH + 3)):
        act = ("add_tags", f"t{number}")
        every = [Asked(field="tags", operator="any_of", values=(f"t{number - 1}",))] if number else []
        trigger(kettle, f"Step {number}", act, facts=[TAGGED] if number else [PRESSED], every=every)
    conversation = kettle.conversation()
    acted = pressed(conversation)
    assert acted == [f"Step {number}" for number in range(MOST_DEPTH + 2)]
    conversation.refresh_from_db()
    assert conversation.tags == [f"t{number}" for number in range(MOST_DEPTH + 1)]
    left = Firing.objects.get(is_refused=True)
    assert (left.rule.name, left.fact) == (f"Step {MOST_DEPTH + 1}", TAGGED)
    page = kettle.lea.client.get(reverse("automation:log", args=[left.rule_id])).content.decode()
    assert "Rules have set each other off 5 times in a row" in page
