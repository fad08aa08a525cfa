"""Stories of the queue: who is asked, who takes it, what happens when nobody does."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.inboxes.types import Channel
from pult.routing import operations as routing
from pult.routing import queries
from pult.routing.errors import OfferOver
from pult.routing.models import Offer, Wait
from pult.routing.queries.turns import load_of
from pult.routing.types import Left, Reach, Result, Rules
from pult.workforce import operations as workforce
from pult.workforce.models import Member
from pult.workforce.types import Presence

from .queueing import open_offer, visitor


def only(kettle, *players):
    """Nobody else is here."""
    for one in (kettle.ana, kettle.lea, kettle.stella, kettle.mila):
        if one not in players:
            workforce.set_presence(one.member, Presence.OFFLINE, by=SYSTEM)
    kettle.settle()


def test_a_chat_is_offered_to_somebody_of_its_department_and_taken(kettle):
    only(kettle, kettle.ana, kettle.stella)
    chat = visitor(kettle)
    offer = open_offer(chat)
    assert chat.assignee is None
    assert offer.member == kettle.ana.member
    assert offer.expires_at - offer.offered_at == timedelta(seconds=30)
    routing.accept(offer, by=kettle.ana.actor)
    chat.refresh_from_db()
    wait = Wait.objects.get(conversation=chat)
    assert chat.assignee == kettle.ana.member
    assert (wait.outcome, wait.member) == (Left.ANSWERED, kettle.ana.member)
    assert queries.place_in_queue(chat) is None


def test_whose_customer_has_gone_makes_room_for_the_next_and_takes_it_again_when_they_are_back(kettle):
    only(kettle, kettle.ana)
    routing.set_room(kettle.ana.member, Channel.CHAT, is_taking=True, capacity=1, by=SYSTEM)
    first = visitor(kettle, 1)
    routing.accept(open_offer(first), by=kettle.ana.actor)
    second = visitor(kettle, 2)
    assert open_offer(second) is None
    assert routing.note_departure(first)
    assert open_offer(second).member == kettle.ana.member
    assert not routing.note_departure(first)
    assert [one.conversation for one in queries.floor(kettle.lea.actor).running] == []
    # What goes on by mail is work all the same.
    assert load_of([kettle.ana.member.pk]) == {kettle.ana.member.pk: 1}
    routing.accept(open_offer(second), by=kettle.ana.actor)
    first.refresh_from_db()
    routing.note_return(first)
    assert queries.load_on(Channel.CHAT, [kettle.ana.member.pk]) == {kettle.ana.member.pk: 2}
    assert load_of([kettle.ana.member.pk]) == {}
    assert {one.conversation for one in queries.floor(kettle.lea.actor).running} == {first, second}


def test_only_whoever_is_asked_can_take_it_and_only_once(kettle):
    only(kettle, kettle.ana)
    offer = open_offer(visitor(kettle))
    with pytest.raises(OfferOver):
        routing.accept(offer, by=kettle.stella.actor)
    routing.accept(offer, by=kettle.ana.actor)
    with pytest.raises(OfferOver):
        routing.accept(offer, by=kettle.ana.actor)
    with pytest.raises(OfferOver):
        routing.decline(offer, by=kettle.ana.actor)


def test_what_is_not_taken_in_time_goes_to_the_next(kettle):
    only(kettle, kettle.ana, kettle.lea)
    chat = visitor(kettle)
    first = open_offer(chat)
    assert routing.move_on(at=first.expires_at - timedelta(seconds=1)) == 0
    assert routing.move_on(at=first.expires_at) == 1
    second = open_offer(chat)
    assert {first.member, second.member} == {kettle.ana.member, kettle.lea.member}
    first.refresh_from_db()
    assert first.result == Result.MISSED
    with pytest.raises(OfferOver):
        routing.accept(first, by=first.member.person.actor)


def test_a_late_worker_takes_nothing_from_whoever_still_accepts(kettle):
    only(kettle, kettle.ana)
    chat = visitor(kettle)
    offer = open_offer(chat)
    routing.accept(offer, by=kettle.ana.actor, at=offer.expires_at + timedelta(seconds=40))
    assert routing.move_on(at=offer.expires_at + timedelta(seconds=50)) == 0
    chat.refresh_from_db()
    assert chat.assignee == kettle.ana.member


def test_declining_asks_the_next_and_the_same_person_only_after_a_while(kettle):
    only(kettle, kettle.ana)
    chat = visitor(kettle)
    offer = open_offer(chat)
    routing.decline(offer, by=kettle.ana.actor)
    assert open_offer(chat) is None
    routing.move_on(at=timezone.now() + timedelta(seconds=61))
    assert open_offer(chat).member == kettle.ana.member


def test_somebody_who_goes_away_gives_their_offers_back(kettle):
    only(kettle, kettle.ana, kettle.lea)
    chat = visitor(kettle)
    asked = open_offer(chat).member
    other = kettle.lea if asked == kettle.ana.member else kettle.ana
    workforce.set_presence(asked, Presence.AWAY, by=SYSTEM)
    kettle.settle()
    assert open_offer(chat).member == other.member


def test_whoever_takes_no_chats_is_not_asked(kettle):
    only(kettle, kettle.ana, kettle.lea)
    routing.set_room(kettle.ana.member, Channel.CHAT, is_taking=False, by=kettle.ana.actor)
    assert {open_offer(visitor(kettle, n)).member for n in range(3)} == {kettle.lea.member}


def test_the_queue_overflows_to_the_other_department_then_to_everybody(kettle):
    only(kettle, kettle.ana, kettle.stella, kettle.mila)
    Member.objects.get(pk=kettle.mila.member.pk).departments.clear()
    routing.set_rules(
        kettle.support,
        Rules(overflow_id=kettle.billing.pk, capacity=1, overflow_seconds=60),
        by=kettle.omar.actor,
    )
    routing.set_rules(kettle.billing, Rules(capacity=1), by=kettle.omar.actor)
    routing.accept(open_offer(visitor(kettle, 1)), by=kettle.ana.actor)
    second = visitor(kettle, 2)
    assert open_offer(second) is None
    routing.move_on(at=timezone.now() + timedelta(seconds=61))
    routing.accept(open_offer(second), by=kettle.stella.actor)
    third = visitor(kettle, 3)
    routing.move_on(at=timezone.now() + timedelta(seconds=121))
    assert open_offer(third).member == kettle.mila.member
    assert open_offer(third).wait.reach == Reach.EVERYBODY


def test_misses_widen_the_circle_too(kettle):
    only(kettle, kettle.ana, kettle.stella)
    routing.set_rules(kettle.support, Rules(most_misses=2), by=kettle.omar.actor)
    chat = visitor(kettle)
    asked = [open_offer(chat)]
    for _ in range(2):
        routing.move_on(at=asked[-1].expires_at)
        asked.append(open_offer(chat))
    assert [one.member for one in asked] == [kettle.ana.member] * 2 + [kettle.stella.member]


def test_when_nobody_is_here_the_customer_is_told_at_once(kettle):
    only(kettle)
    assert not queries.is_anyone_here(kettle.support)
    chat = visitor(kettle)
    assert Wait.objects.get(conversation=chat).outcome == Left.UNSERVED
    only(kettle, kettle.stella)
    workforce.set_presence(kettle.stella.member, Presence.AVAILABLE, by=SYSTEM)
    assert queries.is_anyone_here(kettle.support)
    routing.set_rules(kettle.support, Rules(is_for_everybody=False), by=kettle.omar.actor)
    assert not queries.is_anyone_here(kettle.support)


def test_waiting_does_not_last_for_ever(kettle):
    only(kettle, kettle.ana)
    routing.set_rules(kettle.support, Rules(capacity=1, give_up_seconds=300), by=kettle.omar.actor)
    visitor(kettle, 1)
    second = visitor(kettle, 2)
    routing.move_on(at=timezone.now() + timedelta(seconds=20))
    assert Wait.objects.get(conversation=second).left_at is None
    routing.move_on(at=timezone.now() + timedelta(seconds=301))
    assert Wait.objects.get(conversation=second).outcome == Left.UNSERVED


def test_a_visitor_who_leaves_makes_room_for_the_next(kettle):
    only(kettle, kettle.ana)
    routing.set_rules(kettle.support, Rules(capacity=1), by=kettle.omar.actor)
    first, second = visitor(kettle, 1), visitor(kettle, 2)
    assert open_offer(second) is None
    assert routing.leave_queue(first, reason=Left.ABANDONED)
    assert not routing.leave_queue(first, reason=Left.ABANDONED)
    kettle.settle()
    assert open_offer(first) is None
    assert open_offer(second).member == kettle.ana.member


def test_a_solved_chat_makes_room(kettle):
    only(kettle, kettle.ana)
    routing.set_rules(kettle.support, Rules(capacity=1), by=kettle.omar.actor)
    first, second = visitor(kettle, 1), visitor(kettle, 2)
    routing.accept(open_offer(first), by=kettle.ana.actor)
    conversations.solve(Conversation.objects.get(pk=first.pk), by=kettle.ana.actor)
    kettle.settle()
    assert open_offer(second).member == kettle.ana.member


def test_taking_it_by_hand_ends_the_wait(kettle):
    only(kettle, kettle.ana)
    chat = visitor(kettle)
    offer = open_offer(chat)
    conversations.assign(chat, to=kettle.lea.member, by=kettle.lea.actor)
    kettle.settle()
    offer.refresh_from_db()
    assert offer.result == Result.WITHDRAWN
    assert Wait.objects.get(conversation=chat).member == kettle.lea.member


def test_a_transferred_chat_waits_in_the_other_department(kettle):
    only(kettle, kettle.ana, kettle.stella)
    chat = visitor(kettle)
    routing.accept(open_offer(chat), by=kettle.ana.actor)
    chat.refresh_from_db()
    conversations.transfer(chat, to=kettle.billing, by=kettle.ana.actor, note="About an invoice.")
    kettle.settle()
    assert open_offer(chat).member == kettle.stella.member


def test_a_speaker_is_asked_first_then_whoever_carries_least(kettle):
    only(kettle, kettle.ana, kettle.lea)
    Member.objects.filter(pk=kettle.lea.member.pk).update(languages=["sr-latn"])
    routing.accept(open_offer(visitor(kettle, 1, language="sr")), by=kettle.lea.actor)
    assert open_offer(visitor(kettle, 2, language="sr")).member == kettle.lea.member
    assert open_offer(visitor(kettle, 3, language="en")).member == kettle.ana.member


def test_mail_and_chats_have_separate_room(kettle):
    only(kettle, kettle.ana)
    visitor(kettle)
    assert queries.load_of([kettle.ana.member.pk]) == {}
    assert queries.load_on(Channel.CHAT, [kettle.ana.member.pk]) == {kettle.ana.member.pk: 1}


def test_the_place_is_counted_and_the_estimate_is_honest(kettle):
    only(kettle, kettle.ana)
    routing.set_rules(kettle.support, Rules(capacity=1), by=kettle.omar.actor)
    visitor(kettle, 1)
    third = [visitor(kettle, n) for n in (2, 3)][-1]
    place = queries.place_in_queue(third)
    assert (place.number, place.wait_seconds) == (3, None)
    began = timezone.now() - timedelta(days=1)
    for number in range(10, 15):
        past = visitor(kettle, number, settle=False)
        Wait.objects.create(
            conversation=past,
            channel=Channel.CHAT,
            department=kettle.support,
            entered_at=began,
            left_at=began,
            outcome=Left.ANSWERED,
        )
        conversations.solve(past, by=SYSTEM, at=began + timedelta(minutes=10))
    assert queries.place_in_queue(third).wait_seconds == 3 * 600


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_take_it_once():
    from tests.cast import build_kettle

    kettle = build_kettle()
    kettle.settle()
    offer = open_offer(visitor(kettle))
    actor, told = offer.member.person.actor, []

    def press():
        try:
            routing.accept(Offer.objects.select_related("member").get(pk=offer.pk), by=actor)
            told.append("mine")
        except OfferOver:
            told.append("over")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["mine", "over", "over"]


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1")
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_a_press_that_comes_while_the_next_one_is_asked_is_refused_and_holds_nobody_up():
    from tests.cast import build_kettle

    kettle = build_kettle()
    kettle.settle()
    offer = open_offer(visitor(kettle))
    actor, told, is_asked = offer.member.person.actor, [], threading.Event()

    def move_on():
        # The next offer refers to the conversation: that is looked at only now, at the commit.
        with transaction.atomic():
            routing.move_on(at=offer.expires_at)
            is_asked.set()
            while not somebody_waits_for_a_lock():
                time.sleep(0.01)
        connection.close()

    def press():
        is_asked.wait()
        with suppress(OfferOver):
            routing.accept(Offer.objects.select_related("member").get(pk=offer.pk), by=actor)
            told.append("mine")
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(one) for one in (move_on, press)]:
            done.result(30)
    offer.refresh_from_db()
    assert (offer.result, told) == (Result.MISSED, [])
    assert Offer.objects.filter(conversation=offer.conversation, result=Result.OPEN).count() == 1
