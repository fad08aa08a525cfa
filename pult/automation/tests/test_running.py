"""Triggers: what holds, what is done in which order, and that nothing goes round in circles."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.automation import operations
from pult.automation.models import Firing, Rule
from pult.automation.operations import manners
from pult.automation.operations.ready import holds, sorted_by_fact
from pult.automation.operations.running import Chain
from pult.automation.types import MOST_A_DAY, MOST_REPLIES_A_DAY, RuleKind
from pult.conversations import operations as conversations
from pult.conversations.acts import Chosen
from pult.conversations.conditions import Filter
from pult.conversations.conditions import Rule as Asked
from pult.conversations.events import ConversationOpened
from pult.conversations.models import Message
from pult.conversations.types import MessageKind, Priority, Status
from pult.foundation.eventlog.models import EventRecord
from pult.sla.models import Clock
from pult.sla.types import Target

OPENED, TAGGED, PRESSED = "conversation.opened", "conversation.tags_changed", "conversation.priority_changed"


def asked(field, operator, *values):
    return Asked(field=field, operator=operator, values=tuple(values))


def trigger(kettle, name, *acts, facts=(OPENED,), every=(), either=(), stops=False):
    wording = operations.Wording(
        name=name,
        facts=tuple(facts),
        conditions=Filter(every=tuple(every), either=tuple(either)),
        acts=tuple(Chosen(*one) for one in acts),
        stops=stops,
    )
    return operations.save_rule(Rule(kind=RuleKind.TRIGGER), wording, by=kettle.lea.actor)


def firings(conversation):
    rows = Firing.objects.filter(conversation=conversation).order_by("pk")
    return [(one.rule.name, one.is_refused) for one in rows.select_related("rule")]


def test_a_rule_acts_before_clocks_start_and_somebody_gets_it(kettle):
    subject = asked("subject", "contains", "leak")
    trigger(kettle, "Leaks", ("priority", "urgent"), ("department", str(kettle.billing.pk)), every=[subject])
    conversation = kettle.conversation(subject="My kettle leaks")
    assert (conversation.priority, conversation.department) == ("urgent", kettle.billing)
    clock = Clock.objects.get(conversation=conversation, target=Target.FIRST_RESPONSE)
    assert clock.within == timedelta(hours=1)
    assert len(clock.steps) == 1
    # Nobody of the department that it has left was asked.
    assert conversation.assignee_id in {None, kettle.stella.member.pk}
    other = kettle.conversation("dora@example.org", subject="Hello")
    assert (other.priority, firings(other)) == ("normal", [])


@pytest.mark.parametrize(
    ("act", "holds"),
    [
        (("status", "pending"), lambda one, kettle: one.status == Status.PENDING),
        (("assignee", "ana"), lambda one, kettle: one.assignee_id == kettle.ana.member.pk),
        (("add_tags", "Leak, new"), lambda one, kettle: one.tags == ["leak", "new"]),
        (("priority", "high"), lambda one, kettle: one.priority == Priority.HIGH),
        (("snooze_for", "2 days"), lambda one, kettle: one.status == Status.SNOOZED),
        (("follow", "ana"), lambda one, kettle: one.followers.get().person_id == kettle.ana.person.pk),
        (("notify", "ana"), lambda one, kettle: True),
        (
            ("note", "Look, {{ customer.name }}"),
            lambda one, kettle: one.messages.filter(
                kind=MessageKind.NOTE, text__startswith="Look, "
            ).exists(),
        ),
        (
            ("reply", "Hello from {{ agent.name }}"),
            lambda one, kettle: (
                one.messages.get(kind=MessageKind.REPLY).text == f"Hello from {kettle.support}"
            ),
        ),
    ],
)
def test_every_act_can_be_done_by_a_rule(kettle, act, holds):
    key, value = act
    value = str(kettle.ana.member.pk) if value == "ana" else value
    trigger(kettle, "Does it", (key, value))
    conversation = kettle.conversation()
    assert firings(conversation) == [("Does it", False)]
    assert holds(conversation, kettle)


def test_rules_are_tried_in_order_and_see_what_earlier_ones_did(kettle):
    trigger(kettle, "First", ("add_tags", "one"))
    trigger(kettle, "Second", ("add_tags", "two"), every=[asked("tags", "all_of", "one")])
    trigger(kettle, "Third", ("add_tags", "three"), every=[asked("tags", "none_of", "two")])
    conversation = kettle.conversation()
    assert conversation.tags == ["one", "two"]
    assert [name for name, _ in firings(conversation)] == ["First", "Second"]


def test_all_and_any_are_asked_together(kettle):
    either = [asked("subject", "contains", "leak"), asked("subject", "contains", "steam")]
    trigger(kettle, "Both", ("add_tags", "hot"), every=[asked("channel", "any_of", "email")], either=either)
    assert kettle.conversation(subject="Too much steam").tags == ["hot"]
    assert kettle.conversation("dora@example.org", subject="Bill").tags == []


def test_a_rule_that_stops_lets_no_later_one_be_tried(kettle):
    trigger(kettle, "Stops", ("add_tags", "one"), stops=True)
    trigger(kettle, "Later", ("add_tags", "two"))
    trigger(kettle, "Upon tags", ("add_tags", "three"), facts=[TAGGED])
    assert kettle.conversation().tags == ["one"]


def test_what_a_rule_did_sets_off_others_each_once(kettle):
    trigger(kettle, "Begin", ("add_tags", "one"))
    trigger(kettle, "There", ("remove_tags", "one"), facts=[TAGGED], every=[asked("tags", "all_of", "one")])
    trigger(kettle, "Back", ("add_tags", "one"), facts=[TAGGED], every=[asked("tags", "none_of", "one")])
    conversation = kettle.conversation()
    assert [name for name, _ in firings(conversation)] == ["Begin", "There", "Back"]
    assert conversation.tags == ["one"]


def test_a_refusal_is_written_down_and_stops_nothing(kettle):
    gone = trigger(kettle, "Broken", ("assignee", "999999"), ("add_tags", "still"))
    Rule.objects.filter(pk=gone.pk).update(acts=[["no-such-act", "x"], *gone.acts])
    conversation = kettle.conversation()
    steps = Firing.objects.get(conversation=conversation).steps
    assert [bool(why) for _key, _value, why in steps] == [True, True, False]
    assert conversation.tags == ["still"]
    assert Clock.objects.filter(conversation=conversation).exists()


def test_a_rule_acts_on_one_conversation_so_often_a_day_and_no_more(kettle):
    rule = trigger(kettle, "Often", ("add_tags", "x"), facts=["message.received"])
    conversation = kettle.conversation()
    now = timezone.now()
    Firing.objects.bulk_create(
        Firing(rule=rule, conversation=conversation, at=now) for _ in range(MOST_A_DAY)
    )
    kettle.mail("carl@example.org", claimed=conversation.pk)
    kettle.settle()
    assert firings(conversation)[-1] == ("Often", True)
    conversation.refresh_from_db()
    assert conversation.tags == []


def test_a_rule_writes_to_a_customer_so_often_a_day_and_no_more(kettle):
    trigger(kettle, "Speaks", ("reply", "We are on it."), facts=["message.received"])
    conversation = kettle.conversation()
    for _ in range(MOST_REPLIES_A_DAY + 2):
        kettle.mail("carl@example.org", claimed=conversation.pk)
        kettle.settle()
    written = Message.objects.filter(conversation=conversation, kind=MessageKind.REPLY)
    assert written.count() == MOST_REPLIES_A_DAY


def test_a_machine_is_not_answered(kettle, monkeypatch):
    monkeypatch.setattr(manners, "_CHECKS", [lambda conversation: False])
    trigger(kettle, "Speaks", ("reply", "We are on it."), ("add_tags", "x"))
    conversation = kettle.conversation()
    assert firings(conversation) == [("Speaks", True)]
    assert (conversation.message_count, conversation.tags) == (1, ["x"])


def test_fifty_rules_cost_one_question_more(kettle, django_assert_num_queries):
    for number in range(50):
        trigger(
            kettle, f"No {number}", ("add_tags", "x"), every=[asked("subject", "contains", f"q{number}q")]
        )
    conversation = kettle.conversation()
    record = EventRecord.objects.get(name=OPENED, subject=f"conversation:{conversation.pk}")
    event = ConversationOpened.from_json(record.data)
    with django_assert_num_queries(2):
        assert operations.run(event) == []


def test_the_time_line_names_the_rule(kettle):
    trigger(kettle, "Leaks are urgent", ("priority", "urgent"))
    conversation = kettle.conversation()
    page = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/").content.decode()
    assert "The rule “Leaks are urgent” set the priority to" in page


ACTS = st.sampled_from(
    [
        ("add_tags", "a"),
        ("remove_tags", "a"),
        ("add_tags", "b"),
        ("remove_tags", "b"),
        ("priority", "high"),
        ("priority", "low"),
        ("status", "pending"),
        ("status", "open"),
        ("status", "solved"),
        ("note", "x"),
    ]
)
NAMES = st.sampled_from([OPENED, TAGGED, PRESSED, "conversation.status_changed", "note.added"])
SETS = st.lists(
    st.tuples(st.lists(NAMES, min_size=1, max_size=3, unique=True), st.lists(ACTS, min_size=1, max_size=3)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=SETS)
def test_no_rules_run_for_ever(kettle, rules):
    Rule.objects.all().delete()
    conversation = kettle.mail("carl@example.org").conversation
    made = [
        Rule.objects.create(
            name=f"No {number}",
            kind=RuleKind.TRIGGER,
            position=number,
            facts=facts,
            acts=[list(one) for one in acts],
            changed_at=timezone.now(),
        )
        for number, (facts, acts) in enumerate(rules)
    ]
    record = EventRecord.objects.filter(name=OPENED).latest("id")
    ready = sorted_by_fact(made)
    chain = Chain(conversation_id=conversation.pk, at=timezone.now(), by="customer:1", ready=ready)
    chain.go([ConversationOpened.from_json(record.data)])
    acted = [one.rule_id for one in chain.firings]
    assert len(acted) == len(set(acted)) <= len(made)


def test_what_is_kept_apart_or_merged_is_left_alone(kettle):
    rule = trigger(kettle, "All", ("add_tags", "x"), facts=[PRESSED])
    one, other = kettle.conversation(), kettle.conversation(subject="Again")
    conversations.merge(other, into=one, by=kettle.ana.actor)
    assert not holds(rule, other.pk, at=timezone.now())
    assert holds(rule, one.pk, at=timezone.now())
