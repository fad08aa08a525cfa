"""Policies with conditions: which one holds, what that asks of the database, and clocks that follow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.queries import Filter, Rule
from pult.conversations.types import Priority
from pult.customers import operations as customers
from pult.fields import operations as fields
from pult.fields.operations import Wanted
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.sla import operations, queries
from pult.sla.models import Clock, Policy
from pult.sla.types import Target

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
QUICK = {(target, priority): HOUR for target in Target for priority in Priority}
VIP = Rule(field="tags", operator="any_of", values=("vip",))
HOTEL = Rule(field="company", operator="any_of", values=("Hotel",))


def policy(name: str, *rules: Rule, either: tuple[Rule, ...] = (), **held: object) -> Policy:
    asked = Filter(every=rules, either=either)
    return operations.open_policy(name, conditions=asked, promises=QUICK, by=SYSTEM, **held)


def clock(conversation: Conversation) -> Clock:
    return Clock.objects.get(conversation=conversation, target=Target.FIRST_RESPONSE)


def test_tags_language_and_the_company_of_the_customer_decide(kettle):
    conversation = kettle.conversation()
    standard = Policy.objects.get()
    policy("Elsewhere", VIP, department=kettle.billing)
    hotel = policy("Hotel", HOTEL)
    vip = policy("Very important", either=(VIP, HOTEL))
    assert queries.policy_for(conversation) == standard
    conversations.set_tags(conversation, ["vip"], by=kettle.ana.actor)
    assert queries.policy_for(conversation) == vip
    customers.place_in_company(conversation.customer, customers.create_company("Hotel", by=SYSTEM), by=SYSTEM)
    assert queries.policy_for(conversation) == hotel


def test_however_many_ask_they_ask_once_and_those_without_ask_nothing(kettle):
    conversation = kettle.conversation()
    with CaptureQueriesContext(
        connection,
    ) as alone:
        queries.policy_for(conversation)
    for number in range(4):
        policy(f"Number {number}", VIP, HOTEL)
    queries.policy_for(conversation)
    with CaptureQueriesContext(connection) as asked:
        queries.policy_for(conversation)
    assert (len(alone), len(asked)) == (1, 2)


def test_clocks_follow_what_a_policy_asks_and_the_account_says_so(kettle):
    conversation, standard = kettle.conversation(), Policy.objects.get()
    vip = policy("Very important", VIP)
    conversations.set_tags(conversation, ["other"], by=kettle.ana.actor)
    kettle.settle()
    assert len(clock(conversation).steps) == 1
    conversations.set_tags(conversation, ["vip"], by=kettle.ana.actor)
    kettle.settle()
    assert (clock(conversation).policy, clock(conversation).within) == (vip, HOUR)
    page = kettle.ana.client.get(reverse("sla:explanation", args=[conversation.pk])).content.decode()
    assert "The policy “Very important” holds now: the target is 1 h" in page
    assert "Policy: Very important." in page
    conversations.set_tags(conversation, [], by=kettle.ana.actor)
    kettle.settle()
    assert clock(conversation).policy == standard


def test_clocks_follow_the_company_of_their_customer(kettle):
    conversation = kettle.conversation()
    hotel = policy("Hotel", HOTEL)
    company = customers.create_company("Inn", by=SYSTEM)
    customers.place_in_company(conversation.customer, company, by=SYSTEM)
    kettle.settle()
    assert clock(conversation).policy.is_default
    customers.change_company(company, name="Hotel", domain="", note="", by=SYSTEM)
    kettle.settle()
    assert clock(conversation).policy == hotel


def test_clocks_follow_types_and_own_fields_and_a_field_out_of_use_fits_nothing(kettle):
    conversation = kettle.conversation()
    order = fields.add_field(
        Audience.CONVERSATION, kind=Kind.SHORT, key="order", wanted=Wanted(names={"en": "Order"}), by=SYSTEM
    )
    made = fields.add_type(names={"en": "Complaint"}, by=SYSTEM)
    fields.change_type(made, names=made.names, is_public=True, fields=[order], by=SYSTEM)
    ordered = policy("Ordered", Rule(field=f"field-{order.pk}", operator="any_of", values=("K-1",)))
    complained = policy("Complaints", Rule(field="type", operator="any_of", values=(str(made.pk),)))
    conversations.set_type(conversation, made.pk, by=kettle.ana.actor)
    kettle.settle()
    assert clock(conversation).policy == complained
    conversations.write_fields(conversation, {"order": "K-1"}, by=kettle.ana.actor)
    kettle.settle()
    assert clock(conversation).policy == ordered
    fields.retire_field(order, by=SYSTEM)
    assert queries.policy_for(conversation) == complained


def test_only_what_lasts_can_be_asked(kettle):
    for field, operator, values in (
        ("status", "any_of", ("open",)),
        ("tags", "older", ("1",)),
        ("x", "y", ()),
    ):
        with pytest.raises(Invalid):
            policy("Wrong", Rule(field=field, operator=operator, values=values))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from([(), ("a",), ("b",), ("a", "b")]), max_size=5), st.sets(st.sampled_from("abc"))
)
def test_the_first_match_in_order_wins(kettle, asked, tags):
    Policy.objects.filter(is_default=False).delete()
    conversation = Conversation.objects.first() or kettle.conversation()
    Conversation.objects.update(tags=sorted(tags))
    rules = [tuple(Rule(field="tags", operator="any_of", values=(tag,)) for tag in one) for one in asked]
    opened = [policy(f"Number {number}", *one) for number, one in enumerate(rules)]
    first = next(
        (one for one, needed in zip(opened, asked, strict=True) if needed and tags >= {*needed}), None
    )
    assert queries.policy_for(conversation) == (first or Policy.objects.get(is_default=True))


def test_the_builder_adds_takes_away_complains_and_saves(kettle):
    one, mila = policy("Very important", VIP), kettle.mila.client
    path = reverse("sla:policy", args=[one.pk])
    sent = {"name": one.name, "all-0-field": "tags", "all-0-operator": "any_of", "all-0-value": "vip"}
    assert "Tags is one of: vip" in mila.get(path).content.decode()
    more = sent | {"step": "add-any", "new-any": "company"}
    part = mila.post(path, more, headers={"HX-Request": "true"}).content.decode()
    assert 'name="any-0-field"' in part
    assert "<html" not in part
    refused = mila.post(path, sent | {"all-0-value": ""})
    assert refused.status_code == 422
    assert "say what it is compared with" in refused.content.decode()
    assert mila.post(path, sent | {"all-0-value": "a, b"}).status_code == 302
    assert "Tags is one of: a, b" in mila.get(reverse("sla:policies")).content.decode()
