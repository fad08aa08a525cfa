"""Addresses of customers, and forgetting one, as programs do it."""

import pytest

from pult.api.tests.test_api import Caller
from pult.customers.models import Customer

pytestmark = pytest.mark.django_db


def test_an_address_is_added_and_taken_away(kettle):
    ana = Caller(kettle.ana)
    carl = kettle.conversation("carl@example.org").customer
    dora = kettle.conversation("dora@example.org").customer
    there = f"/customers/{carl.pk}/identities"
    made = ana("POST", there, {"kind": "email", "value": "Carl@Home.example"})
    assert made.status_code == 201
    home = {"kind": "email", "value": "carl@home.example"}
    assert {**home, "is_main": False} in made.json()["identities"]
    chosen = ana("PUT", f"/customers/{carl.pk}/main-address", {"value": "Carl@Home.example"})
    assert {**home, "is_main": True} in chosen.json()["identities"]
    assert ana("PUT", f"/customers/{carl.pk}/main-address", {"value": "dora@example.org"}).status_code == 404
    assert ana("POST", there, {"kind": "email", "value": "dora@example.org"}).status_code == 409
    assert ana("DELETE", f"{there}/email/dora@example.org").status_code == 404
    assert ana("DELETE", f"{there}/email/carl@home.example").status_code == 200
    assert ana("DELETE", f"{there}/email/carl@example.org").status_code in {409, 422}
    assert dora.identities.count() == carl.identities.count() == 1


def test_a_customer_is_erased_by_name_only_and_by_those_who_may(kettle):
    carl = kettle.conversation("carl@example.org").customer
    there = f"/customers/{carl.pk}/erasure"
    assert Caller(kettle.ana)("POST", there, {"name": carl.name}).status_code == 403
    lea = Caller(kettle.lea)
    assert lea("POST", there, {"name": "Somebody"}).status_code in {409, 422}
    assert lea("POST", there, {"name": carl.name}).status_code == 202
    kettle.settle()
    gone = Customer.objects.get(pk=carl.pk)
    assert gone.erased_at is not None
    assert not gone.identities.exists()
