"""Canned replies on the desk: offered while writing, kept among the settings."""

from django.core.files.uploadedfile import SimpleUploadedFile

from pult.conversations import operations
from pult.conversations.models import CannedFile, CannedReply
from pult.knowledge import operations as knowledge
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


def test_a_long_list_goes_on_by_name(kettle):
    for number in range(51):
        operations.save_canned_reply(
            CannedReply(),
            name=f"Reply {number:02}",
            shortcut=f"r{number}",
            texts={"en": "Hello"},
            by=kettle.lea.actor,
        )
    first = kettle.lea.client.get("/app/settings/canned/")
    assert "Reply 50" not in first.content.decode()
    second = kettle.lea.client.get("/app/settings/canned/" + first.context["older"])
    assert "Reply 50" in second.content.decode()
    assert "Reply 01" not in second.content.decode()


def test_a_file_goes_along_and_is_taken_out_again(kettle):
    manual = SimpleUploadedFile("Care <of> kettles.pdf", b"%PDF-1.4 boil it", "application/pdf")
    kettle.lea.client.post("/app/settings/canned/new/", given(files=[manual]))
    file = CannedFile.objects.get()
    conversation = kettle.conversation()
    offered = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/canned/").content.decode()
    assert f"/app/canned/files/{file.pk}/ Care &lt;of&gt; kettles.pdf" in offered
    answer = kettle.ana.client.get(f"/app/canned/files/{file.pk}/")
    assert b"boil it" in b"".join(answer.streaming_content) if answer.streaming else answer.content
    address = f"/app/settings/canned/{file.reply_id}/"
    assert "Care &lt;of&gt; kettles.pdf" in kettle.lea.client.get(address).content.decode()
    kettle.lea.client.post(address, given(dropped=[file.pk]))
    assert not CannedFile.objects.exists()
    assert kettle.ana.client.get(f"/app/canned/files/{file.pk}/").status_code == 404


def test_a_file_that_is_too_large_is_refused_at_the_form(kettle, settings):
    settings.MAX_ATTACHMENT_BYTES = 10
    large = SimpleUploadedFile("film.mp4", b"0" * 11)
    answer = kettle.lea.client.post("/app/settings/canned/new/", given(files=[large]))
    assert "film.mp4" in answer.content.decode()
    assert not CannedReply.objects.exists()


def test_two_question_marks_offer_published_articles_only(kettle):
    article = knowledge.write("Descaling", body="Boil **vinegar** in it.", by=kettle.lea.actor)
    conversation = kettle.conversation(text="How does descaling work?")
    address = f"/app/conversations/{conversation.pk}/articles/"
    assert "No published article fits." in kettle.ana.client.get(address, {"q": "desc"}).content.decode()
    knowledge.publish(article, by=kettle.lea.actor)
    kettle.settle()
    for asked in ({"q": "desc"}, {}):
        offered = kettle.ana.client.get(address, asked).content.decode()
        assert f"/hc/en/articles/{article.document_id}-descaling" in offered
        assert "Boil vinegar in it." in offered
    assert kettle.stella.client.get(address).status_code == 404
