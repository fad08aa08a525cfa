"""Side conversations on the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pult.conversations import operations
from pult.conversations.models import Attachment, Conversation, SideConversation
from pult.conversations.operations import Asked
from pult.conversations.types import SideState
from pult.workspace.tests.budget import statements
from tests.scene import scene

COURIER = "dispatch@courier.example"


@pytest.fixture
@scene
def parcel(kettle):
    return kettle.conversation(
        "carl@example.org", subject="Where is my parcel?", text="My street is Private Lane 7."
    )


def page(name: str, *args: int) -> str:
    return reverse(f"workspace:{name}", args=args)


def ask(kettle, parcel, address: str = COURIER) -> SideConversation:
    return operations.open_side(
        parcel, to=[Asked(address=address)], subject="Parcel 4711", text="Where is it?", by=kettle.ana.actor
    )


def test_an_agent_asks_a_courier_reads_the_answer_and_is_done(kettle, parcel):
    client = kettle.ana.client
    sheet = client.get(page("new-side", parcel.pk)).content.decode()
    assert "From help@kettle.example" in sheet
    given = {
        "to": f"Dispatch <{COURIER}>; boss@courier.example",
        "subject": "Parcel 4711",
        "text": "Where is it?",
        "opens_parent": "on",
        "attachments": SimpleUploadedFile("label.txt", b"4711"),
    }
    sent = client.post(page("new-side", parcel.pk), given)
    side = SideConversation.objects.select_related("conversation").get()
    there = page("side", parcel.pk, side.pk)
    assert (sent.status_code, sent["Location"]) == (302, there)
    (message,) = side.conversation.messages.all()
    assert "Private Lane" not in message.text
    assert message.envelope["to"] == [["Dispatch", COURIER], ["", "boss@courier.example"]]
    kettle.mail(COURIER, "Re: Parcel 4711", "In Rijeka.", addressed=side.pk)
    shown = client.get(there).content.decode()
    assert "In Rijeka." in shown
    assert "label.txt" in shown
    (file,) = Attachment.objects.all()
    assert client.get(page("attachment", file.pk)).status_code == 200
    assert kettle.stella.client.get(page("attachment", file.pk)).status_code == 404
    client.post(page("side-messages", parcel.pk, side.pk), {"text": "Thank you."})
    client.post(page("side-state", parcel.pk, side.pk))
    client.post(page("side-setting", parcel.pk, side.pk), {})
    side = SideConversation.objects.select_related("conversation").get()
    assert (side.state, side.opens_parent) == (SideState.DONE, False)


def test_what_the_customer_wrote_goes_along_only_where_it_is_chosen(kettle, parcel):
    said = parcel.messages.get()
    given = {"to": COURIER, "subject": "An address", "text": "Is this right?", "quotes": [said.pk]}
    kettle.ana.client.post(page("new-side", parcel.pk), given)
    text = SideConversation.objects.get().conversation.messages.get().text
    assert text == "Is this right?\n\n> My street is Private Lane 7."


def test_a_refusal_keeps_what_was_written(kettle, parcel):
    given = {"to": "carl@example.org", "subject": "Parcel", "text": "Dear Carl"}
    refused = kettle.ana.client.post(page("new-side", parcel.pk), given).content.decode()
    assert "takes part in the conversation itself" in refused
    assert "Dear Carl" in refused
    assert not SideConversation.objects.exists()


def test_the_conversation_shows_them_and_warns_before_it_is_solved(kettle, parcel):
    side = ask(kettle, parcel)
    shown = kettle.ana.client.get(page("conversation", parcel.pk)).content.decode()
    for words in (
        "Side conversations · 1 not done",
        f"Side conversation with {COURIER}: opened",
        page("side", parcel.pk, side.pk),
        "A side conversation is not done. Solve this anyway?",
    ):
        assert words in shown, words
    operations.solve(Conversation.objects.get(pk=parcel.pk), by=kettle.ana.actor)
    shown = kettle.ana.client.get(page("conversation", parcel.pk)).content.decode()
    assert "not everything asked beside it is done" in shown


def test_many_cost_no_more_than_one(kettle, parcel):
    def look():
        kettle.ana.client.get(page("conversation", parcel.pk))

    ask(kettle, parcel)
    one = statements(look)
    for number in range(7):
        ask(kettle, parcel, f"courier{number}@courier.example")
    assert statements(look) == one
    assert "3 more" in kettle.ana.client.get(page("conversation", parcel.pk)).content.decode()


def test_a_search_leads_beside(kettle, parcel):
    side = ask(kettle, parcel)
    found = kettle.ana.client.get("/app/search/", {"q": "4711"}).content.decode()
    assert f"{page('side', parcel.pk, side.pk)}#message-" in found
    assert "Side conversation:" in found


def test_another_departments_are_not_there(kettle, parcel):
    side = ask(kettle, parcel)
    client = kettle.stella.client
    assert client.get(page("side", parcel.pk, side.pk)).status_code == 404
    for name in ("side-messages", "side-state", "side-setting"):
        assert client.post(page(name, parcel.pk, side.pk), {"text": "x"}).status_code == 404
    other = kettle.conversation("dora@example.org")
    assert kettle.ana.client.get(page("side", other.pk, side.pk)).status_code == 404
