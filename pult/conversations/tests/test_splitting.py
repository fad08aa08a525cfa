"""Messages about another matter become a conversation of their own; who takes no part only points somewhere."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.conversations import operations
from pult.conversations.errors import CannotMerge, CannotSplit, Empty
from pult.conversations.models import Conversation, Message
from pult.conversations.queries.search import search
from pult.conversations.types import MessageKind, Outcome, Status


def again(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def invoice_and_leak(kettle) -> tuple[Conversation, Message]:
    """Carl writes about a leak, and then about an invoice in the same conversation."""
    leak = kettle.conversation(subject="My kettle leaks", key="leak")
    kettle.reply(leak, text="Please send a photo.")
    asks = kettle.mail("carl@example.org", "Re: My kettle leaks", "Where is my invoice?", claimed=leak.pk)
    return again(leak), asks.message


def split(kettle, conversation, *messages: Message, subject="The invoice") -> Conversation:
    made = operations.split(
        conversation, messages=[one.pk for one in messages], subject=subject, by=kettle.ana.actor
    )
    kettle.settle()
    return again(made)


def test_the_message_goes_and_both_are_true(kettle):
    leak, invoice = invoice_and_leak(kettle)
    made = split(kettle, leak, invoice)
    leak = again(leak)
    assert (made.subject, made.message_count, made.preview) == ("The invoice", 1, "Where is my invoice?")
    assert (made.status, made.waiting_since, made.follows) == (Status.NEW, invoice.at, leak)
    assert (made.customer, made.department, made.assignee) == (leak.customer, leak.department, leak.assignee)
    assert (leak.message_count, leak.waiting_since, leak.preview) == (2, None, "Please send a photo.")
    assert leak.last_customer_message_id == leak.messages.get(kind=MessageKind.CUSTOMER).pk


def test_an_answer_to_a_split_message_finds_the_new_conversation(kettle):
    leak, invoice = invoice_and_leak(kettle)
    made = split(kettle, leak, invoice)
    received = kettle.mail(
        "carl@example.org", "Re: My kettle leaks", references=(invoice.external_id,), addressed=leak.pk
    )
    assert (received.outcome, received.conversation.pk) == (Outcome.APPENDED, made.pk)


def test_both_are_found_by_their_own_names(kettle):
    leak, invoice = invoice_and_leak(kettle)
    made = split(kettle, leak, invoice, subject="Rechnungskopie")
    found = [hit.conversation.pk for hit in search(kettle.ana.actor, "Rechnungskopie").hits]
    assert found == [made.pk]


def test_merging_makes_it_one_again_also_of_two_customers(kettle):
    leak = kettle.conversation(subject="My kettle leaks", cc=(("Dora", "dora@example.org"),))
    theirs = kettle.mail("dora@example.org", "Re: My kettle leaks", "Mine, too.", addressed=leak.pk)
    assert theirs.conversation == leak
    made = split(kettle, leak, theirs.message, subject="Dora's kettle")
    assert made.customer != leak.customer
    assert {one.value for one in made.participants.all()} >= {"dora@example.org"}
    assert not made.participants.filter(value="carl@example.org").exists()
    operations.merge(made, into=again(leak), by=kettle.ana.actor)
    assert again(leak).message_count == 2


@pytest.mark.parametrize("which", ["nothing", "everything", "note"])
def test_something_goes_and_something_stays(kettle, which):
    leak, _invoice = invoice_and_leak(kettle)
    noted = operations.note(leak, by=kettle.ana.actor, text="She is in a hurry.")
    keys = {"nothing": [], "everything": leak.messages.values_list("pk", flat=True), "note": [noted.pk]}
    with pytest.raises(CannotSplit):
        operations.split(leak, messages=keys[which], subject="Another", by=kettle.ana.actor)


def test_what_is_closed_stays_and_a_name_is_needed(kettle):
    leak, invoice = invoice_and_leak(kettle)
    with pytest.raises(Empty):
        operations.split(leak, messages=[invoice.pk], subject=" ", by=kettle.ana.actor)
    operations.solve(leak, by=kettle.ana.actor)
    operations.close(again(leak), by=kettle.ana.actor)
    with pytest.raises(CannotSplit):
        operations.split(leak, messages=[invoice.pk], subject="Another", by=kettle.ana.actor)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_splitting_and_merging_loses_nothing(kettle, data):
    leak = kettle.conversation(subject="Everything", key=f"all-{kettle.letters}")
    for number in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            kettle.mail("carl@example.org", "Re: Everything", f"Letter {number}", claimed=leak.pk)
        else:
            kettle.reply(leak, text=f"Answer {number}")
    before = list(leak.messages.order_by("pk").values_list("pk", "text"))
    chosen = data.draw(st.sets(st.integers(0, len(before) - 1), min_size=1))
    keys = {before[one][0] for one in chosen}
    try:
        made = operations.split(again(leak), messages=keys, subject="Some", by=kettle.ana.actor)
    except CannotSplit:
        assert len(keys) == len(before)
        return
    parts = [set(one.messages.values_list("pk", flat=True)) for one in (leak, made)]
    assert parts[0] | parts[1] == {pk for pk, _text in before}
    assert parts[1] == keys
    for one in (again(leak), again(made)):
        assert one.message_count == one.messages.count()
        assert one.last_message_id == one.messages.latest("pk").pk
    operations.merge(again(made), into=again(leak), by=kettle.ana.actor)
    assert list(leak.messages.order_by("pk").values_list("pk", "text")) == before


def test_whoever_takes_no_part_opens_a_conversation_that_points_there(kettle):
    leak = kettle.conversation(subject="My kettle leaks", key="leak")
    for number, how in enumerate([{"references": ("<leak@example.org>",)}, {"addressed": leak.pk}]):
        sender = f"eva{number}@example.net"
        received = kettle.mail(sender, "Re: My kettle leaks", "I have it now.", **how)
        assert received.outcome == Outcome.OPENED
        assert operations.hint_of(received.conversation) == leak.pk
    assert again(leak).message_count == 1


def test_one_click_moves_it_and_its_sender_takes_part_from_then_on(kettle):
    leak = kettle.conversation(subject="My kettle leaks", key="leak")
    eva = kettle.mail("eva@example.net", "Re: My kettle leaks", references=("<leak@example.org>",))
    operations.merge(eva.conversation, into=leak, by=kettle.ana.actor)
    assert operations.hint_of(leak) is None
    answer = kettle.mail("eva@example.net", "Re: My kettle leaks", "Yes.", addressed=leak.pk)
    assert (answer.outcome, answer.conversation) == (Outcome.APPENDED, leak)


def test_a_hint_is_refused_once_and_for_all(kettle):
    leak = kettle.conversation(subject="My kettle leaks", key="leak")
    eva = kettle.mail("eva@example.net", "Hello", references=("<leak@example.org>",)).conversation
    operations.refuse_hint(eva, by=kettle.ana.actor)
    assert operations.hint_of(eva) is None
    with pytest.raises(CannotMerge):
        operations.merge(eva, into=leak, by=kettle.ana.actor)


def test_an_answer_without_any_trace_points_to_the_open_one_of_that_name(kettle):
    leak = kettle.conversation(subject="My kettle leaks")
    bare = kettle.mail("carl@example.org", "Odg: RE: my kettle leaks", "Still.")
    assert (bare.outcome, operations.hint_of(bare.conversation)) == (Outcome.OPENED, leak.pk)
    operations.solve(leak, by=kettle.ana.actor, at=leak.opened_at + timedelta(hours=1))
    later = kettle.mail("carl@example.org", "Re: Something else", "Hello.")
    assert operations.hint_of(later.conversation) is None
