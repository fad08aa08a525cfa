"""The pages of rules and macros: built without script, tried without writing, and played on a conversation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.automation import operations
from pult.automation.examples import EXAMPLES
from pult.automation.models import Firing, Macro, Rule
from pult.automation.types import RuleKind
from pult.conversations.acts import Chosen
from pult.conversations.errors import NameTaken
from pult.conversations.models import BulkRun, Conversation, Draft, Message
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord

from .test_running import asked, trigger
from .test_timing import NOON, by_clock

RULES, MACROS = "/app/settings/automation", "/app/settings/macros"
SENT = {
    "kind": "trigger",
    "name": "Leaks",
    "facts": ["conversation.opened"],
    "is_active": "on",
    "all-0-field": "subject",
    "all-0-operator": "contains",
    "all-0-value": "leak",
    "act-0-key": "priority",
    "act-0-value": "high",
    "act-1-key": "add_tags",
    "act-1-value": "wet",
}


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_rule_is_built_step_by_step_and_kept(kettle):
    lea = kettle.lea.client
    page = text(lea.post(f"{RULES}/new", {"kind": "trigger", "step": "add-act", "new-act": "priority"}))
    assert 'name="act-0-value"' in page
    page = text(lea.post(f"{RULES}/new", SENT | {"step": "up-act-1"}))
    assert 'name="act-0-key" value="add_tags"' in page
    assert 'name="act-1-key"' not in text(lea.post(f"{RULES}/new", SENT | {"step": "remove-act-1"}))
    assert lea.post(f"{RULES}/new", SENT).status_code == 302
    rule = Rule.objects.get()
    assert (rule.acts, rule.is_active) == ([["priority", "high"], ["add_tags", "wet"]], True)
    assert kettle.conversation(subject="A leak").priority == "high"
    assert "Leaks" in text(lea.get(RULES))
    assert "A leak" in text(lea.get(f"{RULES}/{rule.pk}/log"))
    changed = {**SENT, "name": "Leaking", "act-0-value": "low"}
    assert lea.post(f"{RULES}/{rule.pk}", changed).status_code == 302
    assert EventRecord.objects.filter(name="automation.rule_changed").count() == 2
    assert text(lea.get(f"{RULES}/{rule.pk}")).count("Leaking") > 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"facts": []}, "Choose at least one thing"),
        ({"act-0-value": ""}, "choose a value"),
        ({"act-0-key": "nonsense"}, "There is no act"),
        ({"all-0-value": ""}, "say what it is compared with"),
        ({"all-0-field": "assignee", "all-0-operator": "any_of", "all-0-value": "me"}, "has no “me”"),
        ({"act-1-key": "reply", "act-1-value": "{{ nobody }}"}, "is not a variable"),
    ],
)
def test_what_makes_no_sense_is_said(kettle, changed, sentence):
    page = text(kettle.lea.client.post(f"{RULES}/new", SENT | changed), 422)
    assert sentence in page
    assert not Rule.objects.exists()


def test_a_rule_is_tried_before_it_is_kept_and_writes_nothing(kettle):
    fits = kettle.conversation(subject="A leak")
    kettle.conversation("dora@example.org", subject="A bill")
    before = EventRecord.objects.count()
    page = text(kettle.lea.client.post(f"{RULES}/new", SENT | {"step": "try-7"}))
    assert "would have acted on 1 conversation" in page
    assert f"#{fits.pk} A leak" in page
    assert "A bill" not in page
    fits.refresh_from_db()
    assert (fits.priority, Rule.objects.count(), Firing.objects.count()) == ("normal", 0, 0)
    assert EventRecord.objects.count() == before


def test_a_rule_in_the_list_is_tried(kettle):
    kettle.conversation(subject="A leak", at=NOON)
    leaks = trigger(kettle, "Leaks", ("priority", "high"), every=[asked("subject", "contains", "leak")])
    assert "on 0 conversations" in text(kettle.lea.client.get(f"{RULES}/{leaks.pk}/trial?days=30"))
    clock = by_clock(kettle, "Old", ("priority", "low"), every=[asked("status", "any_of", "new", "open")])
    assert "on 1 conversation now" in text(kettle.lea.client.get(f"{RULES}/{clock.pk}/trial"))
    assert not Firing.objects.exists()


def test_a_rule_rests_moves_and_goes(kettle):
    lea = kettle.lea.client
    first, second = trigger(kettle, "One", ("priority", "low")), trigger(kettle, "Two", ("priority", "high"))
    lea.post(f"{RULES}/{second.pk}/place", {"place": "earlier"})
    assert [one.name for one in Rule.objects.in_order()] == ["Two", "One"]
    lea.post(f"{RULES}/{first.pk}/switch", {"to": "off"})
    assert kettle.conversation().priority == "high"
    lea.post(f"{RULES}/{second.pk}/removal")
    assert kettle.conversation("dora@example.org").priority == "normal"
    with pytest.raises(NameTaken):
        trigger(kettle, "One", ("priority", "low"))


def test_a_rule_that_names_what_is_gone_is_shown_as_broken(kettle):
    rule = trigger(kettle, "Old", ("priority", "low"), every=[asked("department", "any_of", "999999")])
    Rule.objects.filter(pk=rule.pk).update(acts=[["department", "999999"]])
    page = text(kettle.lea.client.get(RULES))
    assert "Broken" in page
    assert page.count("names something that is no longer there") == 2
    assert kettle.conversation().department == kettle.support


def test_the_list_costs_the_same_however_many_rules_there_are(kettle):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text(kettle.lea.client.get(RULES))
        return len(seen)

    text(kettle.lea.client.get(RULES))
    many = [asked("department", "any_of", str(kettle.support.pk))]
    for number in range(3):
        trigger(kettle, f"No {number}", ("assignee", "nobody"), ("priority", "low"), every=many)
    few = cost()
    for number in range(3, 20):
        trigger(kettle, f"No {number}", ("assignee", "nobody"), ("priority", "low"), every=many)
    assert cost() == few


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.key)
def test_every_example_can_be_kept_as_it_is(kettle, example):
    assert str(example.name) in text(kettle.lea.client.get(f"{RULES}/new?example={example.key}"))
    rule = example.rule()
    operations.save_rule(rule, operations.wording_of(rule), by=kettle.lea.actor)
    assert not rule.is_active


def test_agents_make_no_rules(kettle):
    assert kettle.ana.client.get(RULES).status_code == 403
    assert kettle.ana.client.post(f"{RULES}/new", SENT).status_code == 403


MACRO = {"name": "Wet", "reach": "mine", "act-0-key": "priority", "act-0-value": "high"}


def macro(kettle, *acts, owner=None, department=None, name="Wet"):
    chosen = tuple(Chosen(*one) for one in acts)
    return operations.save_macro(
        Macro(), name=name, acts=chosen, owner=owner, department=department, by=kettle.lea.actor
    )


def test_a_macro_is_made_changed_and_dropped(kettle):
    ana = kettle.ana.client
    assert 'name="act-0-value"' in text(ana.post(f"{MACROS}/new", MACRO | {"step": "add-act"}))
    assert "Add one act" in text(ana.post(f"{MACROS}/new", {"name": "Wet", "reach": "mine"}), 422)
    assert ana.post(f"{MACROS}/new", MACRO).status_code == 302
    mine = Macro.objects.get()
    assert mine.owner == kettle.ana.member
    assert "Wet" in text(ana.get(MACROS))
    assert "Wet" not in text(kettle.stella.client.get(MACROS))
    assert ana.post(f"{MACROS}/{mine.pk}", MACRO | {"name": "Dry"}).status_code == 302
    assert "Dry" in text(ana.get(f"{MACROS}/{mine.pk}"))
    assert text(ana.post(f"{MACROS}/new", MACRO | {"reach": "everybody"}), 422)
    ana.post(f"{MACROS}/{mine.pk}/removal")
    assert not Macro.objects.exists()


def test_a_macro_is_played_and_undone(kettle):
    conversation = kettle.conversation()
    wet = macro(kettle, ("priority", "high"), ("add_tags", "wet"), ("assignee", "me"))
    page = f"/app/conversations/{conversation.pk}/macros/"
    assert "Set the priority: High" in text(kettle.ana.client.get(page))
    toast = text(kettle.ana.client.post(page, {"macro": wet.pk}, headers={"HX-Request": "true"}))
    assert "Undo" in toast
    conversation.refresh_from_db()
    assert (conversation.priority, conversation.tags) == ("high", ["wet"])
    assert conversation.assignee_id == kettle.ana.member.pk
    kettle.ana.client.post(f"/app/bulk/{BulkRun.objects.get().pk}/undo/")
    conversation.refresh_from_db()
    assert (conversation.priority, conversation.tags, conversation.assignee_id) == ("normal", [], None)


def test_a_macro_answers_and_puts_a_text_into_the_reply(kettle):
    conversation = kettle.conversation(name="Carl Smith")
    both = macro(
        kettle, ("reply", "Hello {{ customer.first_name }}"), ("draft", "More from {{ agent.first_name }}")
    )
    page = f"/app/conversations/{conversation.pk}/macros/"
    assert kettle.ana.client.post(page, {"macro": both.pk}).status_code == 302
    assert Message.objects.get(conversation=conversation, kind="reply").text == "Hello Carl"
    assert Draft.objects.get(conversation=conversation).text == "More from Ana"


def test_a_macro_is_played_wholly_or_not_at_all(kettle):
    conversation = kettle.conversation()
    bad = macro(kettle, ("priority", "high"), ("department", "999999"))
    answer = kettle.ana.client.post(f"/app/conversations/{conversation.pk}/macros/", {"macro": bad.pk})
    assert answer.status_code == 422
    conversation.refresh_from_db()
    assert conversation.priority == "normal"


def test_a_macro_of_another_department_is_not_played(kettle):
    conversation = kettle.conversation()
    theirs = macro(kettle, ("priority", "high"), department=kettle.billing)
    page = f"/app/conversations/{conversation.pk}/macros/"
    assert kettle.ana.client.post(page, {"macro": theirs.pk}).status_code == 404
    assert "There are no macros yet" in text(kettle.ana.client.get(page))


def test_a_macro_is_played_on_several(kettle):
    wet = macro(kettle, ("priority", "high"))
    keys = [kettle.conversation(f"carl{number}@example.org").pk for number in range(2)]
    form = kettle.ana.client.get("/app/bulk/", {"c": keys})
    assert "Play a macro" in text(form)
    kettle.ana.client.post("/app/bulk/", {"c": keys, "macro": wet.pk})
    assert set(Conversation.objects.filter(pk__in=keys).values_list("priority", flat=True)) == {"high"}


def test_a_rule_needs_an_act_and_a_name(kettle):
    with pytest.raises(Invalid):
        trigger(kettle, "Nothing")
    with pytest.raises(Invalid):
        trigger(kettle, " ", ("priority", "low"))
    assert RuleKind.TRIGGER.label
