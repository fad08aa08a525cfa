"""The made-up shop of the demo, as a system of its own that the desk asks."""

import pytest

from pult.demo import buying
from pult.panels.models import SidePanel

pytestmark = pytest.mark.django_db
ORDERS = "/demo/shop/orders"


def test_the_shop_tells_the_desk_alone_what_a_buyer_has_bought(kettle, settings, client):
    settings.DEMO = True
    kettle.conversation("carl@example.org")
    desk = {"Authorization": f"Bearer {buying.secret()}"}
    told = client.get(f"{ORDERS}?email=carl@example.org", headers=desk).json()
    assert len(told["orders"]) == 3
    assert told == client.get(f"{ORDERS}?email=Carl@example.org", headers=desk).json()
    assert client.get(f"{ORDERS}?email=nobody@example.org", headers=desk).status_code == 404
    assert client.get(f"{ORDERS}?email=carl@example.org").status_code == 401
    page = "/demo/shop/customer?email=carl@example.org"
    assert client.get(page).status_code == 404
    assert told["orders"][0]["number"] in kettle.ana.client.get(page).content.decode()


def test_its_panels_are_sound(settings):
    settings.OUTGOING_HOSTS = ["localhost"]
    settings.APP_URL = "http://localhost:8000"
    buying.show_the_shop()
    asked, opened = SidePanel.objects.in_order()
    assert asked.address == "http://localhost:8000/demo/shop/orders?email={customer.email}"
    assert opened.address == "http://localhost:8000/demo/shop/customer?email={customer.email}"
