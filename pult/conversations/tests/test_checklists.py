"""Checklists in conversations: counted, ticked, required, brought, merged, forgotten."""

import pytest
from django.utils import timezone, translation

from pult.checklists import operations as templates
from pult.checklists.models import Template
from pult.checklists.operations import Wanted
from pult.checklists.types import Step
from pult.conversations import operations
from pult.conversations.errors import IsClosed, ItemNeeded, ItemsOpen, NotThere
from pult.conversations.models import Checklist, Conversation, Item
from pult.conversations.queries import Filter, Looking, Rule, act_named, fitting
from pult.conversations.types import Status
from pult.fields import operations as fields
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.actors import Kind as ActorKind
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.foundation.eventlog.models import EventRecord

pytestmark = pytest.mark.django_db


def template(name: str = "Refund", *steps: Step, **more: object) -> Template:
    """Two steps, the second of them required, unless others are named."""
    usual = (
        Step(words={"en": "Check the order", "hr": "Provjeri narudžbu"}),
        Step(words={"en": "Pay it back"}, is_required=True),
    )
    wanted = Wanted(names={"en": name}, steps=steps or usual, **more)
    return templates.add_template(wanted=wanted, by=SYSTEM)


def again(conversation: Conversation) -> Conversation:
    """As the database has it."""
    return Conversation.objects.get(pk=conversation.pk)


def counted(conversation: Conversation) -> tuple[int, int, int]:
    """Total, open, needed."""
    row = again(conversation)
    return row.items_total, row.items_open, row.items_needed


def tick(item: Item, kettle, *, is_done: bool = True) -> None:
    operations.tick_item(Item.objects.get(pk=item.pk), is_done=is_done, by=kettle.ana.actor)


def told(conversation: Conversation) -> list[str]:
    """The facts about its lists."""
    found = EventRecord.objects.filter(subject=f"conversation:{conversation.pk}").order_by("pk")
    names = [one.removeprefix("conversation.") for one in found.values_list("name", flat=True)]
    return [one for one in names if "checklist" in one or "item" in one]


def test_a_list_is_added_ticked_and_done(kettle):
    leaks = kettle.conversation()
    made = operations.add_checklist(leaks, template=template(), by=kettle.ana.actor)
    assert counted(leaks) == (2, 2, 1)
    first, second = made.items.order_by("position")
    with translation.override("hr"):
        assert str(first) == "Provjeri narudžbu"
    tick(first, kettle)
    tick(first, kettle)
    tick(second, kettle)
    assert counted(leaks) == (2, 0, 0)
    first.refresh_from_db()
    assert (first.done_by, first.done_by_name) == (kettle.ana.person, kettle.ana.person.name)
    assert told(leaks) == ["checklist_added", "item_ticked", "item_ticked", "checklist_done"]
    tick(second, kettle, is_done=False)
    assert counted(leaks) == (2, 1, 1)
    assert Checklist.objects.get().done_at is None
    Template.objects.get()


def test_a_conversation_is_not_solved_while_something_is_needed(kettle):
    leaks = kettle.conversation()
    stale = again(leaks)
    made = operations.add_checklist(leaks, template=template(), by=kettle.ana.actor)
    with pytest.raises(ItemsOpen, match="Tick off before it is solved: “Pay it back”") as no:
        operations.solve(leaks, by=kettle.ana.actor)
    assert no.value.items == [made.items.get(is_required=True).pk]
    with pytest.raises(SomebodyWasFaster):
        operations.solve(stale, by=kettle.ana.actor)
    with pytest.raises(ItemsOpen):
        act_named("status").do(leaks, "solved", SYSTEM, timezone.now())
    tick(made.items.get(is_required=True), kettle)
    operations.solve(again(leaks), by=kettle.ana.actor)
    assert again(leaks).status == Status.SOLVED


def test_a_customer_who_is_content_is_not_held_up(kettle):
    leaks = kettle.conversation()
    operations.add_checklist(leaks, template=template(), by=kettle.ana.actor)
    customer = Actor(kind=ActorKind.CUSTOMER, id=leaks.customer_id)
    operations.solve(again(leaks), by=customer)
    assert again(leaks).status == Status.SOLVED


def test_a_list_is_changed_ordered_and_removed(kettle):
    leaks = kettle.conversation()
    made = operations.add_checklist(leaks, name=" Own  list ", items=["one", "", "two"], by=kettle.ana.actor)
    assert str(made) == "Own list"
    one, two = made.items.order_by("position")
    rows = [(two.pk, "two"), (None, "three"), (one.pk, "")]
    operations.change_checklist(made, name="Mine", items=rows, by=kettle.ana.actor)
    assert [str(item) for item in made.items.order_by("position")] == ["two", "three"]
    assert counted(leaks) == (2, 2, 0)
    with pytest.raises(Invalid, match="at most 300"):
        operations.add_item(made, "x" * 301, by=kettle.ana.actor)
    operations.remove_checklist(made, by=kettle.ana.actor)
    assert counted(leaks) == (0, 0, 0)


def test_what_a_template_demands_is_removed_by_those_who_keep_templates(kettle):
    leaks = kettle.conversation()
    made = operations.add_checklist(leaks, template=template(), by=kettle.ana.actor)
    first = made.items.order_by("position").first()
    with pytest.raises(ItemNeeded, match="“Pay it back”"):
        operations.change_checklist(made, name="Refund", items=[(first.pk, "Check")], by=kettle.ana.actor)
    with pytest.raises(ItemNeeded):
        operations.remove_checklist(made, by=kettle.ana.actor)
    operations.remove_checklist(made, by=kettle.lea.actor)
    assert counted(leaks) == (0, 0, 0)


def test_nothing_changes_where_a_conversation_is_closed(kettle):
    leaks = kettle.conversation()
    operations.close(leaks, by=kettle.lea.actor)
    with pytest.raises(IsClosed):
        operations.add_checklist(leaks, name="Late", by=kettle.ana.actor)


def test_a_type_brings_its_list_once(kettle):
    leak = fields.add_type(names={"en": "Leak"}, by=SYSTEM)
    template("Leak", types=[leak], comes_with_type=True)
    template("Offered only", types=[leak])
    leaks = kettle.conversation()
    for chosen in (leak.pk, None, leak.pk):
        operations.set_type(leaks, chosen, by=kettle.ana.actor)
    assert [str(one) for one in leaks.checklists.all()] == ["Leak"]


def test_an_act_adds_a_list_once(kettle):
    leaks, refund = kettle.conversation(), template()
    act = act_named("checklist")
    assert act.options(SYSTEM) == [(str(refund.pk), "Refund")]
    for _turn in range(2):
        act.do(leaks, str(refund.pk), SYSTEM, timezone.now())
    assert counted(leaks) == (2, 2, 1)
    templates.retire_template(refund, by=SYSTEM)
    with pytest.raises(NotThere):
        act.do(leaks, str(refund.pk), SYSTEM, timezone.now())


def test_lists_are_conditions(kettle):
    refund = template("Refund", Step(words={"en": "one"}))
    names = ("open", "done", "none")
    opened, done, _none = (kettle.conversation(f"{name}@example.org", subject=name) for name in names)
    operations.add_checklist(opened, template=refund, by=SYSTEM)
    tick(operations.add_checklist(done, template=refund, by=SYSTEM).items.get(), kettle)
    looking = Looking(actor=kettle.lea.actor, at=timezone.now())

    def found(field: str, operator: str, *values: str) -> list[str]:
        rule = Rule(field=field, operator=operator, values=values)
        assert rule.wrong() == ""
        return sorted(fitting(Filter(every=(rule,)), looking).values_list("subject", flat=True))

    key = str(refund.pk)
    assert found("open_items", "yes") == ["open"]
    assert found("items_done", "yes") == ["done"]
    assert found("items_done", "no") == ["none", "open"]
    assert found("checklist", "any_of", key) == ["done", "open"]
    assert found("checklist", "none_of", key) == ["none"]
    assert found("checklist", "any_of", "-") == ["none"]
    assert found("checklist_done", "any_of", key) == ["done"]
    assert found("checklist_done", "any_of", "-", key) == ["done", "none", "open"]


def test_lists_go_along_in_a_merge_and_come_back(kettle):
    leaks, still = (kettle.conversation(subject=name, key=name) for name in ("leaks", "still"))
    operations.add_checklist(still, template=template(), by=kettle.ana.actor)
    operations.add_checklist(leaks, name="Own", items=["one"], by=kettle.ana.actor)
    done = operations.merge(again(still), into=again(leaks), by=kettle.ana.actor)
    assert (counted(leaks), counted(still)) == ((3, 3, 1), (0, 0, 0))
    tick(Item.objects.get(is_required=True), kettle)
    operations.undo_merge(done, by=kettle.ana.actor)
    assert (counted(leaks), counted(still)) == ((1, 1, 0), (2, 1, 0))


def test_what_somebody_has_written_is_forgotten(kettle):
    leaks = kettle.conversation()
    made = operations.add_checklist(leaks, template=template(), by=kettle.ana.actor)
    operations.add_item(made, "Call Carl Kraus", by=kettle.ana.actor)
    operations.add_checklist(leaks, name="For Carl Kraus", by=kettle.ana.actor)
    operations.erase_content(leaks, called="Somebody", by=SYSTEM)
    said = [str(one) for one in (*Item.objects.order_by("pk"), *Checklist.objects.order_by("pk"))]
    assert said == ["Check the order", "Pay it back", "–", "Refund", "–"]


def test_what_changes_for_a_template_leaves_lists_as_they_are(kettle):
    leaks, refund = kettle.conversation(), template()
    operations.add_checklist(leaks, template=refund, by=kettle.ana.actor)
    wanted = Wanted(names={"en": "Refund"}, steps=[Step(words={"en": "Something else"})])
    templates.change_template(refund, wanted=wanted, by=SYSTEM)
    assert Item.objects.filter(checklist__conversation=leaks).count() == 2
