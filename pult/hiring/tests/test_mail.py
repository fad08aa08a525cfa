"""Mail to hiring that belongs to no application: read, answered, erased; nobody else sees it."""

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Inbound, Sender
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.hiring.tests.office import applies, open_door, published

PAGE = "/app/hiring/mail/"


@pytest.fixture
def letter(kettle):
    asked = Inbound(
        intake_key="ask", external_id="<ask@example.org>", subject="Do you have work in Split?", text="I ask.",
        sender=Sender(kind=IdentityKind.EMAIL, value="zoe@example.org", name="Zoe"), at=timezone.now(),
    )  # fmt: skip
    received = conversations.receive(asked, inbox=open_door(kettle).inbox)
    kettle.settle()
    return received.conversation


def text_of(response):
    return response.content.decode()


def test_it_is_read_and_answered_by_those_who_manage_hiring(kettle, letter):
    assert "Do you have work in Split?" in text_of(kettle.hana.client.get(PAGE))
    kettle.hana.client.post(f"{PAGE}{letter.pk}/replies", {"text": "Next month."})
    assert "Next month." in text_of(kettle.hana.client.get(PAGE))
    assert kettle.lea.client.get(PAGE).status_code == 403
    assert kettle.ana.client.get(PAGE).status_code == 403


def test_it_is_erased_with_whoever_wrote_it(kettle, letter):
    kettle.hana.client.post(f"{PAGE}{letter.pk}/removal")
    assert not Conversation.objects.filter(pk=letter.pk).exists()
    assert not Customer.objects.filter(identities__value="zoe@example.org").exists()
    assert "No other mail" in text_of(kettle.hana.client.get(PAGE))


def test_letters_of_applications_are_not_among_it(kettle):
    petra = applies(published(kettle))
    kettle.settle()
    assert "No other mail" in text_of(kettle.hana.client.get(PAGE))
    place = f"{PAGE}{petra.conversation_id}"
    assert kettle.hana.client.post(f"{place}/removal").status_code == 404
    assert kettle.hana.client.post(f"{place}/replies", {"text": "x"}).status_code == 404
