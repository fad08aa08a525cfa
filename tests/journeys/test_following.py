"""Following a conversation that somebody else has: by hand, by writing in it, in a view of one's own."""

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.conditions import Looking, Operator, condition_named
from pult.conversations.models import Conversation, Follower
from pult.notifications import operations as notifications
from pult.notifications.models import KeptNotice

pytestmark = pytest.mark.django_db


@pytest.fixture
def had(kettle):
    """A conversation that Ana has."""
    conversation = kettle.conversation()
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.ana.actor)
    kettle.settle()
    return conversation


def told(player):
    return list(KeptNotice.objects.filter(person=player.person).values_list("kinds", "count"))


def answered(kettle, conversation):
    first = conversation.messages.order_by("pk").first()
    kettle.mail("carl@example.org", text="Any news?", references=(first.external_id,))
    kettle.settle()


def test_a_follower_hears_what_the_customer_and_colleagues_write_and_no_more_when_they_stop(kettle, had):
    address = f"/app/conversations/{had.pk}/following/"
    lea = kettle.lea.client
    assert "Stop following" in lea.post(address, {"is_followed": "on"}).content.decode()
    answered(kettle, had)
    kettle.reply(had)
    assert told(kettle.lea) == [(["conversation.news"], 2)]
    assert told(kettle.ana) == [(["message.received"], 1)]
    assert "Stop following" not in lea.post(address).content.decode()
    answered(kettle, had)
    assert told(kettle.lea) == [(["conversation.news"], 2)]


def test_whoever_writes_in_what_somebody_else_has_follows_it_unless_they_choose_not_to(kettle, had):
    conversations.note(had, by=kettle.lea.actor, text="I know this customer.")
    conversations.note(had, by=kettle.ana.actor, text="Good to know.")
    kettle.settle()
    assert list(Follower.objects.values_list("person", flat=True)) == [kettle.lea.person.pk]
    Follower.objects.all().delete()
    given = {"shows_words": False, "also_offline": False, "quiet_from": None, "quiet_until": None}
    notifications.change_wishes(kettle.lea.person, by=kettle.lea.actor, follows_own=False, **given)
    conversations.note(had, by=kettle.lea.actor, text="Once more.")
    kettle.settle()
    assert not Follower.objects.exists()


def test_a_follower_who_may_not_read_it_any_more_is_shown_nothing(kettle, had):
    conversations.follow(had, by=kettle.lea.actor)
    conversations.transfer(had, to=kettle.billing, by=kettle.ana.actor)
    answered(kettle, had)
    shown = kettle.lea.client.get("/app/notices/").content.decode()
    may_read = Conversation.objects.visible_to(kettle.lea.actor).filter(pk=had.pk).exists()
    assert ("My kettle leaks" in shown) == may_read


def test_following_twice_is_following_once_and_a_view_can_ask_for_it(kettle, had):
    other = kettle.conversation("dora@example.org")
    assert conversations.follow(had, by=kettle.lea.actor)
    assert not conversations.follow(had, by=kettle.lea.actor)

    def found(operator):
        looking = Looking(actor=kettle.lea.actor, at=timezone.now())
        asked = condition_named("followed").q(operator, [], looking)
        return list(Conversation.objects.filter(asked).order_by("pk").values_list("pk", flat=True))

    assert found(Operator.YES) == [had.pk]
    assert found(Operator.NO) == [other.pk]
    assert conversations.unfollow(had, by=kettle.lea.actor)
    assert not conversations.unfollow(had, by=kettle.lea.actor)
