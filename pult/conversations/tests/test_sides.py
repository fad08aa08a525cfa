"""Side conversations: others are asked beside a customer's matter, and neither side reads the other's."""

import pytest

from pult.conversations import operations
from pult.conversations.errors import CannotOpenSide, Empty, IsClosed
from pult.conversations.models import Conversation, Message, MessageIndex, SideConversation
from pult.conversations.operations import Asked
from pult.conversations.queries import search
from pult.conversations.types import Delivery, Outcome, SideState, Status
from pult.customers.models import Customer
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from tests.scene import scene

COURIER = "dispatch@courier.example"


@pytest.fixture
@scene
def parcel(kettle):
    return kettle.conversation("carl@example.org", subject="Where is my parcel?", text="It has not come.")


def ask(kettle, parcel, *addresses: str, **how) -> SideConversation:
    to = [Asked(address=one) for one in addresses or (COURIER,)]
    given = {"subject": "Parcel 4711", "text": "Where is parcel 4711?"} | how
    side = operations.open_side(parcel, to=to, by=kettle.ana.actor, **given)
    kettle.settle()
    return again(side)


def again(side: SideConversation) -> SideConversation:
    return SideConversation.objects.select_related("conversation", "parent").get(pk=side.pk)


def answers(kettle, side: SideConversation, sender: str = COURIER, **letter):
    received = kettle.mail(sender, "Re: Parcel 4711", "It is in Rijeka.", **({"addressed": side.pk} | letter))
    kettle.settle()
    return received


def names_of_facts(pk: int) -> list[str]:
    return list(EventRecord.objects.filter(subject=f"conversation:{pk}").values_list("name", flat=True))


def test_the_courier_is_asked_and_answers_beside(kettle, parcel):
    side = ask(kettle, parcel)
    assert (side.state, side.parent) == (SideState.WAITING, parcel)
    received = answers(kettle, side, references=(side.conversation.messages.get().external_id,))
    assert (received.outcome, received.conversation.pk) == (Outcome.APPENDED, side.pk)
    assert again(side).state == SideState.ANSWERED
    assert parcel.messages.count() == 1
    operations.close_side(again(side), by=kettle.ana.actor)
    assert again(side).state == SideState.DONE
    found = names_of_facts(parcel.pk)
    assert [name for name in found if name.startswith("side.")] == [
        "side.opened",
        "side.answered",
        "side.closed",
    ]


def test_an_answer_wakes_the_parent_only_where_that_is_wished(kettle, parcel):
    wakes, leaves = ask(kettle, parcel), ask(kettle, parcel, "store@supplier.example", opens_parent=False)
    for side, sender, after in (
        (leaves, "store@supplier.example", Status.PENDING),
        (wakes, COURIER, Status.OPEN),
    ):
        operations.set_pending(Conversation.objects.get(pk=parcel.pk), by=kettle.ana.actor)
        answers(kettle, side, sender)
        parcel.refresh_from_db()
        assert parcel.status == after
    operations.solve(parcel, by=kettle.ana.actor)
    answers(kettle, wakes)
    parcel.refresh_from_db()
    assert (parcel.status, parcel.waiting_since) == (Status.OPEN, None)


def test_what_was_done_goes_on_with_an_answer_and_a_closed_parent_stays_closed(kettle, parcel):
    side = ask(kettle, parcel)
    operations.close_side(side, by=kettle.ana.actor)
    operations.solve(parcel, by=kettle.ana.actor)
    operations.close(parcel, by=kettle.ana.actor)
    assert answers(kettle, side).conversation.pk == side.pk
    parcel.refresh_from_db()
    assert (again(side).state, parcel.status) == (SideState.ANSWERED, Status.CLOSED)
    with pytest.raises(IsClosed):
        ask(kettle, parcel, "store@supplier.example")


@pytest.mark.parametrize("sender", ["carl@example.org", "stranger@example.net", "other@courier.example"])
def test_nobody_joins_who_was_not_written_to(kettle, parcel, sender):
    side = ask(kettle, parcel)
    name = side.conversation.messages.get().external_id
    # The courier copies others in; that alone lets nobody in.
    answers(kettle, side, cc=(("", "carl@example.org"), ("", "other@courier.example")))
    before = side.conversation.messages.count()
    received = answers(kettle, side, sender, references=(name,))
    assert received.outcome == Outcome.OPENED
    assert received.conversation.pk not in {side.pk, parcel.pk}
    assert side.conversation.messages.count() == before
    assert "may_belong" not in received.message.extras or received.message.extras["may_belong"] == parcel.pk


def test_a_customer_who_was_written_to_before_they_were_one_does_not_join_either(kettle, parcel):
    side = ask(kettle, parcel)
    parcel.customer.identities.create(kind="phone", value="+385123")
    Customer.objects.get(identities__value=COURIER).identities.update(customer=parcel.customer)
    assert answers(kettle, side).outcome == Outcome.OPENED


def test_the_courier_is_in_no_list_of_customers_before_they_write_for_themselves(kettle, parcel):
    side = ask(kettle, parcel)
    third = side.conversation.customer
    answers(kettle, side)
    third.refresh_from_db()
    assert third.is_apart
    assert not Customer.objects.visible_to(kettle.ana.actor).filter(pk=third.pk).exists()
    assert kettle.mail(COURIER, "We have new prices").conversation.customer == third
    third.refresh_from_db()
    assert not third.is_apart


def test_who_may_not_read_the_parent_reads_nothing_beside_it(kettle, parcel):
    side = ask(kettle, parcel)
    for reader, sees in ((kettle.ana, True), (kettle.lea, True), (kettle.stella, False), (kettle.eva, False)):
        assert SideConversation.objects.visible_to(reader.actor).filter(pk=side.pk).exists() == sees
        assert not Conversation.objects.visible_to(reader.actor).filter(pk=side.pk).exists()
        assert not Message.objects.visible_to(reader.actor).filter(conversation=side.pk).exists()


def test_a_search_for_what_was_asked_finds_the_parent(kettle, parcel):
    side = ask(kettle, parcel)
    answers(kettle, side)
    (hit,) = search(kettle.ana.actor, "Rijeka").hits
    assert (hit.conversation, hit.side_id) == (parcel, side.pk)
    assert search(kettle.stella.actor, "Rijeka").hits == []


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("carl@example.org", CannotOpenSide),
        ("HELP+12@kettle.example", CannotOpenSide),
        ("nobody", Invalid),
        ("", Invalid),
    ],
)
def test_some_cannot_be_asked(kettle, parcel, address, refusal):
    with pytest.raises(refusal):
        ask(kettle, parcel, address)
    assert not SideConversation.objects.exists()


def test_there_is_something_to_say_and_a_subject(kettle, parcel):
    for how in ({"text": " "}, {"subject": " "}):
        with pytest.raises(Empty):
            ask(kettle, parcel, **how)


def test_sent_twice_is_asked_once(kettle, parcel):
    assert ask(kettle, parcel, client_key="one") == ask(kettle, parcel, client_key="one")
    assert SideConversation.objects.count() == 1


def test_more_can_be_written_and_it_is_their_turn_again(kettle, parcel):
    side = ask(kettle, parcel, COURIER, "boss@courier.example")
    answers(kettle, side, "boss@courier.example")
    message = operations.write_in_side(again(side), text="Thank you. And when?", by=kettle.ana.actor)
    assert [address for _name, address in message.envelope["to"]] == [COURIER, "boss@courier.example"]
    assert again(side).state == SideState.WAITING
    operations.close_side(again(side), by=kettle.ana.actor)
    operations.reopen_side(again(side), by=kettle.ana.actor)
    assert again(side).state == SideState.WAITING


def test_a_merge_takes_them_along_and_an_undo_gives_them_back(kettle, parcel):
    side = ask(kettle, parcel)
    other = kettle.conversation("carl@example.org", subject="And my kettle?")
    done = operations.merge(parcel, into=other, by=kettle.ana.actor)
    assert again(side).parent == other
    assert [hit.conversation for hit in search(kettle.ana.actor, "4711").hits] == [other]
    answers(kettle, side)
    operations.undo_merge(done, by=kettle.ana.actor)
    assert again(side).parent == parcel
    assert not MessageIndex.objects.filter(conversation_id=other.pk, message__conversation=side.pk).exists()


def test_what_did_not_arrive_is_news_of_the_parent(kettle, parcel):
    side = ask(kettle, parcel)
    operations.record_delivery(side.conversation.messages.get(), Delivery.BOUNCED, by=SYSTEM, detail="5.1.1")
    kettle.settle()
    assert "side.undelivered" in names_of_facts(parcel.pk)


def test_erasing_the_customer_erases_what_was_asked_about_them(kettle, parcel):
    side = ask(kettle, parcel)
    operations.erase_content(parcel, called="Customer 1", by=SYSTEM)
    assert not Conversation.objects.filter(pk=side.pk).exists()
    assert not SideConversation.objects.exists()


def test_erasing_the_courier_leaves_the_customers_matter(kettle, parcel):
    side = ask(kettle, parcel)
    operations.erase_asked(side.conversation.customer_id, by=SYSTEM)
    assert list(Conversation.objects.all()) == [parcel]
