"""Checklists beside a conversation, on its paper, in the list, and over the API."""

import pytest
from django.urls import reverse

from pult.checklists import operations as templates
from pult.checklists.operations import Wanted
from pult.checklists.types import Step
from pult.conversations.models import Checklist, Conversation, Item
from pult.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund():
    """A template of two steps, the second required."""
    steps = [
        Step(words={"en": "Check the order"}, hints={"en": "In the shop"}, link="https://shop.example/"),
        Step(words={"en": "Pay it back"}, is_required=True),
    ]
    return templates.add_template(wanted=Wanted(names={"en": "Refund"}, steps=steps), by=SYSTEM)


def page(name: str, *keys: int) -> str:
    return reverse(f"workspace:{name}", args=keys)


def test_a_list_is_worked_through_beside_the_conversation(kettle, refund):
    leaks, client = kettle.conversation(), kettle.ana.client
    assert "Refund" in client.get(page("checklists", leaks.pk)).content.decode()
    shown = client.post(page("checklists", leaks.pk), {"template": refund.pk}).content.decode()
    assert "Pay it back" in shown
    assert "https://shop.example/" in shown
    assert "0/2" in shown
    first, second = Item.objects.order_by("position")
    shown = client.post(page("checklist-item", leaks.pk, first.pk), {"is_done": "on"}).content.decode()
    assert "1/2" in shown
    assert "Ana" in shown
    refused = client.post(page("status", leaks.pk), {"status": "solved"})
    assert refused.status_code == 422
    assert "Pay it back" in refused.content.decode()
    assert "1/2" in client.get(page("view", "open")).content.decode()
    client.post(page("checklist-item", leaks.pk, second.pk), {"is_done": "on"})
    client.post(page("checklist-item", leaks.pk, second.pk), {})
    assert Conversation.objects.get(pk=leaks.pk).items_needed == 1


def test_a_list_is_changed_in_its_dialog(kettle, refund):
    leaks, client = kettle.conversation(), kettle.ana.client
    client.post(page("checklists", leaks.pk), {"name": "Own", "items": "one\ntwo\n"})
    own = Checklist.objects.get()
    there = page("checklist", leaks.pk, own.pk)
    one, two = own.items.order_by("position")
    sent = {"name": "Mine", "item": [one.pk, two.pk, ""], "text": ["one", "two", "three"]}
    moved = client.post(there, {**sent, "move": "down-0"}).content.decode()
    assert moved.index('value="two"') < moved.index('value="one"')
    assert str(Checklist.objects.get()) == "Own"
    client.post(there, sent)
    assert [str(item) for item in own.items.order_by("position")] == ["one", "two", "three"]
    client.post(page("checklist-items", leaks.pk, own.pk), {"text": "four"})
    assert own.items.count() == 4
    client.post(page("checklist-removal", leaks.pk, own.pk))
    assert not Checklist.objects.exists()


def test_a_list_of_another_conversation_is_not_reached(kettle, refund):
    leaks, other = kettle.conversation(key="a"), kettle.conversation(key="b", subject="Other")
    kettle.ana.client.post(page("checklists", other.pk), {"template": refund.pk})
    item, made = Item.objects.first(), Checklist.objects.get()
    assert kettle.ana.client.post(page("checklist-item", leaks.pk, item.pk), {}).status_code == 404
    assert kettle.ana.client.get(page("checklist", leaks.pk, made.pk)).status_code == 404


def test_the_paper_has_the_lists_where_the_notes_go_along(kettle, refund):
    leaks, client = kettle.conversation(), kettle.ana.client
    client.post(page("checklists", leaks.pk), {"template": refund.pk})
    there = page("print", leaks.pk)
    assert "Pay it back" in client.get(f"{there}?notes").content.decode()
    assert "Pay it back" not in client.get(there).content.decode()
