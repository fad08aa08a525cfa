"""Panels in the settings, beside a conversation, and on a customer's page."""

import base64
import hashlib
import hmac
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.panels import operations
from pult.panels.models import SidePanel
from pult.panels.operations import Wanted
from pult.panels.types import Kind

from .shop import open_shop, panel

pytestmark = pytest.mark.django_db
PANELS = "/app/settings/panels"
SECRET = "a-secret-that-is-long-enough-to-sign"


@pytest.fixture
def shop(settings):
    settings.OUTGOING_HOSTS = ["127.0.0.0/8"]
    with open_shop() as one:
        yield one


def frame(**more):
    address = "https://crm.example:8443/card?mail={customer.email}"
    return operations.add_panel(
        Kind.FRAME, wanted=Wanted(**{"name": "CRM", "address": address, **more}), by=SYSTEM
    )


def link(**more):
    address = "https://crm.example/{customer.number}"
    return operations.add_panel(
        Kind.LINK, wanted=Wanted(**{"name": "Card", "address": address, **more}), by=SYSTEM
    )


def sent(shop, **more):
    return {
        "kind": "lookup",
        "name": "Shop",
        "address": f"http://127.0.0.1:{shop.port}/o?m={{customer.email}}",
        "secret": "s3cret",
        "keeps_minutes": "5",
        "on_conversations": "on",
        "on_customers": "on",
        "is_active": "on",
        "piece-label": ["Level", ""],
        "piece-where": ["customer.level", ""],
        "piece-shape": ["badge", "text"],
        **more,
    }


def test_an_administrator_adds_a_look_up_tries_it_and_keeps_its_secret(kettle, shop):
    client, customer = kettle.omar.client, kettle.conversation().customer
    assert client.get(f"{PANELS}/new").status_code == 200
    assert "piece-where" in client.get(f"{PANELS}/new?kind=lookup").content.decode()
    assert client.post(f"{PANELS}/new", sent(shop)).status_code == 302
    found = SidePanel.objects.get()
    page = client.get(f"{PANELS}/{found.pk}").content.decode()
    assert "customer.level" in page
    assert "s3cret" not in page + str(list(AuditRecord.objects.values_list("after", flat=True)))
    sealed = found.sealed_secret
    assert client.post(f"{PANELS}/{found.pk}", sent(shop, secret="", name="Our shop")).status_code == 302
    found.refresh_from_db()
    assert (found.name, found.sealed_secret) == ("Our shop", sealed)
    tried = client.post(f"{PANELS}/{found.pk}/trial", {"customer": f"#{customer.pk}"}).content.decode()
    assert "Gold" in tried
    assert "&quot;orders&quot;" in tried
    assert client.post(f"{PANELS}/{found.pk}/trial", {"customer": "nobody@x.y"}).status_code == 422
    client.post(f"{PANELS}/{found.pk}", sent(shop, secret="", forgets_secret="on"))
    found.refresh_from_db()
    assert found.sealed_secret == ""
    client.post(f"{PANELS}/{found.pk}/removal")
    assert not SidePanel.objects.exists()
    assert (
        list(AuditRecord.objects.filter(what__startswith="side_panel.").values_list("what", flat=True)) != []
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"address": "https://{customer.name}.example/"}, "host has to be written out"),
        ({"address": "https://10.0.0.1/"}, "private network"),
        ({"address": "http://shop.example/"}, "https://"),
        ({"piece-where": ["a[]", ""]}, "is no place in an answer"),
        ({"piece-label": ["", ""], "piece-where": ["", ""]}, "at least one value"),
        ({"address": "https://shop.example/{conversation.number}"}, "there is no conversation"),
        ({"on_customers": "", "on_conversations": ""}, "Choose where it is shown"),
        ({"header": "X Key:"}, "valid value"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(kettle, shop, more, sentence):
    answer = kettle.omar.client.post(
        f"{PANELS}/new", {k: v for k, v in sent(shop, **more).items() if v != ""}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")


def test_a_frame_never_shows_pult_itself_and_signs_with_a_long_secret(settings):
    for bad in (
        {"address": f"{settings.APP_URL}/app/"},
        {"is_signed": True},
        {"is_signed": True, "secret": "short"},
    ):
        with pytest.raises(Invalid):
            operations.add_panel(
                Kind.FRAME, wanted=Wanted(**{"name": "A", "address": "https://a.example/", **bad}), by=SYSTEM
            )


def test_the_desk_fetches_panels_after_the_page(kettle, shop):
    conversation = kettle.conversation()
    here = f"/app/conversations/{conversation.pk}/"
    assert f"{here}panels/" not in kettle.ana.client.get(here).content.decode()
    found, card = panel(shop), link()
    assert f'hx-get="{here}panels/"' in kettle.ana.client.get(here).content.decode()
    parts = kettle.ana.client.get(f"{here}panels/").content.decode()
    assert f'hx-get="{here}panels/{found.pk}/"' in parts
    assert f'href="https://crm.example/{conversation.customer_id}"' in parts
    assert shop.asked == []
    shown = kettle.ana.client.get(f"{here}panels/{found.pk}/").content.decode()
    assert "1,234.50 EUR" in shown
    assert "&lt;b&gt;18&lt;/b&gt;" in shown
    assert "javascript:" not in shown
    shop.status = 500
    silent = kettle.ana.client.get(f"{here}panels/{found.pk}/?again").content.decode()
    assert "did not answer" in silent
    assert "Ask again" in silent
    assert kettle.ana.client.get(f"{here}panels/{card.pk}/").status_code == 404
    customer = f"/app/customers/{conversation.customer_id}/"
    assert f'hx-get="{customer}panels/"' in kettle.ana.client.get(customer).content.decode()
    assert f"{customer}panels/{found.pk}/" in kettle.ana.client.get(f"{customer}panels/").content.decode()


def test_the_page_around_a_frame_lets_in_that_origin_and_nothing_else(kettle):
    conversation, found = kettle.conversation(), frame(is_signed=True, secret=SECRET)
    answer = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/panels/{found.pk}/frame/")
    policy = dict(one.strip().partition(" ")[::2] for one in answer["Content-Security-Policy"].split(";"))
    assert policy["frame-src"] == "https://crm.example:8443"
    assert (policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'")
    assert "X-Frame-Options" not in answer
    assert answer["Referrer-Policy"] == "no-referrer"
    page = answer.content.decode()
    assert "allow-top-navigation" not in page
    address = re.search(r'src="(https://[^"]+)"', page)[1].replace("&amp;", "&")
    query = parse_qs(urlsplit(address).query)
    head, body, signature = query["pult"][0].split(".")
    want = hmac.new(SECRET.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == want
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    assert (claims["email"], claims["conversation"]["number"]) == (kettle.ana.person.email, conversation.pk)
    assert claims["exp"] - claims["iat"] == 120
    desk = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/")
    assert "frame-src" not in desk["Content-Security-Policy"]


def test_a_panel_is_seen_in_its_departments_and_brands(kettle):
    conversation = kettle.conversation()
    here = f"/app/conversations/{conversation.pk}/panels/"
    link(departments=[kettle.support], name="Ours")
    link(departments=[kettle.billing], name="Theirs")
    link(brands=[1], name="House")
    link(brands=[99], name="Other brand")
    link(is_active=False, name="Hidden")
    link(on_conversations=False, name="Only customers")
    seen = re.findall(r'aria-label="([^"]+)"', kettle.ana.client.get(here).content.decode())
    assert seen == ["Ours", "House"]
    page = kettle.ana.client.get(f"/app/customers/{conversation.customer_id}/panels/").content.decode()
    assert re.findall(r'aria-label="([^"]+)"', page) == ["Ours", "House", "Other brand", "Only customers"]


def test_trying_a_link_goes_nowhere(kettle, shop):
    customer = kettle.conversation().customer
    card = link(address=f"http://127.0.0.1:{shop.port}/{{customer.number}}")
    tried = kettle.omar.client.post(f"{PANELS}/{card.pk}/trial", {"customer": str(customer.pk)})
    assert f'href="http://127.0.0.1:{shop.port}/{customer.pk}"' in tried.content.decode()
    assert shop.asked == []


def test_panels_stand_in_the_order_that_was_chosen(kettle):
    first, second = link(name="First"), link(name="Second")
    kettle.omar.client.post(f"{PANELS}/{second.pk}/place", {"place": "earlier"})
    assert list(SidePanel.objects.in_order()) == [second, first]
    assert "Second" in kettle.omar.client.get(PANELS).content.decode()
