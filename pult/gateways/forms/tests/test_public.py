"""Contact forms as visitors meet them: what comes in, what is refused, and how cheaply."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.gateways.email.models import OutgoingMail
from pult.gateways.email.operations.outbox import content_of
from pult.gateways.forms import operations
from pult.gateways.forms.models import ContactForm, Submission, Visit
from pult.gateways.forms.queries import told_in
from pult.gateways.forms.types import FieldDraft, FieldKind
from pult.inboxes.types import Channel
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Gap
from tests.cast import Kettle

from .returns import filled, returns, ticket

pytestmark = pytest.mark.django_db
PAGE = "/forms/returns/en"


@pytest.fixture
def form(kettle: Kettle) -> ContactForm:
    return returns(kettle)


@pytest.fixture
def visitor() -> Client:
    # The middleware for forged requests is on, as in real life: the form works without its cookie.
    return Client(enforce_csrf_checks=True)


def only() -> Conversation:
    return Conversation.objects.get()


def test_what_is_filled_in_becomes_a_conversation_once(kettle: Kettle, form: ContactForm, visitor: Client):
    for _ in range(2):
        assert visitor.post(PAGE, filled(form))["Location"] == f"{PAGE}/thanks"
    conversation = only()
    assert (conversation.channel, conversation.department) == (Channel.FORM, kettle.support)
    assert (conversation.subject, conversation.customer.name) == ("My kettle leaks", "Carl Carlsson")
    message = conversation.messages.get()
    assert message.text.startswith("What is it about?: A return\nOrder number: 4,711\n\nIt leaks")
    values = Submission.objects.get().values
    assert [(one["key"], one["value"]) for one in values] == [
        ("what_is_it_about", "a_return"),
        ("order_number", "4711"),
    ]
    assert told_in([message]) == {message.pk: values}
    assert "Thank you" in visitor.get(f"{PAGE}/thanks").content.decode()


def test_the_answer_goes_out_by_mail_and_comes_back_by_mail(
    kettle: Kettle, form: ContactForm, visitor: Client
):
    visitor.post(PAGE, filled(form))
    kettle.settle()
    kettle.reply(only(), "Send it back, please.")
    sent = OutgoingMail.objects.get(message__conversation=only())
    assert (sent.sender, sent.recipients) == (kettle.inbox.address, ["carl@example.org"])
    assert b"Send it back" in content_of(sent)
    kettle.mail("carl@example.org", "Re: My kettle leaks", "On its way.", claimed=only().pk)
    assert only().message_count == 3


@pytest.mark.parametrize(
    ("told", "is_taken"),
    [
        ({}, True),
        ({"f_order_number": ""}, False),
        ({"f_order_number": "many"}, False),
        ({"f_what_is_it_about": "something_else", "f_order_number": ""}, True),
        ({"f_what_is_it_about": "something_else", "f_order_number": "many"}, True),
        ({"f_what_is_it_about": "", "f_order_number": ""}, False),
        ({"f_what_is_it_about": "made_up"}, False),
        ({"email": "no address"}, False),
        ({"email": ""}, False),
        ({"text": "  "}, False),
        ({"text": "x" * 20_001}, False),
        ({"subject": "x" * 251}, False),
        ({"name": "x" * 161}, False),
        ({"text": "zero \x00 byte"}, False),
    ],
)
def test_conditions_and_duties_are_checked_here_too(
    form: ContactForm, visitor: Client, told: dict[str, Any], is_taken: bool
):
    assert (visitor.post(PAGE, filled(form, **told)).status_code == 302) is is_taken
    assert Conversation.objects.exists() is is_taken


def test_what_a_condition_hides_is_not_taken(form: ContactForm, visitor: Client):
    visitor.post(PAGE, filled(form, f_what_is_it_about="something_else"))
    assert [one["key"] for one in Submission.objects.get().values] == ["what_is_it_about"]
    assert "4,711" not in only().messages.get().text


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% load x %}",
    "\r\nBcc: everybody@example.org",
    "‮gnirts a fo dne eht",
    "'; DROP TABLE customers_customer; --",
    "😈" * 50,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(kettle: Kettle, form: ContactForm, visitor: Client, words: str):
    operations.add_field(form, FieldDraft(kind=FieldKind.LINE, labels={"en": words}, hints={}), by=SYSTEM)
    key = form.fields.get(position=3).key
    told = filled(form, name=words, subject=words, text=words, **{f"f_{key}": words})
    page = visitor.post(PAGE, told | {"f_order_number": "many"}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    visitor.post(PAGE, told)
    kettle.settle()
    assert "\n" not in only().subject
    seen = kettle.ana.client.get(f"/app/conversations/{only().pk}/").content.decode()
    assert "<script>alert" not in seen
    assert "<img src=x" not in seen
    kettle.reply(only())
    assert b"\nBcc:" not in content_of(OutgoingMail.objects.get(message__conversation=only()))


def test_hints_are_texts(form: ContactForm, visitor: Client):
    assert "&lt;b&gt;On&lt;/b&gt; the bill" in visitor.get(PAGE).content.decode()


@pytest.mark.parametrize("spoilt", ["none", "forged", "old", "too soon", "another form's"])
def test_a_page_is_sent_with_its_ticket(form: ContactForm, visitor: Client, spoilt: str):
    tickets = {
        "none": "",
        "forged": ticket(form)[:-2] + "xx",
        "old": ticket(form, age=13 * 3600),
        "too soon": ticket(form, age=0),
        "another form's": ticket(form, of=form.pk + 1),
    }
    answer = visitor.post(PAGE, filled(form, ticket=tickets[spoilt]))
    assert answer.status_code == 422
    assert "once more" in answer.content.decode()
    assert "It leaks from the bottom." in answer.content.decode(), "what was typed is kept"
    assert not Conversation.objects.exists()


def test_a_machine_is_thanked_and_forgotten(form: ContactForm, visitor: Client):
    assert visitor.post(PAGE, filled(form, website="https://spam.example")).status_code == 302
    assert not Conversation.objects.exists()


def test_ten_thousand_from_one_address_are_refused_cheaply(form: ContactForm, visitor: Client):
    answers = [
        visitor.post(PAGE, filled(form, ticket=ticket(form, number=number))).status_code
        for number in range(35)
    ]
    assert answers.count(302) == 30
    with CaptureQueriesContext(
        connection,
    ) as asked:
        refused = [visitor.post(PAGE, {"text": "x"}).status_code for _ in range(500)]
    assert set(refused) == {429}
    assert not [one for one in asked if "contact_form" in one["sql"] or "conversation" in one["sql"]]
    assert Conversation.objects.count() == 30


def test_files_are_known_by_their_bytes_and_bounded(form: ContactForm, visitor: Client, settings: Any):
    settings.MAX_ATTACHMENT_BYTES = 1000
    large = SimpleUploadedFile("large.txt", b"x" * 1001)
    assert visitor.post(PAGE, filled(form, attachments=[large])).status_code == 422
    many = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(6)]
    assert visitor.post(PAGE, filled(form, attachments=many)).status_code == 422
    page = SimpleUploadedFile("cat.png", b"<html><script>alert(1)</script>", content_type="image/png")
    assert visitor.post(PAGE, filled(form, attachments=[page])).status_code == 302
    file = only().messages.get().attachments.get().file
    assert not file.can_be_shown


def test_every_kind_of_field_comes_through(form: ContactForm, visitor: Client):
    kinds = {
        FieldKind.LINE: "a line",
        FieldKind.LONG: "two\nlines",
        FieldKind.CHECK: "on",
        FieldKind.DATE: "2026-03-31",
        FieldKind.EMAIL: "dora@example.org",
        FieldKind.FILE: SimpleUploadedFile("bill.txt", b"9 euro"),
    }
    for kind in kinds:
        operations.add_field(form, FieldDraft(kind=kind, labels={"en": f"My {kind}"}, hints={}), by=SYSTEM)
    visitor.post(PAGE, filled(form, **{f"f_my_{kind}": told for kind, told in kinds.items()}))
    told = {one["key"]: one["value"] for one in Submission.objects.get().values}
    assert told["my_line"] == "a line"
    assert told["my_check"] == "yes"
    assert told["my_date"] == "2026-03-31"
    assert told["my_file"] == "bill.txt"
    text = only().messages.get().text
    assert "My check: Yes" in text
    assert "My long:\ntwo" in text
    assert only().messages.get().attachments.get().name == "bill.txt"


def test_the_page_speaks_the_language_of_its_address(form: ContactForm, visitor: Client):
    page = visitor.get("/forms/returns/hr").content.decode()
    assert "Broj narudžbe" in page
    assert "Povrati" in page
    assert visitor.get("/forms/returns", headers={"accept-language": "hr"})["Location"] == "/forms/returns/hr"
    visitor.post("/forms/returns/hr", filled(form))
    assert only().language == "hr"
    assert "Broj narudžbe: 4.711" in only().messages.get().text


def test_only_open_forms_in_their_languages_are_there(kettle: Kettle, visitor: Client):
    form = returns(kettle, languages=["hr"])
    assert visitor.get(PAGE).status_code == 404
    assert visitor.get("/forms/returns/hr").status_code == 200
    assert visitor.get("/forms/returns", headers={"accept-language": "en"})["Location"] == "/forms/returns/hr"
    values = {"titles": form.titles, "department": kettle.support}
    operations.change_form(form, **values, is_open=False, by=SYSTEM)
    assert visitor.get("/forms/returns/hr").status_code == 404
    assert visitor.post("/forms/returns/hr", filled(form)).status_code == 404
    assert visitor.get("/forms/returns").status_code == 404


def test_other_pages_may_embed_it_as_it_says(kettle: Kettle, visitor: Client):
    form = returns(kettle, embed_hosts="https://shop.example")
    assert "frame-ancestors 'none'" in visitor.get(PAGE)["Content-Security-Policy"]
    inside = visitor.get(f"{PAGE}?embedded=1")
    assert "frame-ancestors https://shop.example" in inside["Content-Security-Policy"]
    assert "X-Frame-Options" not in inside
    assert "frame-height" in inside.content.decode()
    sent = visitor.post(f"{PAGE}?embedded=1", filled(form))
    assert sent["Location"] == f"{PAGE}/thanks?embedded=1"
    assert visitor.get(sent["Location"]).status_code == 200


def test_the_script_for_other_pages_is_small(kettle: Kettle, visitor: Client):
    answer = visitor.get("/form.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"pult-form" in answer.content
    assert len(answer.content) < 4000


def test_a_page_costs_the_same_with_three_fields_and_with_thirty(form: ContactForm, visitor: Client):
    visitor.get(PAGE)  # whether the house is set up is asked once
    with CaptureQueriesContext(connection) as few:
        visitor.get(PAGE)
    for number in range(27):
        operations.add_field(
            form, FieldDraft(kind=FieldKind.LINE, labels={"en": f"Field {number}"}, hints={}), by=SYSTEM
        )
    with CaptureQueriesContext(connection) as many:
        visitor.get(PAGE)
    assert len(many) == len(few)


def test_articles_are_suggested_and_what_none_answers_becomes_a_gap(
    kettle: Kettle, form: ContactForm, visitor: Client
):
    writer = kettle.lea.actor
    article = knowledge.write(
        "My kettle leaks", by=writer, body="Tighten the **lid**, then it leaks no more."
    )
    knowledge.publish(article, by=writer)
    kettle.settle()
    place = f"{PAGE}/suggestions"
    asked = {"q": "My kettle leaks", "ticket": ticket(form)}
    found = visitor.get(place, asked).json()["articles"][0]
    assert found["title"] == "My kettle leaks"
    assert found["href"].startswith(f"/hc/en/articles/{article.document_id}-")
    assert "<" not in found["passage"]
    assert Visit.objects.count() == 1
    assert visitor.get(place, {"q": "kettle"}).json() == {"articles": []}
    assert visitor.get(place, {"q": "My kettle leaks" * 99, "ticket": "forged"}).status_code == 200
    assert Visit.objects.count() == 1
    visitor.post(PAGE, filled(form, subject="Zeppelin moorings"))
    assert Gap.objects.get().question == "Zeppelin moorings"
    values = {"titles": form.titles, "department": kettle.support}
    operations.change_form(form, **values, is_open=True, suggests=False, by=SYSTEM)
    assert visitor.get(place, asked).json() == {"articles": []}
