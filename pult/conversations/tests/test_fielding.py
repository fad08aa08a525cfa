"""Types of conversations, what their forms ask, and what has to be filled in before one is solved."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.errors import FieldsMissing
from pult.conversations.models import Conversation
from pult.conversations.queries import Chosen, Filter, Looking, Rule, Use, act_named, fitting
from pult.conversations.types import Status
from pult.customers import operations as customers
from pult.fields import operations as fields
from pult.fields.errors import UnknownField
from pult.fields.operations import Wanted
from pult.fields.queries import catalogue, values_of
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.actors import Kind as ActorKind
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord

pytestmark = pytest.mark.django_db
OURS = Audience.CONVERSATION


def field(key, kind=Kind.SHORT, **more):
    return fields.add_field(OURS, kind=kind, key=key, wanted=Wanted(names={"en": key}, **more), by=SYSTEM)


@pytest.fixture
def complaint():
    """A complaint asks whether something is broken, and if so, which part; that is required."""
    broken = field("broken", Kind.YES_NO, default=["no"])
    part = field("part", is_required=True)
    fields.show_only_when(part, other=broken, when=["yes"], by=SYSTEM)
    made = fields.add_type(names={"en": "Complaint"}, by=SYSTEM)
    fields.change_type(made, names=made.names, is_public=True, fields=[broken, part], by=SYSTEM)
    return made


def values(conversation):
    return values_of(OURS, conversation.pk)


def names_of(conversation):
    subject = f"conversation:{conversation.pk}"
    return list(EventRecord.objects.filter(subject=subject).order_by("pk").values_list("name", flat=True))


def test_a_type_brings_its_fields_and_their_defaults(kettle, complaint):
    leaks = kettle.conversation()
    with pytest.raises(UnknownField):
        operations.write_fields(leaks, {"broken": True}, by=kettle.ana.actor)
    operations.set_type(leaks, complaint.pk, by=kettle.ana.actor)
    assert values(leaks) == {"broken": False}
    version = leaks.version
    operations.write_fields(leaks, {"broken": True, "part": "Lid"}, by=kettle.ana.actor)
    operations.write_fields(leaks, {"part": "Lid"}, by=kettle.ana.actor)
    assert (values(leaks), leaks.version) == ({"broken": True, "part": "Lid"}, version + 1)
    assert names_of(leaks)[-3:] == [
        "conversation.type_set",
        "conversation.fields_written",
        "conversation.fields_written",
    ]


def test_what_is_shown_and_required_is_filled_in_before_it_is_solved(kettle, complaint):
    leaks = kettle.conversation()
    operations.set_type(leaks, complaint.pk, by=kettle.ana.actor)
    operations.write_fields(leaks, {"broken": True}, by=kettle.ana.actor)
    with pytest.raises(FieldsMissing, match="“part”") as no:
        operations.solve(leaks, by=kettle.ana.actor)
    assert no.value.keys == ["part"]
    with pytest.raises(FieldsMissing):
        operations.reply(leaks, by=kettle.ana.actor, text="Done.", then=Status.SOLVED)
    operations.write_fields(leaks, {"broken": False}, by=kettle.ana.actor)
    operations.solve(leaks, by=kettle.ana.actor)
    assert leaks.status == Status.SOLVED


def test_a_customer_solves_their_own_without_what_the_staff_fills_in(kettle):
    field("part", is_required=True)
    leaks = kettle.conversation()
    operations.solve(leaks, by=Actor(kind=ActorKind.CUSTOMER, id=leaks.customer_id))
    assert leaks.status == Status.SOLVED


def test_a_field_in_no_type_is_asked_of_every_conversation(kettle, complaint):
    field("order")
    leaks = kettle.conversation()
    operations.write_fields(leaks, {"order": "K-1"}, by=kettle.ana.actor)
    operations.set_type(leaks, complaint.pk, by=kettle.ana.actor)
    operations.set_type(leaks, None, by=kettle.ana.actor)
    assert values(leaks)["order"] == "K-1"


def test_the_one_that_goes_on_keeps_its_own_and_learns_the_rest(kettle, complaint):
    field("order")
    leaks, still = kettle.conversation(key="first"), kettle.conversation(key="second")
    operations.write_fields(leaks, {"order": "K-1"}, by=kettle.ana.actor)
    operations.set_type(still, complaint.pk, by=kettle.ana.actor)
    operations.write_fields(still, {"order": "K-2", "broken": True}, by=kettle.ana.actor)
    merge = operations.merge(still, into=leaks, by=kettle.ana.actor)
    leaks.refresh_from_db()
    assert (leaks.type_id, values(leaks)) == (complaint.pk, {"order": "K-1", "broken": True})
    operations.undo_merge(merge, by=kettle.ana.actor)
    leaks.refresh_from_db()
    assert (leaks.type_id, values(leaks)) == (None, {"order": "K-1"})
    assert values(still) == {"order": "K-2", "broken": True}


def test_erasing_forgets_what_tells_about_a_person(kettle):
    field("order")
    field("patient", is_personal=True)
    leaks = kettle.conversation()
    operations.write_fields(leaks, {"order": "K-1", "patient": "Carl"}, by=kettle.ana.actor)
    operations.erase_content(leaks, called="#1", by=SYSTEM)
    assert values(leaks) == {"order": "K-1"}


def test_the_desk_shows_the_form_saves_each_field_and_says_who_did(kettle, complaint):
    leaks = kettle.conversation()
    client, here = kettle.ana.client, f"/app/conversations/{leaks.pk}/"
    assert client.post(f"{here}type/", {"type": complaint.pk}).status_code == 200
    page = client.post(f"{here}fields/broken/", {"field-broken": "yes"}).content.decode()
    assert 'name="field-part"' in page
    assert "Needed before it is solved" in page
    assert "changed “broken”" in page
    assert client.post(f"{here}fields/part/", {"field-part": "x" * 201}).status_code == 422
    assert client.post(f"{here}fields/nothing/", {}).status_code == 404
    no = client.post(f"{here}status/", {"status": "solved"})
    assert (no.status_code, "“part”" in no.content.decode()) == (422, True)
    client.post(f"{here}fields/part/", {"field-part": "Lid"})
    assert 'value="Lid"' in client.get(here).content.decode()
    assert client.post(f"{here}status/", {"status": "solved"}).status_code == 200
    assert Conversation.objects.get(pk=leaks.pk).status == Status.SOLVED


def test_statements_do_not_grow_with_the_fields(kettle):
    leaks = kettle.conversation()
    client, here = kettle.ana.client, f"/app/conversations/{leaks.pk}/"

    def count():
        client.get(here)
        with CaptureQueriesContext(connection) as seen:
            client.get(here)
        return len(seen)

    without = count()
    for number in range(12):
        field(f"f{number}")
    operations.write_fields(leaks, {f"f{number}": "x" for number in range(12)}, by=kettle.ana.actor)
    assert count() <= without + 1


@pytest.fixture
def three(kettle, complaint):
    """Three conversations: a complaint about the lid, another of an important customer, and one of no type."""
    amount = field("amount", Kind.NUMBER, decimals=2)
    day = field("bought", Kind.DAY)
    vip = fields.add_field(
        Audience.CUSTOMER, kind=Kind.YES_NO, key="vip", wanted=Wanted(names={"en": "vip"}), by=SYSTEM
    )
    lid, leak, bill = (
        kettle.conversation(f"{name}@example.org", subject=name) for name in ("lid", "leak", "bill")
    )
    for one in (lid, leak):
        operations.set_type(one, complaint.pk, by=kettle.ana.actor)
    operations.write_fields(lid, {"broken": True, "part": "Lid", "amount": Decimal("12.5")}, by=SYSTEM)
    operations.write_fields(leak, {"bought": date(2026, 5, 1), "amount": Decimal(-3)}, by=SYSTEM)
    customers.write_fields(leak.customer, {"vip": True}, by=kettle.ana.actor)
    return {one.key: f"field-{one.pk}" for one in catalogue().fields} | {
        "type": "type",
        "complaint": str(complaint.pk),
        "amount": f"field-{amount.pk}",
        "bought": f"field-{day.pk}",
        "vip": f"field-{vip.pk}",
        "bill": bill,
    }


@pytest.mark.parametrize(
    ("name", "operator", "values", "found"),
    [
        ("type", "any_of", ["complaint"], ["leak", "lid"]),
        ("type", "none_of", ["complaint"], ["bill"]),
        ("type", "any_of", ["-"], ["bill"]),
        ("broken", "any_of", ["yes"], ["lid"]),
        ("broken", "any_of", ["-", "no"], ["bill", "leak"]),
        ("broken", "none_of", ["-"], ["leak", "lid"]),
        ("part", "any_of", ["Lid, Handle"], ["lid"]),
        ("part", "none_of", ["Lid"], ["bill", "leak"]),
        ("amount", "at_least", ["-3"], ["leak", "lid"]),
        ("amount", "at_most", ["12.49"], ["leak"]),
        ("bought", "since", ["2026-05-01"], ["leak"]),
        ("bought", "before", ["2026-05-01"], []),
        ("vip", "any_of", ["yes"], ["leak"]),
    ],
)
def test_fields_are_conditions(kettle, three, name, operator, values, found):
    asked = Rule(field=three[name], operator=operator, values=tuple(three.get(one, one) for one in values))
    assert asked.wrong() == ""
    looking = Looking(actor=kettle.lea.actor, at=timezone.now())
    fitting_ones = fitting(Filter(every=(asked,)), looking).values_list("subject", flat=True)
    assert sorted(fitting_ones) == found


def test_bad_amounts_and_choices_that_are_gone_are_named(three):
    assert Rule(field=three["amount"], operator="at_least", values=("1e5",)).wrong()
    assert Rule(field=three["broken"], operator="any_of", values=("perhaps",)).gone()


def test_acts_set_the_type_and_fill_in_fields(kettle, three):
    bill, by, at = three["bill"], kettle.ana.actor, timezone.now()

    def do(name, value):
        act = act_named(three[name])
        act.do(bill, value, by, at)

    with pytest.raises(Invalid, match="is not asked of this conversation"):
        do("part", "Lid")
    do("type", three["complaint"])
    do("broken", "yes")
    do("part", "Lid")
    do("amount", "7.25")
    assert values(bill) == {"broken": True, "part": "Lid", "amount": Decimal("7.25")}
    do("amount", "-")
    assert "amount" not in values(bill)
    assert Chosen(three["amount"], "many").wrong(Use.RULE)
    assert Chosen(three["amount"], "12").wrong(Use.RULE) == ""
    assert act_named(three["broken"]).label == "Set “broken”"


def test_whoever_writes_first_says_of_which_type_it_is(kettle, complaint):
    client = kettle.ana.client
    assert 'data-values="[&quot;yes&quot;]"' in client.get("/app/conversations/new/").content.decode()
    given = {
        "to": "new@example.org",
        "inbox": kettle.inbox.pk,
        "subject": "Your lid",
        "text": "We heard.",
        "type": complaint.pk,
        "field-broken": "no",
        "field-part": "x" * 300,
    }
    client.post("/app/conversations/new/", given | {"field-broken": "yes"})
    assert not Conversation.objects.exists()
    client.post("/app/conversations/new/", given)
    made = Conversation.objects.get()
    assert (made.type_id, values(made)) == (complaint.pk, {"broken": False})


def test_what_is_said_at_first_is_written_by_itself(kettle):
    field("broken", Kind.YES_NO, default=["no"])
    leaks = kettle.conversation()
    kettle.settle()
    assert values(leaks) == {"broken": False}
