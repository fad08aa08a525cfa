"""Who gets what: skills with levels, the most room, and each taking the next one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.routing import operations as routing
from pult.routing.errors import NotYourTurn
from pult.routing.models import Competence, Need
from pult.routing.turns import Candidate, whose_turn
from pult.routing.types import Method, Needed
from pult.skills.models import Skill
from pult.workforce import operations as workforce
from pult.workforce.models import Member
from pult.workforce.types import Presence


@pytest.fixture
def technical(kettle) -> Skill:
    """What is tagged as technical asks for product knowledge of 4; Lea has 5, Ana 2."""
    skill = Skill.objects.get(key="product_knowledge")
    routing.set_method(kettle.support, Method.ROUND_ROBIN, by=kettle.omar.actor)
    workforce.set_presence(kettle.mila.member, Presence.OFFLINE, by=SYSTEM)
    routing.ask_for_skill(
        kettle.support, skill, level=4, tag="Technical ", patience_minutes=30, by=kettle.omar.actor
    )
    for player, level in ((kettle.lea, 5), (kettle.ana, 2)):
        routing.set_competences(player.member, {skill: level}, by=kettle.omar.actor)
    kettle.settle()
    return skill


def tagged(kettle, sender: str, *tags: str, at=None) -> Conversation:
    received = kettle.mail(sender, at=at)
    conversations.set_tags(received.conversation, tags, by=SYSTEM)
    kettle.settle()
    return Conversation.objects.get(pk=received.conversation.pk)


def test_what_asks_for_a_skill_goes_to_whoever_masters_it(kettle, technical):
    given_to = {tagged(kettle, f"carl{n}@example.org", "technical").assignee_id for n in range(3)}
    assert given_to == {kettle.lea.member.pk}
    assert tagged(kettle, "dora@example.org", "invoice").assignee_id == kettle.ana.member.pk


def test_it_waits_for_them_and_then_goes_to_whoever_masters_most(kettle, technical):
    workforce.set_presence(kettle.lea.member, Presence.AWAY, by=kettle.lea.actor)
    kettle.settle()
    hard = tagged(kettle, "carl@example.org", "technical")
    assert hard.assignee is None
    easy = tagged(kettle, "dora@example.org")
    assert easy.assignee == kettle.ana.member
    routing.return_work(at=timezone.now() + timedelta(minutes=31))
    hard.refresh_from_db()
    assert hard.assignee == kettle.ana.member


def test_what_nobody_masters_does_not_stop_the_rest(kettle, technical):
    for player in (kettle.lea, kettle.ana):
        workforce.set_presence(player.member, Presence.AWAY, by=player.actor)
    kettle.settle()
    hard = tagged(kettle, "carl@example.org", "technical")
    easy = tagged(kettle, "dora@example.org")
    workforce.set_presence(kettle.ana.member, Presence.AVAILABLE, by=kettle.ana.actor)
    kettle.settle()
    for one in (hard, easy):
        one.refresh_from_db()
    assert (hard.assignee, easy.assignee) == (None, kettle.ana.member)


def test_the_most_room_comes_first(kettle):
    Member.objects.filter(pk=kettle.ana.member.pk).update(capacity=2)
    workforce.set_presence(kettle.mila.member, Presence.OFFLINE, by=SYSTEM)
    routing.set_method(kettle.support, Method.LEAST_LOADED, by=kettle.omar.actor)
    given_to = [kettle.conversation(f"carl{n}@example.org").assignee_id for n in range(4)]
    assert given_to.count(kettle.ana.member.pk) == 1


def test_each_takes_the_next_one_and_nobody_picks(kettle, technical):
    routing.set_method(kettle.support, Method.NEXT, by=kettle.omar.actor)
    now = timezone.now()
    hard = tagged(kettle, "carl@example.org", "technical", at=now - timedelta(minutes=20))
    easy = tagged(kettle, "dora@example.org", at=now - timedelta(minutes=5))
    with pytest.raises(NotYourTurn):
        routing.check_may_take(easy, by=kettle.ana.actor)
    routing.check_may_take(easy, by=kettle.lea.actor)
    assert routing.take_next(kettle.ana.member, by=kettle.ana.actor) == easy
    assert routing.take_next(kettle.ana.member, by=kettle.ana.actor) is None
    assert routing.take_next(kettle.lea.member, by=kettle.lea.actor) == hard


def test_what_presses_most_is_next(kettle):
    later, sooner = kettle.conversation("carl@example.org"), kettle.conversation("dora@example.org")
    Conversation.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(hours=8))
    Conversation.objects.filter(pk=sooner.pk).update(due_at=timezone.now() + timedelta(hours=1))
    assert routing.take_next(kettle.ana.member, by=kettle.ana.actor) == sooner
    assert routing.take_next(kettle.stella.member, by=kettle.stella.actor) is None


def test_nonsense_is_refused(kettle, technical):
    for level in (0, 6):
        with pytest.raises(Invalid):
            routing.ask_for_skill(kettle.support, technical, level=level, tag="x", by=kettle.omar.actor)
    with pytest.raises(Invalid):
        routing.ask_for_skill(kettle.support, technical, level=2, tag="TECHNICAL", by=kettle.omar.actor)
    routing.set_competences(kettle.lea.member, {technical: 0}, by=kettle.omar.actor)
    assert not Competence.objects.filter(member=kettle.lea.member).exists()
    routing.drop_need(Need.objects.get(), by=kettle.omar.actor)
    assert not Need.objects.exists()


people = st.builds(
    Candidate,
    member_id=st.integers(1, 8),
    capacity=st.integers(1, 3),
    load=st.integers(0, 3),
    languages=st.just(frozenset({"hr"})),
    levels=st.dictionaries(st.integers(1, 2), st.integers(1, 5)),
)
asked = st.lists(
    st.builds(
        Needed, skill_id=st.integers(1, 2), level=st.integers(1, 5), patience_seconds=st.integers(0, 600)
    ),
    max_size=2,
)


@given(st.lists(people, unique_by=lambda one: one.member_id), asked, st.integers(0, 700), st.booleans())
def test_nobody_without_room_or_skill_is_chosen_and_somebody_is_when_one_could(them, needs, waited, by_load):
    chosen = whose_turn(them, needs=needs, waited_seconds=waited, is_by_load=by_load)
    strict = [one for one in needs if waited < one.patience_seconds]
    able = [one for one in them if one.has_room and all(one.can(need) for need in strict)]
    assert (chosen is None) == (not able)
    assert chosen is None or chosen in able
