"""Canned replies on the desk: offered while writing, kept among the settings."""

from pult.conversations import operations
from pult.conversations.models import CannedReply
from pult.workspace.tests.budget import statements

HTMX = {"HX-Request": "true"}


def given(**more):
    return {"name": "Thanks", "shortcut": "", "reach": "everybody", "text_en": "Thank you.", **more}


def test_one_is_written_offered_counted_and_dropped(kettle):
    page = kettle.lea.client.get("/app/settings/canned/")
    assert "No canned replies yet" in page.content.decode()
    assert "{{ customer.name }}" in kettle.lea.client.get("/app/settings/canned/new/").content.decode()
    hello = "Hello {{ customer.first_name }}"
    assert (
        kettle.lea.client.post("/app/settings/canned/new/", given(text_en=f"<b>{hello}</b>")).status_code
        == 302
    )
    reply = CannedReply.objects.get()
    conversation = kettle.conversation("carl@example.org", name="Carl Carlsson")
    address = f"/app/conversations/{conversation.pk}/canned/"
    offered = kettle.ana.client.get(address, {"q": "th"}, headers=HTMX).content.decode()
    assert "&lt;b&gt;Hello Carl&lt;/b&gt;" in offered
    assert "No canned reply fits" in kettle.ana.client.get(address, {"q": "zz"}).content.decode()
    assert kettle.ana.client.post(f"/app/canned/{reply.pk}/use/").status_code == 204
    reply.refresh_from_db()
    assert reply.used == 1
    assert kettle.stella.client.get(address).status_code == 404
    assert kettle.lea.client.post(f"/app/settings/canned/{reply.pk}/removal/").status_code == 302
    assert not CannedReply.objects.exists()


def test_it_is_changed_by_those_who_may(kettle):
    kettle.lea.client.post("/app/settings/canned/new/", given())
    reply = CannedReply.objects.get()
    address = f"/app/settings/canned/{reply.pk}/"
    assert "Thank you." in kettle.lea.client.get(address).content.decode()
    refused = kettle.lea.client.post(address, given(text_en="{{ what.ever }}")).content.decode()
    assert "what.ever" in refused
    kettle.lea.client.post(address, given(name="Many thanks", reach=str(kettle.support.pk)))
    reply.refresh_from_db()
    assert (reply.name, reply.department) == ("Many thanks", kettle.support)
    assert kettle.ana.client.get(address).status_code == 404
    assert kettle.ana.client.post("/app/settings/canned/new/", given()).status_code == 200
    kettle.ana.client.post("/app/settings/canned/new/", given(reach="mine"))
    assert CannedReply.objects.get(owner=kettle.ana.member).name == "Thanks"


def test_the_list_costs_the_same_with_one_and_with_many(kettle):
    def write(number):
        operations.save_canned_reply(
            CannedReply(), name=f"No {number}", shortcut="", texts={"en": "Hi"}, by=kettle.lea.actor
        )

    write(0)
    one = statements(lambda: kettle.ana.client.get("/app/settings/canned/"))
    for number in range(1, 20):
        write(number)
    assert statements(lambda: kettle.ana.client.get("/app/settings/canned/")) == one
