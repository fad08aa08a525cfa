"""The customers' area: lists, notes, consent, and two records of one person."""

import pytest
from django.urls import reverse

from pult.conversations.models import Conversation
from pult.customers import operations
from pult.customers.models import Company, Consent, Customer, CustomerMerge, Identity, Note, Pair, Purpose
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.gateways.email.compose import address_of as mail_address_of
from pult.retention import operations as retention
from pult.workspace.queries.people import address_of
from pult.workspace.tests.budget import statements


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text: str = answer.content.decode()
    return text


@pytest.fixture
def pair(kettle) -> tuple[Customer, Customer]:
    old = kettle.conversation("carl.berg@example.org", name="Carl Berg").customer
    return old, kettle.conversation("carlberg+x@example.org", name="C. Berg", key="new").customer


def test_a_duplicate_is_merged_from_the_list_and_taken_apart_again(kettle, pair):
    client, (old, new) = kettle.ana.client, pair
    assert "Carl Berg" in shown(client, "/app/customers/duplicates/")
    found = Pair.objects.get()
    assert client.post(f"/app/customers/duplicates/{found.pk}/merge/", {"stays": "first"}).status_code == 302
    kettle.settle()
    assert "Carl Berg" not in shown(client, "/app/customers/duplicates/")
    assert client.get(f"/app/customers/{new.pk}/").headers["Location"] == f"/app/customers/{old.pk}/"
    page = shown(client, f"/app/customers/{old.pk}/")
    assert "carlberg+x@example.org" in page
    assert "C. Berg" in page
    done = CustomerMerge.objects.get()
    assert client.post(f"/app/customers/{old.pk}/merge/{done.pk}/undo/").status_code == 302
    kettle.settle()
    assert Conversation.objects.filter(customer=new).count() == 1
    assert Pair.objects.open().count() == 1


def test_not_the_same_person(kettle, pair):
    found = Pair.objects.get()
    for status in (302, 409):
        answer = kettle.ana.client.post(f"/app/customers/duplicates/{found.pk}/apart/")
        assert answer.status_code == status
    assert "Carl" not in shown(kettle.ana.client, "/app/customers/duplicates/")


def test_merging_by_hand(kettle, pair):
    old, new = pair
    client = kettle.ana.client
    assert "carlberg+x" in shown(client, f"/app/customers/{old.pk}/merge/?q=berg")
    assert client.post(f"/app/customers/{old.pk}/merge/", {"into": "x"}).status_code == 404
    assert client.post(f"/app/customers/{old.pk}/merge/", {"into": str(new.pk)}).status_code == 302
    assert Customer.objects.get(pk=old.pk).merged_into == new


def test_notes_of_customers_and_companies(kettle, pair):
    client, old = kettle.ana.client, pair[0]
    company = operations.create_company("Berg & Co.", by=SYSTEM)
    for address in (f"/app/customers/{old.pk}/", f"/app/companies/{company.pk}/"):
        assert client.post(f"{address}notes/", {"text": "Likes <b>tea</b>."}).status_code == 302
        assert client.post(f"{address}notes/", {"text": " "}).status_code == 422
        page = shown(client, address)
        assert "Likes &lt;b&gt;tea" in page
        assert "Ana Horvat" in page
    for note in Note.objects.all():
        assert client.post(f"/app/customers/notes/{note.pk}/removal/").status_code == 302
    assert not Note.objects.exists()


def test_consent_is_given_and_withdrawn(kettle, pair):
    client, old = kettle.ana.client, pair[0]
    admin = kettle.omar.client
    assert "No purposes yet" in shown(admin, "/app/purposes/")
    assert admin.post("/app/purposes/new/", {"name": "News", "is_active": "on"}).status_code == 302
    assert admin.post("/app/purposes/new/", {"name": "news", "is_active": "on"}).status_code == 422
    purpose = Purpose.objects.get()
    assert "News" in shown(admin, f"/app/purposes/{purpose.pk}/")
    assert "Never asked" in shown(client, f"/app/customers/{old.pk}/")
    for is_given in ("1", "0"):
        given = {"purpose": purpose.pk, "is_given": is_given, "source": "staff"}
        assert client.post(f"/app/customers/{old.pk}/consents/", given).status_code == 302
    assert list(Consent.objects.order_by("pk").values_list("is_given", flat=True)) == [True, False]
    assert "withdrawn" in shown(client, f"/app/customers/{old.pk}/")


def test_who_does_not_want_surveys_is_not_asked(kettle):
    conversation = kettle.conversation()
    purpose = operations.save_purpose(Purpose(name="Surveys", rules_surveys=True), by=SYSTEM)
    kettle.reply(conversation)
    operations.record_consent(conversation.customer, purpose, is_given=False, source="staff", by=SYSTEM)
    kettle.ana.client.post(f"/app/conversations/{conversation.pk}/status/", {"status": "solved"})
    from pult.feedback import operations as feedback

    assert feedback.invite(conversation) is None
    operations.record_consent(conversation.customer, purpose, is_given=True, source="staff", by=SYSTEM)
    assert feedback.invite(conversation) is not None


def test_the_list_is_filtered(kettle, pair):
    old, new = pair
    company = operations.create_company("Berg & Co.", domain="berg.example", by=SYSTEM)
    operations.place_in_company(old, company, by=SYSTEM)
    Identity.objects.filter(customer=new).update(undeliverable_since=new.created_at)
    client = kettle.ana.client
    Customer.objects.filter(pk=old.pk).update(language="hr")
    for asked, seen in [
        (f"company={company.pk}", old), ("language=hr", old), ("only=alone", new), ("only=undeliverable", new),
    ]:  # fmt: skip
        page = shown(client, f"/app/customers/?{asked}")
        other = new if seen == old else old
        assert f"/app/customers/{seen.pk}/" in page, asked
        assert f"/app/customers/{other.pk}/" not in page, asked
    assert "C. Berg" in shown(client, "/app/customers/?only=open")
    assert "Nobody was found" in shown(client, "/app/customers/?q=berg&language=en")
    assert shown(client, "/app/customers/?only=nonsense&company=x")
    page = shown(client, f"/app/companies/{company.pk}/")
    assert "1 open" in page
    assert "My kettle leaks" in page


def test_a_domain_that_is_everybodys_or_anothers_is_no_companys(kettle):
    client = kettle.ana.client
    for domain, words in (("Gmail.com", "anybody can have an address"), ("berg.example", "belongs to Berg")):
        operations.create_company("Berg", domain="berg.example", by=SYSTEM) if "berg" in domain else None
        answer = client.post("/app/companies/new/", {"name": "X", "domain": domain})
        assert answer.status_code in {409, 422}
        assert words in answer.content.decode()
    assert Company.objects.count() == 1


def test_a_hold_is_shown_on_the_pages_of_customer_and_company(kettle, pair):
    customer = pair[0]
    company = operations.create_company("Quay Ltd", by=kettle.lea.actor)
    operations.place_in_company(customer, company, by=kettle.lea.actor)
    theirs, firms = (
        reverse("workspace:customer", args=[customer.pk]),
        reverse("workspace:company", args=[company.pk]),
    )
    before = [statements(lambda page=page: kettle.ana.client.get(page)) for page in (theirs, firms)]
    for page in (theirs, firms):
        assert "egal hold" not in kettle.ana.client.get(page).content.decode()
    retention.hold_customer(customer, reason="Court file 7", by=kettle.omar.actor)
    assert "Court file 7" in kettle.ana.client.get(theirs).content.decode()
    assert "Legal hold" in kettle.ana.client.get(firms).content.decode()
    assert f'href="{reverse("retention:holds")}"' in kettle.omar.client.get(firms).content.decode()
    # Where something is held, its reason is asked for; elsewhere nothing is.
    after = [statements(lambda page=page: kettle.ana.client.get(page)) for page in (theirs, firms)]
    assert after == [before[0] + 1, before[1]]


def test_the_main_address_is_chosen_and_survives_a_merge(kettle, pair):
    old, new = pair
    client, page = kettle.ana.client, f"/app/customers/{new.pk}/"
    assert "main address" not in shown(client, page)
    home = operations.add_identity(new, IdentityKind.EMAIL, "berg@home.example", by=SYSTEM)
    phone = operations.add_identity(new, IdentityKind.PHONE, "+38511111", by=SYSTEM)
    assert address_of(new) == "carlberg+x@example.org"
    assert client.post(f"/app/identities/{home.pk}/main/").headers["Location"] == page
    assert client.post(f"/app/identities/{phone.pk}/main/").status_code == 422
    new.refresh_from_db()
    assert address_of(new) == "berg@home.example"
    assert "Make carlberg+x@example.org the main address" in shown(client, page)
    done = operations.merge(old, into=new, by=SYSTEM)
    kettle.settle()
    assert address_of(Customer.objects.get(pk=new.pk)) == "berg@home.example"
    operations.undo_merge(done, by=SYSTEM)
    operations.remove_identity(home, by=SYSTEM)
    assert address_of(Customer.objects.get(pk=new.pk)) == "carlberg+x@example.org"


def test_who_has_chosen_none_is_written_to_where_they_were_before_a_merge(kettle, pair):
    old, new = pair
    conversation = new.conversations.get()
    done = operations.merge(old, into=new, by=SYSTEM)
    kettle.settle()
    merged = Customer.objects.get(pk=new.pk)
    assert address_of(merged) == merged.main_email == "carlberg+x@example.org"
    conversation.participants.all().delete()
    to = mail_address_of(conversation, None)
    assert to is not None
    assert to.address == "carlberg+x@example.org"
    operations.undo_merge(done, by=SYSTEM)
    assert set(Customer.objects.values_list("main_email", flat=True)) == {""}
