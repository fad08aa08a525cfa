"""Stories of routing."""

import threading

import pytest
from django.db import connection

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.routing import operations as routing
from pult.routing import queries
from pult.routing.models import Routing
from pult.routing.types import Method
from pult.workforce import operations as workforce
from pult.workforce.models import Member
from pult.workforce.types import Presence
from tests.cast import build_kettle


def in_turns(kettle):
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.omar.actor)
    workforce.set_presence(kettle.mila.member, Presence.OFFLINE, by=SYSTEM)
    kettle.settle()
    return kettle


def test_by_hand_nobody_gets_anything(kettle):
    assert kettle.conversation().assignee is None


def test_round_robin_goes_round_the_available(kettle):
    in_turns(kettle)
    given = [kettle.conversation(f"carl{n}@example.org").assignee_id for n in range(4)]
    assert sorted(given[:2]) == sorted([kettle.ana.member.pk, kettle.lea.member.pk])
    assert given[2:] == given[:2]


def test_a_language_match_comes_first(kettle):
    in_turns(kettle)
    Member.objects.filter(pk=kettle.lea.member.pk).update(languages=["sr-latn"])
    for number in range(3):
        received = kettle.mail(f"jovan{number}@example.org")
        Conversation.objects.filter(pk=received.conversation.pk).update(language="sr")
        kettle.settle()
        received.conversation.refresh_from_db()
        assert received.conversation.assignee == kettle.lea.member


def test_nobody_is_given_more_than_they_can_carry(kettle):
    Member.objects.update(capacity=1)
    in_turns(kettle)
    given = [kettle.conversation(f"carl{n}@example.org").assignee_id for n in range(3)]
    assert given[2] is None
    assert len({given[0], given[1]}) == 2


def test_what_waited_is_given_to_whoever_comes(kettle):
    in_turns(kettle)
    for player in (kettle.ana, kettle.lea):
        workforce.set_presence(player.member, Presence.AWAY, by=player.actor)
    late = kettle.conversation()
    assert late.assignee is None
    workforce.set_presence(kettle.ana.member, Presence.AVAILABLE, by=kettle.ana.actor)
    kettle.settle()
    late.refresh_from_db()
    assert late.assignee == kettle.ana.member


def test_solving_makes_room_for_what_waits(kettle):
    Member.objects.update(capacity=1)
    in_turns(kettle)
    first = kettle.conversation("carl1@example.org")
    kettle.conversation("carl2@example.org")
    waiting = kettle.conversation("carl3@example.org")
    assert waiting.assignee is None
    conversations.solve(first, by=kettle.ana.actor)
    kettle.settle()
    waiting.refresh_from_db()
    assert waiting.assignee_id == first.assignee_id


def test_a_transferred_conversation_is_placed_where_it_comes_to(kettle):
    routing.set_method(kettle.billing, Method.ROUND_ROBIN, by=kettle.omar.actor)
    conversation = kettle.conversation()
    conversations.transfer(conversation, to=kettle.billing, by=kettle.ana.actor, note="An invoice.")
    kettle.settle()
    conversation.refresh_from_db()
    assert conversation.assignee == kettle.stella.member


def test_choosing_round_robin_gives_out_what_waits(kettle):
    waiting = kettle.conversation()
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.omar.actor)
    waiting.refresh_from_db()
    assert waiting.assignee is not None
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.omar.actor)  # a repeat is harmless


@pytest.mark.django_db(transaction=True)
def test_two_placements_at_once_never_exceed_what_somebody_can_carry():
    kettle = build_kettle()
    kettle.settle()
    Member.objects.update(capacity=2)
    waiting = [kettle.mail(f"carl{n}@example.org").conversation for n in range(8)]
    Routing.objects.create(department=kettle.support, method=Method.ROUND_ROBIN)

    def give(conversation):
        routing.place(Conversation.objects.get(pk=conversation.pk))
        connection.close()

    threads = [threading.Thread(target=give, args=[one]) for one in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load = queries.load_of([kettle.ana.member.pk, kettle.lea.member.pk, kettle.mila.member.pk])
    assert sorted(load.values()) == [2, 2, 2]


def test_the_settings_page_shows_and_changes_the_method(kettle):
    page = kettle.mila.client.get("/app/settings/routing")
    assert page.status_code == 200
    answer = kettle.mila.client.post(f"/app/settings/routing/{kettle.support.pk}", {"method": "round_robin"})
    assert answer.status_code == 302
    assert queries.method_of(kettle.support) == Method.ROUND_ROBIN
    wrong = kettle.mila.client.post(f"/app/settings/routing/{kettle.support.pk}", {"method": "magic"})
    assert wrong.status_code == 422
    assert kettle.ana.client.get("/app/settings/routing").status_code == 403


def test_the_settings_page_costs_the_same_whatever_waits(kettle, django_assert_max_num_queries):
    for number in range(12):
        kettle.mail(f"carl{number}@example.org")
    with django_assert_max_num_queries(5):
        assert len(queries.settings_for(kettle.mila.actor)) == 2
