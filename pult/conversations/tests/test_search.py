"""What was said is found again, in any form and script, and only by those who may read it."""

import pytest

from pult.conversations import operations, queries
from pult.conversations.queries import matching
from pult.customers import queries as customers


def test_a_word_is_found_in_every_form_and_script(kettle):
    kettle.mail("carl@example.org", "Pitanje", "Molim vas pošaljite mi račun za čajnik.")
    kettle.mail("mira@example.org", "Питање", "Нисам добила рачуне за октобар.")
    kettle.mail("joe@example.org", "Question", "Where is my kettle?")
    found = queries.search(kettle.ana.actor, "racun")
    assert [hit.conversation.customer.name for hit in found.hits] == ["mira@example.org", "carl@example.org"]
    assert "<mark>рачуне</mark>" in found.hits[0].passage


def test_a_number_comes_first(kettle):
    conversation = kettle.conversation()
    found = queries.search(kettle.ana.actor, f"#{conversation.pk}")
    assert found.hits[0].conversation == conversation


def test_the_subject_is_found_also_after_a_new_name(kettle):
    conversation = kettle.conversation(subject="Descaling")
    assert queries.search(kettle.ana.actor, "descaling").hits
    operations.set_subject(conversation, "Broken lid", by=kettle.ana.actor)
    assert not queries.search(kettle.ana.actor, "descaling").hits
    assert queries.search(kettle.ana.actor, '"broken lid"').hits


def test_nobody_finds_what_they_may_not_read(kettle):
    kettle.conversation(text="The secret word is zvrkomjer.")
    assert queries.search(kettle.lea.actor, "zvrkomjer").hits
    assert not queries.search(kettle.stella.actor, "zvrkomjer").hits
    assert not queries.search(kettle.eva.actor, "zvrkomjer").hits


def test_paging_goes_through_every_conversation_once(kettle):
    for number in range(7):
        kettle.mail(f"carl{number}@example.org", text="kettle kettle")
    first = queries.search(kettle.lea.actor, "kettle", limit=3)
    second = queries.search(kettle.lea.actor, "kettle", limit=3, older_than=first.older_than)
    third = queries.search(kettle.lea.actor, "kettle", limit=3, older_than=second.older_than)
    seen = [hit.conversation.pk for page in (first, second, third) for hit in page.hits]
    assert len(seen) == len(set(seen)) == 7
    assert third.older_than is None


def test_an_older_index_is_brought_up_to_date(kettle):
    from pult.conversations.models import MessageIndex

    conversation = kettle.conversation(text="Descaling needed")
    MessageIndex.objects.update(codes=[], analyser=0)
    assert operations.index_outdated() == 1
    assert queries.search(kettle.lea.actor, "descaling").hits[0].conversation == conversation


def test_a_customer_is_found_by_a_part_of_the_name_or_address(kettle):
    kettle.mail("carl@example.org", name="Carl Đurđević")
    assert [c.name for c in customers.search(kettle.ana.actor, "djurdj")] == ["Carl Đurđević"]
    assert [c.name for c in customers.search(kettle.ana.actor, "carl@example.org")] == ["Carl Đurđević"]
    assert customers.search(kettle.eva.actor, "carl") == []


def test_a_subject_is_found_while_it_is_being_typed_and_nothing_else(kettle):
    conversation = kettle.conversation(subject="Kettle leaks", text="It happened in the morning.")
    kettle.conversation("dora@example.org", subject="Lid", text="My kettle has no lid.")
    actor = kettle.ana.actor
    assert queries.by_subject(actor, "kett", limit=5) == [conversation]
    assert queries.by_subject(actor, "kettle lea", limit=5) == [conversation]
    assert queries.by_subject(actor, "morning", limit=5) == []
    assert queries.by_subject(actor, "", limit=5) == []
    assert queries.by_subject(kettle.stella.actor, "kett", limit=5) == []


def test_a_word_that_everybody_says_is_looked_for_among_the_newest_only(kettle, monkeypatch):
    oldest, *others = [
        kettle.conversation(f"carl{number}@example.org", subject="Kettle") for number in range(4)
    ]
    monkeypatch.setattr(matching, "NEWEST", others[-1].last_message_id - oldest.last_message_id)
    monkeypatch.setattr("pult.foundation.text.frequency.Frequencies.is_frequent", lambda *_, **__: True)
    assert queries.by_subject(kettle.ana.actor, "kettle", limit=2) == others[:0:-1]
    assert oldest not in queries.by_subject(kettle.ana.actor, "kettle", limit=5)


def test_the_beginning_of_a_word_finds_what_was_ever_said(kettle):
    first = kettle.conversation(text="Nothing but trouble with order PX-48213.")
    second = kettle.conversation("dora@example.org", text="My kettles are troublesome, order 482.")
    found = [hit.conversation for hit in queries.search(kettle.lea.actor, "trouble*").hits]
    assert found == [second, first]
    assert [hit.conversation for hit in queries.search(kettle.lea.actor, "4821*").hits] == [first]
    assert [hit.conversation for hit in queries.search(kettle.lea.actor, "order -4821*").hits] == [second]
    assert not queries.search(kettle.lea.actor, "zzz*").hits


@pytest.mark.parametrize("is_frequent", [True, False])
def test_words_that_are_said_often_and_seldom_are_found_alike(kettle, monkeypatch, is_frequent):
    for number in range(9):
        text = "kettle leaks" if number % 2 else "kettle lid"
        kettle.conversation(f"carl{number}@example.org", subject="Broken", text=text)
    monkeypatch.setattr(
        "pult.foundation.text.frequency.Frequencies.is_frequent", lambda *_, **__: is_frequent
    )
    monkeypatch.setattr("pult.foundation.text.frequency.Frequencies.share", lambda *_: 1.0)
    monkeypatch.setattr(matching, "NEWEST", 3)
    pages, older_than = [], None
    for _ in range(3):
        page = queries.search(kettle.lea.actor, '"broken" kettle -lid', limit=2, older_than=older_than)
        pages += [hit.conversation.customer.name for hit in page.hits]
        older_than = page.older_than
        if older_than is None:
            break
    assert pages == [f"carl{number}@example.org" for number in (7, 5, 3, 1)]
    assert older_than is None
