"""Two brands under one roof: who sees which requests, articles and forms, and what stands on their mails."""

import email
from email import policy

import pytest
from django.core import mail as letters
from django.test import Client

from pult.accounts.types import Language
from pult.brands import operations as brands
from pult.brands import queries as known
from pult.brands.errors import InUse
from pult.brands.models import Brand
from pult.conversations.conditions import registry
from pult.conversations.models import Conversation
from pult.conversations.types import MessageKind
from pult.customers import operations as customers
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.gateways.email.compose import compose_reply
from pult.gateways.forms import operations as forms
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.knowledge import operations as knowledge
from pult.portal.session import KEY
from tests.cast import Kettle

pytestmark = pytest.mark.django_db
TEA = "help.tea.example"
SETTINGS = "/app/settings/brands"
CHOSEN = {"name": "Tea & Co.", "host": TEA, "colour": "#0f766e", "languages": ["en", "hr"], "is_listed": "on"}


@pytest.fixture
def tea(kettle: Kettle) -> Brand:
    return brands.open_brand(
        "Tea & Co.", host=TEA, colour="#0f766e", imprints={"en": "Tea & Co., Leaf Lane 1"}, by=SYSTEM
    )


@pytest.fixture
def door(kettle: Kettle, tea: Brand) -> Inbox:
    inbox = inboxes.open_inbox("Tea", address="help@tea.example", department=kettle.support, by=SYSTEM)
    inboxes.give_to_brand(tea, [inbox], by=SYSTEM)
    inbox.refresh_from_db()
    return inbox


def asked(kettle: Kettle, subject: str, inbox: Inbox | None = None) -> Conversation:
    house, kettle.inbox = kettle.inbox, inbox or kettle.inbox
    found = kettle.conversation(subject=subject)
    kettle.inbox = house
    return found


def guest(conversation: Conversation, brand: int = 1) -> Client:
    browser = Client()
    session = browser.session
    customer = conversation.customer
    session[KEY] = {
        "id": customer.pk,
        "stamp": customers.session_stamp(customer),
        "by_link_at": None,
        "brand": brand,
    }
    session.save()
    browser.cookies["pult_session"] = str(session.session_key)
    return browser


def test_a_customer_sees_at_a_brand_what_was_asked_there(kettle: Kettle, tea: Brand, door: Inbox):
    kettles, teas = asked(kettle, "My kettle leaks"), asked(kettle, "My tea is cold", door)
    at_house, at_tea = guest(kettles), guest(kettles, tea.pk)
    here, there = "/hc/en/requests?show=all", {"host": TEA}
    page = at_house.get(here).content.decode()
    assert "My kettle leaks" in page
    assert "My tea is cold" not in page
    page = at_tea.get(here, headers=there).content.decode()
    assert "My tea is cold" in page
    assert "My kettle leaks" not in page
    assert at_tea.get(f"/hc/en/requests/{kettles.pk}", headers=there).status_code == 404
    assert at_house.get(f"/hc/en/requests/{teas.pk}").status_code == 404
    assert "My kettle" not in at_tea.get(f"{here}&q=kettle", headers=there).content.decode().partition(
        "<main"
    )[2].replace('value="kettle"', "")
    form = at_tea.get("/hc/en/requests/new", headers=there)
    assert [one.pk for one in form.context["form"].fields["inbox"].queryset] == [door.pk]


def test_a_sign_in_at_one_brand_is_none_at_another(kettle: Kettle, tea: Brand, door: Inbox):
    teas = asked(kettle, "My tea is cold", door)
    stolen = guest(teas).get("/hc/en/requests", headers={"host": TEA})
    assert stolen["Location"].startswith("/hc/en/requests/sign-in")
    kept = guest(teas, tea.pk).get("/hc/en/requests")
    assert kept["Location"].startswith("/hc/en/requests/sign-in")


def test_the_mailed_link_leads_to_the_brand(kettle: Kettle, tea: Brand, door: Inbox):
    asked(kettle, "My tea is cold", door)
    letters.outbox.clear()
    Client(headers={"host": TEA}).post("/hc/en/requests/links", {"address": "carl@example.org"})
    kettle.settle()
    (letter,) = letters.outbox
    assert f"{tea.address}/hc/en/requests/entry/" in letter.body
    assert "Tea & Co." in letter.subject


def test_a_reply_carries_the_brand(kettle: Kettle, tea: Brand, door: Inbox):
    conversation = asked(kettle, "My tea is cold", door)
    message = kettle.reply(conversation)
    said = email.message_from_bytes(compose_reply(message, message_id="x@y"), policy=policy.default)
    plain, html = said.get_body(("plain",)).get_content(), said.get_body(("html",)).get_content()
    assert f"Tea & Co. · {tea.address}/hc\nTea & Co., Leaf Lane 1" in plain.replace("\r\n", "\n")
    assert f'href="{tea.address}/hc"' in html
    assert "Leaf Lane 1" in html


def test_a_house_with_one_brand_signs_as_before(kettle: Kettle):
    message = kettle.reply(asked(kettle, "My kettle leaks"))
    assert message.kind == MessageKind.REPLY
    assert b"/hc" not in compose_reply(message, message_id="x@y")
    assert registry.condition_named("brand") is None


def test_a_category_may_be_for_one_brand(kettle: Kettle, tea: Brand):
    shelf = knowledge.add_category({"en": "Leaves"}, by=SYSTEM, brands=[tea])
    inner = knowledge.add_category({"en": "Green"}, by=SYSTEM, parent=shelf)
    article = knowledge.write("Steep for two minutes", by=SYSTEM, body="Not longer.", category=inner)
    knowledge.publish(article, by=SYSTEM)
    knowledge.index_document(article.document_id)
    path = f"/hc/en/articles/{article.document_id}-{article.slug}"
    at_tea = Client(headers={"host": TEA})
    assert at_tea.get(path).status_code == 200
    assert Client().get(path).status_code == 404
    for search in (
        "/hc/en/search?q=steep",
        "/hc/en/search/suggestions?q=steep",
        "/hc/en/feed",
        "/hc/sitemap.xml",
    ):
        assert article.slug in at_tea.get(search).content.decode()
        assert article.slug not in Client().get(search).content.decode()


def test_a_form_stands_at_its_brand_and_at_the_house(kettle: Kettle, tea: Brand):
    form = forms.open_form(
        "leaves",
        titles={"en": "Leaves"},
        department=kettle.support,
        languages=list(Language.values),
        by=SYSTEM,
    )
    house = forms.open_form(
        "pots", titles={"en": "Pots"}, department=kettle.support, languages=list(Language.values), by=SYSTEM
    )
    inboxes.give_to_brand(tea, [form.inbox], by=SYSTEM)
    at_tea = Client(headers={"host": TEA})
    assert at_tea.get("/forms/leaves/en").status_code == 200
    assert at_tea.get(f"/forms/{house.key}/en").status_code == 404
    assert "Tea &amp; Co." in Client().get("/forms/leaves/en").content.decode()


def test_views_and_rules_ask_for_a_brand(kettle: Kettle, tea: Brand, door: Inbox):
    kettles, teas = asked(kettle, "My kettle leaks"), asked(kettle, "My tea is cold", door)
    condition = registry.condition_named("brand")
    assert condition is not None
    seen = Conversation.objects.visible_to(kettle.lea.actor)
    for operator, values, expected in (
        ("any_of", [str(tea.pk)], {teas}),
        ("any_of", ["1"], {kettles}),
        ("none_of", ["1"], {teas}),
        ("any_of", ["1", str(tea.pk)], {kettles, teas}),
    ):
        assert set(seen.filter(condition.q(operator, values, None))) == expected
    page = kettle.lea.client.get("/app/views/open/").content.decode()
    assert page.count("Tea &amp; Co.") >= 1


def test_staff_set_up_a_brand(kettle: Kettle):
    made = kettle.mila.client.post(f"{SETTINGS}/new", CHOSEN | {"doors": [kettle.inbox.pk]})
    where = made["Location"]
    kettle.inbox.refresh_from_db()
    assert where == f"{SETTINGS}/{kettle.inbox.brand_id}"
    assert "Tea &amp; Co." in kettle.mila.client.get(SETTINGS).content.decode()
    assert kettle.mila.client.post(f"{where}/removal").status_code == 409
    assert kettle.mila.client.post(where, CHOSEN | {"name": "Leaves"})["Location"] == where
    kettle.inbox.refresh_from_db()
    assert kettle.inbox.brand_id is None
    assert kettle.mila.client.post(f"{where}/removal")["Location"] == SETTINGS
    assert kettle.ana.client.get(SETTINGS).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"host": "no host"}, {"host": "localhost"}, {"name": ""}, {"colour": "teal"}, {"languages": []}],
    ids=str,
)
def test_what_makes_no_brand_is_explained(kettle: Kettle, wrong: dict[str, object]):
    assert kettle.mila.client.post(f"{SETTINGS}/new", CHOSEN | wrong).status_code == 422
    assert Brand.objects.count() == 0


def test_two_brands_cannot_share_an_address(kettle: Kettle, tea: Brand):
    page = kettle.mila.client.post(f"{SETTINGS}/new", CHOSEN | {"host": TEA.upper()})
    assert page.status_code == 422
    assert "Another brand has this address already." in page.content.decode()


def test_a_brand_in_use_stays(kettle: Kettle, tea: Brand):
    inboxes.give_to_brand(tea, [kettle.inbox], by=SYSTEM)
    with pytest.raises(InUse):
        brands.remove_brand(tea, by=SYSTEM)
    inboxes.give_to_brand(tea, [], by=SYSTEM)
    brands.remove_brand(tea, by=SYSTEM)
    assert not known.is_several()
    told = AuditRecord.objects.filter(about=f"brand:{tea.pk}").order_by("pk").values_list("what", flat=True)
    assert list(told) == ["brand.opened", "brand.changed", "brand.changed", "brand.removed"]
