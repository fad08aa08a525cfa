"""What a department wants to know of its own about customers and companies, on their pages and over the API."""

import pytest

from pult.conversations import operations as conversations
from pult.customers import operations as customers
from pult.fields import operations as fields
from pult.fields.operations import Wanted
from pult.fields.queries import values_of
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db


def field(audience, key, kind=Kind.SHORT, **more):
    return fields.add_field(audience, kind=kind, key=key, wanted=Wanted(names={"en": key}, **more), by=SYSTEM)


@pytest.fixture
def carl(kettle):
    return kettle.conversation("carl@example.org").customer


def test_fields_of_a_customer_and_a_company_are_filled_in_on_their_pages(kettle, carl):
    client, here = kettle.ana.client, f"/app/customers/{carl.pk}/fields/"
    assert client.get(here).status_code == 404
    field(Audience.CUSTOMER, "since", Kind.DAY)
    field(Audience.COMPANY, "contract", Kind.LINK)
    assert client.post(here, {"field-since": "yesterday"}).status_code == 422
    assert client.post(here, {"field-since": "2026-03-01"}).status_code == 302
    page = client.get(f"/app/customers/{carl.pk}/").content.decode()
    assert ("2026-03-01" in page, here in page) == (True, True)
    leaks = carl.conversations.get()
    assert "2026-03-01" in client.get(f"/app/conversations/{leaks.pk}/").content.decode()
    acme = customers.create_company("Acme", by=kettle.ana.actor)
    there = f"/app/companies/{acme.pk}/"
    assert client.post(f"{there}fields/", {"field-contract": "javascript:alert(1)"}).status_code == 422
    client.post(f"{there}fields/", {"field-contract": "https://acme.example/1"})
    assert 'href="https://acme.example/1"' in client.get(there).content.decode()


def test_who_becomes_one_learns_what_is_empty_and_gives_it_back(kettle, carl):
    for key in ("size", "colour"):
        field(Audience.CUSTOMER, key)
    dora = kettle.conversation("dora@example.org").customer
    customers.write_fields(carl, {"size": "S"}, by=kettle.ana.actor)
    customers.write_fields(dora, {"size": "M", "colour": "red"}, by=kettle.ana.actor)
    done = customers.merge(dora, into=carl, by=kettle.ana.actor)
    kettle.settle()
    assert values_of(Audience.CUSTOMER, carl.pk) == {"size": "S", "colour": "red"}
    customers.undo_merge(done, by=kettle.ana.actor)
    assert values_of(Audience.CUSTOMER, carl.pk) == {"size": "S"}
    assert values_of(Audience.CUSTOMER, dora.pk) == {"size": "M", "colour": "red"}


def test_who_is_erased_is_forgotten_in_fields_as_well(kettle, carl):
    field(Audience.CUSTOMER, "size")
    field(Audience.CONVERSATION, "patient", is_personal=True)
    leaks = carl.conversations.get()
    customers.write_fields(carl, {"size": "S"}, by=kettle.ana.actor)
    conversations.write_fields(leaks, {"patient": "Carl"}, by=kettle.ana.actor)
    customers.ask_erasure(carl, typed=carl.name, by=kettle.lea.actor)
    kettle.settle()
    assert values_of(Audience.CUSTOMER, carl.pk) == {}
    assert values_of(Audience.CONVERSATION, leaks.pk) == {}
