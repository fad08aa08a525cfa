"""A customer, or a company, is for some colleagues only: the others see nothing of them and are given nothing."""

import pytest

from pult.conversations import operations as conversations
from pult.conversations.errors import NotInside
from pult.conversations.models import Conversation, Message
from pult.conversations.queries import search
from pult.customers import operations as customers
from pult.customers import queries
from pult.customers.errors import CannotMerge
from pult.customers.models import Customer
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.notifications.models import KeptNotice
from pult.routing import operations as routing

pytestmark = pytest.mark.django_db


@pytest.fixture
def carls(kettle):
    return kettle.conversation("carl@example.org", name="Carl Carlsson")


def restrict(kettle, thing, *inside):
    customers.restrict(thing, people=[one.person for one in inside], by=kettle.omar.actor)
    kettle.settle()


def test_nobody_outside_sees_a_restricted_customer_anywhere(kettle, carls):
    restrict(kettle, carls.customer, kettle.lea)
    for outsider in (kettle.ana, kettle.omar):
        actor = outsider.actor
        assert not Conversation.objects.visible_to(actor).exists()
        assert not Message.objects.visible_to(actor).exists()
        assert not Customer.objects.visible_to(actor).filter(pk=carls.customer_id).exists()
        assert queries.search(actor, "Carl") == []
        assert search(actor, "leaks").hits == []
        assert outsider.client.get(f"/app/conversations/{carls.pk}/").status_code == 404
        assert outsider.client.get(f"/app/customers/{carls.customer_id}/").status_code == 404
        assert "Carl" not in outsider.client.get("/app/customers/").content.decode()
    assert Conversation.objects.visible_to(kettle.lea.actor).get() == carls
    assert [one.pk for one in queries.search(kettle.lea.actor, "Carl")] == [carls.customer_id]
    assert kettle.lea.client.get(f"/app/conversations/{carls.pk}/").status_code == 200


def test_what_an_outsider_had_goes_back_and_none_is_given(kettle, carls):
    conversations.assign(carls, to=kettle.ana.member, by=kettle.lea.actor)
    restrict(kettle, carls.customer, kettle.lea)
    carls.refresh_from_db()
    assert carls.assignee_id is None
    with pytest.raises(NotInside):
        conversations.assign(carls, to=kettle.ana.member, by=kettle.lea.actor)
    assert routing.place(carls) is None
    KeptNotice.objects.all().delete()
    kettle.mail("carl@example.org", key="more", references=("<first@example.org>",))
    kettle.settle()
    assert not KeptNotice.objects.filter(person=kettle.ana.person).exists()


def test_a_company_is_restricted_with_all_its_people_and_those_to_come(kettle, carls):
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor, domain="lodges.example")
    restrict(kettle, lodges, kettle.lea)
    customers.place_in_company(carls.customer, lodges, by=kettle.lea.actor)
    new = kettle.conversation("new@lodges.example", key="new")
    seen = Conversation.objects.visible_to(kettle.ana.actor)
    assert not seen.exists()
    assert kettle.ana.client.get(f"/app/customers/companies/{lodges.pk}/").status_code == 404
    assert set(Conversation.objects.visible_to(kettle.lea.actor)) == {carls, new}
    customers.open_up(lodges, by=kettle.omar.actor)
    assert set(seen.all()) == {carls, new}


def test_the_restriction_stays_when_two_become_one(kettle, carls):
    other = kettle.conversation("carl@work.example", key="work").customer
    restrict(kettle, carls.customer, kettle.lea)
    secret = Customer.objects.get(pk=carls.customer_id)
    with pytest.raises(CannotMerge):
        customers.merge(secret, into=other, by=kettle.lea.actor)
    customers.merge(other, into=secret, by=kettle.lea.actor)
    kettle.settle()
    assert not Conversation.objects.visible_to(kettle.ana.actor).exists()


def test_nobody_is_shut_out_and_each_change_is_written_down(kettle, carls):
    with pytest.raises(Invalid):
        customers.restrict(carls.customer, people=[], by=kettle.omar.actor)
    restrict(kettle, carls.customer, kettle.lea)
    restrict(kettle, carls.customer, kettle.lea)
    record = AuditRecord.objects.get(what="customer.restricted")
    assert record.after == {"only_for": [kettle.lea.person.name]}
