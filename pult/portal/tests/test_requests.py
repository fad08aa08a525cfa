"""The customers' portal: signing in, reading, answering; and that nobody ever sees what is another's."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Status, Upload
from pult.customers import operations as customers
from pult.customers.models import Customer, MailedKey
from pult.fields import operations as fields
from pult.fields.operations import Wanted
from pult.fields.queries import values_of
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM
from pult.gateways.forms import operations as asking
from pult.gateways.forms.metrics import DEFLECTION
from pult.gateways.forms.models import Visit
from pult.gateways.forms.types import PortalNote
from pult.knowledge import operations as knowledge
from pult.metrics.models import Fact
from pult.portal.reading import reader_of
from pult.portal.session import customer_of
from tests.cast import Kettle

pytestmark = pytest.mark.django_db
HOME = "/hc/en/requests"
CARL, DORA = "carl@example.org", "dora@example.org"
PASSWORD = "a warm cup of tea"


def signed_in(customer: Customer) -> Client:
    """A window in which this customer is signed in."""
    client = Client()
    session = client.session
    session["customer"] = {"id": customer.pk, "stamp": customers.session_stamp(customer), "by_link_at": None}
    session.save()
    client.cookies["pult_session"] = str(session.session_key)
    return client


def content_of(answer: Any) -> bytes:
    """A file that was given out."""
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert found is not None
    return found[1]


@pytest.fixture
def carl(kettle: Kettle) -> Conversation:
    return kettle.conversation(CARL, name="Carl Carlsson")


@pytest.fixture
def window(carl: Conversation) -> Client:
    return signed_in(carl.customer)


def test_a_mailed_link_lets_its_owner_in_once(kettle: Kettle, carl: Conversation):
    client = Client()
    asked = client.post(f"{HOME}/links", {"address": "Carl@Example.org"})
    kettle.settle()
    assert asked["Location"] == f"{HOME}/sent"
    assert mail.outbox[0].to == ["Carl@Example.org"]
    link = link_in(mail.outbox[0])
    assert client.get(link).status_code == 200
    assert client.get(HOME).status_code == 302, "looking at the link opens nothing"
    before = client.session.session_key
    assert client.post(link)["Location"] == HOME
    assert client.session.session_key != before
    assert "My kettle leaks" in client.get(HOME).content.decode()
    assert Client().post(link)["Location"] == f"{HOME}/sign-in"


def test_a_stranger_gets_the_same_answer_and_no_mail(kettle: Kettle, carl: Conversation):
    known = Client().post(f"{HOME}/links", {"address": CARL}, follow=True)
    unknown = Client().post(f"{HOME}/links", {"address": "nobody@example.org"}, follow=True)
    kettle.settle()
    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [[CARL]]


def test_links_are_mailed_sparingly(kettle: Kettle, carl: Conversation):
    for _ in range(6):
        customers.mail_link(CARL, language="en")
    assert len(mail.outbox) == 3
    answers = [Client().post(f"{HOME}/links", {"address": CARL}).status_code for _ in range(22)]
    assert answers.count(302) == 20
    assert answers[-1] == 429


@pytest.mark.parametrize("spoilt", ["late", "forged", "other purpose"])
def test_a_link_that_is_no_good_opens_nothing(carl: Conversation, spoilt: str):
    customers.mail_link(CARL, language="en")
    link = link_in(mail.outbox[0])
    if spoilt == "late":
        MailedKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoilt == "forged":
        link = link[:-3] + "abc"
    else:
        MailedKey.objects.update(purpose="address")
    client = Client()
    client.post(link)
    assert client.get(HOME).status_code == 302


def test_a_password_lets_in_and_guessing_makes_it_wait(carl: Conversation):
    customers.set_password(carl.customer, PASSWORD, by=SYSTEM)
    given = {"address": CARL, "password": PASSWORD, "next": f"{HOME}/{carl.pk}"}
    assert Client().post(f"{HOME}/sign-in", given)["Location"] == f"{HOME}/{carl.pk}"
    for _ in range(5):
        assert Client().post(f"{HOME}/sign-in", given | {"password": "guess"}).status_code == 422
    locked = Client().post(f"{HOME}/sign-in", given)
    assert locked.status_code == 422
    assert "Too many" in locked.content.decode()


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "/app/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in(carl: Conversation, place: str):
    customers.set_password(carl.customer, PASSWORD, by=SYSTEM)
    given = {"address": CARL, "password": PASSWORD, "next": place}
    assert Client().post(f"{HOME}/sign-in", given)["Location"] == HOME


def test_a_new_password_ends_every_other_session(carl: Conversation, window: Client):
    other = signed_in(carl.customer)
    assert window.post(f"{HOME}/profile/password", {"password": "12345678"}).status_code == 422
    assert window.post(f"{HOME}/profile/password", {"password": PASSWORD}).status_code == 302
    assert window.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302
    assert "was changed" in mail.outbox[-1].subject
    wrong = {"current": "wrong", "password": "another warm cup"}
    assert window.post(f"{HOME}/profile/password", wrong).status_code == 422
    assert window.post(f"{HOME}/profile/password", wrong | {"current": PASSWORD}).status_code == 302


def test_customers_and_staff_are_two_worlds(kettle: Kettle, carl: Conversation, window: Client):
    assert window.get("/app/").status_code == 302
    assert window.get(f"/app/conversations/{carl.pk}/").status_code == 302
    assert kettle.ana.client.get(f"{HOME}/{carl.pk}").status_code == 302


def test_signing_out_leaves_the_staff_signed_in(kettle: Kettle, carl: Conversation):
    client = kettle.ana.client
    customers.mail_link(CARL, language="en")
    client.post(link_in(mail.outbox[0]))
    assert client.get(HOME).status_code == 200
    client.post(f"{HOME}/sign-out")
    assert client.get(HOME).status_code == 302
    assert client.get("/app/gallery").status_code == 200


def test_the_list_begins_with_what_is_open_and_with_an_empty_search(carl: Conversation, window: Client):
    page = window.get("/hc/en/requests").content.decode()
    assert f">{carl.subject}<" in page
    assert re.search(r'name="q"\s+value=""', page)
    assert re.search(r'show=open"\s+aria-current="page"', page)
    page = window.get("/hc/en/requests?q=unicorn").content.decode()
    assert 'value="unicorn"' in page
    assert "None of your requests says that." in page


def test_a_request_shows_what_was_said_and_never_a_note(kettle: Kettle, carl: Conversation, window: Client):
    conversations.note(carl, by=kettle.ana.actor, text="He is a difficult one.")
    kettle.reply(carl, "A new one is on its way.")
    page = window.get(f"{HOME}/{carl.pk}").content.decode()
    assert "It leaks from the bottom." in page
    assert "A new one is on its way." in page
    assert "Ana Horvat" in page
    assert "difficult" not in page
    assert "difficult" not in window.get(f"{HOME}?q=difficult").content.decode().replace(
        'value="difficult"', ""
    )


@pytest.mark.parametrize(
    ("status", "word"), [("on_hold", "Open"), ("pending", "Waiting for your answer"), ("solved", "Solved")]
)
def test_the_status_is_said_in_the_customers_words(
    kettle: Kettle, carl: Conversation, window: Client, status: str, word: str
):
    act = {"on_hold": conversations.hold, "pending": conversations.set_pending, "solved": conversations.solve}
    act[status](carl, by=kettle.ana.actor)
    page = window.get(f"{HOME}/{carl.pk}").content.decode()
    assert f"<span>{word}</span>" in page
    assert "On hold" not in page


def test_an_answer_with_a_file_opens_a_solved_request_once(
    kettle: Kettle, carl: Conversation, window: Client
):
    conversations.solve(carl, by=kettle.ana.actor)
    for _ in range(2):
        file = SimpleUploadedFile("leak.txt", b"it still leaks")
        given = {"text": "Still leaks.", "attachments": [file], "key": str(uuid.UUID(int=7))}
        window.post(f"{HOME}/{carl.pk}/answers", given)
    carl.refresh_from_db()
    assert carl.status == Status.OPEN
    assert carl.message_count == 2
    page = window.get(f"{HOME}/{carl.pk}").content.decode()
    address = re.search(rf'href="({HOME}/{carl.pk}/files/\d+/leak.txt)"', page)
    assert address is not None
    answer = window.get(address[1])
    assert content_of(answer) == b"it still leaks"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_closed_request_is_followed_by_a_new_one(kettle: Kettle, carl: Conversation, window: Client):
    conversations.solve(carl, by=kettle.ana.actor)
    conversations.close(carl, by=kettle.ana.actor)
    answered = window.post(f"{HOME}/{carl.pk}/answers", {"text": "Again.", "key": str(uuid.uuid4())})
    follower = Conversation.objects.get(follows=carl)
    assert answered["Location"] == f"{HOME}/{follower.pk}"


def test_the_customer_solves_and_rates(kettle: Kettle, carl: Conversation, window: Client):
    kettle.reply(carl)
    assert "Rate this request" not in window.get(f"{HOME}/{carl.pk}").content.decode()
    window.post(f"{HOME}/{carl.pk}/solution")
    kettle.settle()
    carl.refresh_from_db()
    assert carl.status == Status.SOLVED
    assert "Rate this request" in window.get(f"{HOME}/{carl.pk}").content.decode()
    survey = window.post(f"{HOME}/{carl.pk}/rating")
    assert window.get(survey["Location"]).status_code == 200
    again = window.post(f"{HOME}/{carl.pk}/rating")["Location"]
    # The same link, perhaps signed a second later.
    assert again.rsplit(":", 2)[0] == survey["Location"].rsplit(":", 2)[0]
    assert window.post(f"{HOME}/{carl.pk}/solution", follow=True).status_code == 200


def test_a_new_request_reaches_its_department(kettle: Kettle, carl: Conversation, window: Client):
    page = window.get(f"{HOME}/new").content.decode()
    assert "Support" in page
    given = {"inbox": kettle.inbox.pk, "subject": "A lid", "text": "I need a lid.", "key": str(uuid.uuid4())}
    assert window.post(f"{HOME}/new", given | {"subject": ""}).status_code == 422
    window.post(f"{HOME}/new", given)
    opened = Conversation.objects.get(subject="A lid")
    assert (opened.customer, opened.department) == (carl.customer, kettle.support)


def test_articles_are_suggested_while_somebody_writes_and_what_they_saved_is_counted(
    kettle: Kettle, carl: Conversation, window: Client
):
    translation = knowledge.write("Descaling a kettle", body="Fill it with vinegar.", by=kettle.lea.actor)
    knowledge.publish(translation, by=kettle.lea.actor)
    kettle.settle()
    page = window.get(f"{HOME}/new").content.decode()
    assert f'suggestions="{HOME}/new/suggestions"' in page
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    asked = {"q": "How do I descale my kettle?", "ticket": ticket}
    assert Client().get(f"{HOME}/new/suggestions", asked).status_code == 302
    [found] = window.get(f"{HOME}/new/suggestions", asked).json()["articles"]
    assert found["title"] == "Descaling a kettle"
    assert window.get(found["href"]).status_code == 200
    beacon = Client(enforce_csrf_checks=True)
    beacon.cookies = window.cookies
    for what in ("opened", "answered", "nonsense"):
        assert beacon.post(f"{HOME}/new/notes", {"ticket": ticket, "what": what}).status_code == 204
    window.get(f"{HOME}/new/suggestions", asked | {"ticket": "forged"})
    visit = Visit.objects.get()
    assert None not in (visit.opened_at, visit.answered_at)
    asking.settle_visits(at=timezone.now() + timedelta(hours=1))
    kettle.settle()
    assert Fact.objects.get(metric=DEFLECTION.key).value == 1.0


def test_a_request_that_is_sent_nevertheless_counts_as_sent(
    kettle: Kettle, carl: Conversation, window: Client
):
    page = window.get(f"{HOME}/new").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    asking.note_on_portal(ticket, PortalNote.SHOWN)
    given = {"inbox": kettle.inbox.pk, "subject": "A lid", "text": "I need one.", "key": str(uuid.uuid4())}
    window.post(f"{HOME}/new", given | {"ticket": ticket})
    asking.settle_visits(at=timezone.now() + timedelta(hours=1))
    assert Visit.objects.get().end == "sent"


@pytest.mark.parametrize(
    ("path", "name"), [("", "My requests"), ("/new", "My requests"), ("/profile", "My data")]
)
def test_the_page_that_is_open_is_marked(carl: Conversation, window: Client, path: str, name: str):
    page = window.get(f"{HOME}{path}").content.decode()
    here = re.search(r'<nav class="own-nav".*?aria-current="page">([^<]+)<', page, re.DOTALL)
    assert here is not None
    assert here[1] == name


# --- nobody sees what is another's

MATRIX = [
    # same company, allowed, may read
    (True, True, True),
    (True, False, False),
    (False, True, False),
    (False, False, False),
]


@pytest.mark.parametrize(("is_colleague", "is_allowed", "may_read"), MATRIX)
def test_colleagues_read_only_what_somebody_has_allowed(
    kettle: Kettle, carl: Conversation, is_colleague: bool, is_allowed: bool, may_read: bool
):
    hotel = customers.create_company("Hotel Jadran", by=SYSTEM)
    customers.place_in_company(carl.customer, hotel, by=SYSTEM)
    dora = kettle.conversation(DORA, name="Dora").customer
    other = hotel if is_colleague else customers.create_company("Café Lipa", by=SYSTEM)
    customers.place_in_company(dora, other, by=SYSTEM)
    customers.allow_company(dora, is_allowed=is_allowed, by=SYSTEM)
    client = signed_in(dora)
    assert (client.get(f"{HOME}/{carl.pk}").status_code == 200) is may_read
    assert (f"{HOME}/{carl.pk}" in client.get(HOME).content.decode()) is may_read
    assert (f"{HOME}/{carl.pk}" in client.get(f"{HOME}?q=leaks").content.decode()) is may_read
    # What is a colleague's stays theirs to solve and to rate.
    client.post(f"{HOME}/{carl.pk}/solution")
    carl.refresh_from_db()
    assert not carl.is_resolved


def test_a_new_company_takes_the_permission_away(kettle: Kettle, carl: Conversation):
    hotel = customers.create_company("Hotel Jadran", by=SYSTEM)
    customers.place_in_company(carl.customer, hotel, by=SYSTEM)
    customers.allow_company(carl.customer, is_allowed=True, by=SYSTEM)
    customers.place_in_company(carl.customer, customers.create_company("Café Lipa", by=SYSTEM), by=SYSTEM)
    carl.customer.refresh_from_db()
    assert not carl.customer.reads_company


def others_addresses(kettle: Kettle, carl: Conversation) -> list[tuple[str, str]]:
    upload = Upload(name="plan.txt", content_type="text/plain", content=b"secret")
    conversations.reply(carl, by=kettle.ana.actor, text="See the plan.", attachments=[upload])
    file = carl.messages.order_by("-pk").first().attachments.get()
    signed_in(carl.customer).post(f"{HOME}/profile/exports")
    from pult.portal.models import Export

    return [
        ("get", f"{HOME}/{carl.pk}"),
        ("post", f"{HOME}/{carl.pk}/answers"),
        ("post", f"{HOME}/{carl.pk}/solution"),
        ("post", f"{HOME}/{carl.pk}/rating"),
        ("get", f"{HOME}/{carl.pk}/files/{file.pk}/plan.txt"),
        ("get", f"{HOME}/profile/exports/{Export.objects.get().pk}"),
        ("post", f"{HOME}/profile/addresses/{carl.customer.identities.get().pk}/removal"),
    ]


def test_no_address_gives_out_what_is_another_customers(kettle: Kettle, carl: Conversation):
    dora = kettle.conversation(DORA, name="Dora")
    client = signed_in(dora.customer)
    for method, address in others_addresses(kettle, carl):
        assert getattr(client, method)(address).status_code == 404, address
        assert getattr(Client(), method)(address).status_code == 302, address
    own = carl.messages.order_by("-pk").first().attachments.get()
    assert client.get(f"{HOME}/{dora.pk}/files/{own.pk}/plan.txt").status_code == 404
    carl.refresh_from_db()
    assert carl.message_count == 2


def test_files_of_notes_are_nobodys(kettle: Kettle, carl: Conversation, window: Client):
    upload = Upload(name="inside.txt", content_type="text/plain", content=b"inside")
    note = conversations.note(carl, by=kettle.ana.actor, text="Look.", attachments=[upload])
    address = f"{HOME}/{carl.pk}/files/{note.attachments.get().pk}/inside.txt"
    assert window.get(address).status_code == 404


def test_what_is_kept_apart_or_played_is_not_listed(kettle: Kettle, carl: Conversation, window: Client):
    Conversation.objects.filter(pk=carl.pk).update(is_synthetic=True)
    assert window.get(f"{HOME}/{carl.pk}").status_code == 404
    Conversation.objects.filter(pk=carl.pk).update(is_synthetic=False, is_apart=True)
    assert window.get(f"{HOME}/{carl.pk}").status_code == 404


# --- own data


def test_a_further_address_counts_once_its_mailbox_was_opened(
    kettle: Kettle, carl: Conversation, window: Client
):
    window.post(f"{HOME}/profile/addresses", {"address": "carl@work.example"})
    link = link_in(mail.outbox[0])
    dora = signed_in(kettle.conversation(DORA).customer)
    dora.post(link)
    assert not carl.customer.identities.filter(value="carl@work.example").exists()
    assert window.get(link).status_code == 200
    window.post(link)
    identity = carl.customer.identities.get(value="carl@work.example")
    assert kettle.conversation("carl@work.example").customer == carl.customer
    window.post(f"{HOME}/profile/addresses/{identity.pk}/removal")
    last = carl.customer.identities.get()
    page = window.post(f"{HOME}/profile/addresses/{last.pk}/removal", follow=True).content.decode()
    assert "Your last address stays" in page


def test_an_address_of_somebody_else_stays_theirs(kettle: Kettle, carl: Conversation, window: Client):
    kettle.conversation(DORA)
    window.post(f"{HOME}/profile/addresses", {"address": DORA})
    page = window.post(link_in(mail.outbox[0]), follow=True).content.decode()
    assert "somebody else’s" in page
    assert carl.customer.identities.count() == 1


def test_customers_change_how_they_are_addressed(carl: Conversation, window: Client):
    assert window.post(f"{HOME}/profile", {"name": "", "language": "hr"}).status_code == 422
    window.post(f"{HOME}/profile", {"name": "Carl Gustav", "language": "hr"})
    carl.customer.refresh_from_db()
    assert (carl.customer.name, carl.customer.language) == ("Carl Gustav", "hr")


def test_closing_the_account_is_a_conversation_with_the_desk(carl: Conversation, window: Client):
    given = {"key": str(uuid.uuid4()), "words": "Thank you for the tea."}
    assert window.post(f"{HOME}/profile/erasure", given).status_code == 422
    window.post(f"{HOME}/profile/erasure", given | {"sure": "on"})
    asked = Conversation.objects.filter(customer=carl.customer).latest("pk")
    assert "erase" in asked.subject
    assert "Thank you for the tea." in asked.messages.get().text


def test_the_list_costs_the_same_for_three_and_for_thirty(
    kettle: Kettle, carl: Conversation, window: Client, django_assert_max_num_queries
):
    for number in range(25):
        kettle.mail(CARL, f"Matter {number}")
    with django_assert_max_num_queries(8):
        page = window.get(HOME).content.decode()
    assert page.count("own-card-subject") == 20
    older = re.search(r'rel="next"\s+href="([^"]+)"', page)
    assert older is not None
    rest = window.get(HOME + older[1].replace("&amp;", "&")).content.decode()
    assert rest.count("own-card-subject") == 6


def test_readers_are_known_by_their_session(kettle: Kettle, carl: Conversation, window: Client, rf):
    hotel = customers.create_company("Hotel Jadran", by=SYSTEM)
    customers.place_in_company(carl.customer, hotel, by=SYSTEM)
    request = window.get(HOME).wsgi_request
    delattr(request, "_customer")
    reader = reader_of(request)
    assert (reader.customer_id, reader.groups) == (carl.customer.pk, frozenset({hotel.pk}))
    nobody = reader_of(Client().get("/hc/en/requests/sign-in").wsgi_request)
    assert (nobody.customer_id, nobody.groups, nobody.actor.is_person) == (None, frozenset(), False)
    staff = reader_of(kettle.ana.client.get("/app/gallery").wsgi_request)
    assert staff.actor == kettle.ana.actor
    assert customer_of(request) == carl.customer


def test_an_unknown_language_is_no_page(kettle: Kettle):
    assert Client().get("/hc/de/requests").status_code == 404


def test_a_customer_says_of_which_type_it_is_and_fills_in_what_is_theirs(kettle):
    words = {"order": {"en": "Order number"}, "part": {"en": "Part"}, "hidden": {"en": "For us alone"}}
    _order, part, hidden = (
        fields.add_field(
            Audience.CONVERSATION,
            kind=Kind.SHORT,
            key=key,
            wanted=Wanted(names=names, is_public=key != "hidden"),
            by=SYSTEM,
        )
        for key, names in words.items()
    )
    made = fields.add_type(names={"en": "Return"}, is_public=True, by=SYSTEM)
    fields.change_type(made, names=made.names, is_public=True, fields=[part, hidden], by=SYSTEM)
    fields.add_type(names={"en": "Inside"}, by=SYSTEM)
    customer = kettle.conversation(CARL).customer
    client = signed_in(customer)
    page = client.get(f"{HOME}/new").content.decode()
    assert ("Return" in page, "field-part" in page, "Inside" in page, "For us alone" in page) == (
        True,
        True,
        False,
        False,
    )
    given = {
        "key": str(uuid.uuid4()),
        "inbox": kettle.inbox.pk,
        "subject": "Lid",
        "text": "It broke.",
        "type": made.pk,
        "field-order": "K-7",
        "field-part": "Lid",
        "field-hidden": "sneaky",
    }
    assert client.post(f"{HOME}/new", given | {"field-order": "x" * 201}).status_code == 422
    for _twice in range(2):
        assert client.post(f"{HOME}/new", given).status_code == 302
    request = Conversation.objects.get(subject="Lid")
    assert (request.type_id, values_of(Audience.CONVERSATION, request.pk)) == (
        made.pk,
        {"order": "K-7", "part": "Lid"},
    )
    conversations.write_fields(request, {"hidden": "costly"}, by=kettle.ana.actor)
    shown = client.get(f"{HOME}/{request.pk}").content.decode()
    assert ("K-7" in shown, "Return" in shown, "costly" in shown) == (True, True, False)
