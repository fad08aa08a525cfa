"""Statuses of the house within the fixed ones."""

import pytest

from pult.conversations import operations
from pult.conversations.acts import Use, act_named
from pult.conversations.errors import Empty, NotThere
from pult.conversations.models import OwnStatus
from pult.conversations.queries import Filter, Looking, Rule, fitting, own_status_keyed, own_statuses
from pult.conversations.types import Status, Tone
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from tests.scene import scene


def own(name: str = "Waiting for the courier", within: Status = Status.ON_HOLD) -> OwnStatus:
    return operations.save_own_status(
        OwnStatus(), names={"en": name}, within=within, tone=Tone.RISK, by=SYSTEM
    )


@pytest.fixture
@scene
def leak(kettle):
    return kettle.conversation("carl@example.org")


def test_it_is_called_by_the_houses_words_and_means_what_the_fixed_one_means(kettle, leak):
    courier = own()
    operations.set_own_status(leak, courier, by=kettle.ana.actor)
    kettle.settle()
    leak.refresh_from_db()
    assert (leak.status, leak.status_words) == (Status.ON_HOLD, "Waiting for the courier")
    fact = EventRecord.objects.filter(name="conversation.status_changed").latest("pk")
    assert fact.data["own_status_id"] == courier.pk


def test_another_word_within_the_same_one_is_a_change_and_a_reply_keeps_it(kettle, leak):
    courier, parts = own(), own("Waiting for parts")
    operations.set_own_status(leak, courier, by=kettle.ana.actor)
    operations.set_own_status(leak, parts, by=kettle.ana.actor)
    operations.reply(leak, text="Soon.", by=kettle.ana.actor)
    leak.refresh_from_db()
    assert (leak.status, leak.own_status) == (Status.ON_HOLD, parts)
    operations.hold(leak, by=kettle.ana.actor)
    assert leak.own_status_id is None


@pytest.mark.parametrize("change", ["solve", "reopen", "set_pending"])
def test_any_other_status_ends_it(kettle, leak, change):
    operations.set_own_status(leak, own(), by=kettle.ana.actor)
    getattr(operations, change)(leak, by=kettle.ana.actor)
    leak.refresh_from_db()
    assert leak.own_status_id is None


def test_the_customers_answer_ends_it(kettle, leak):
    operations.set_own_status(leak, own(), by=kettle.ana.actor)
    kettle.mail("carl@example.org", claimed=leak.pk)
    leak.refresh_from_db()
    assert (leak.status, leak.own_status_id) == (Status.OPEN, None)


def test_solved_in_ones_own_words_is_solved_once(kettle, leak):
    refunded, replaced = own("Refunded", Status.SOLVED), own("Replaced", Status.SOLVED)
    for one in (refunded, replaced):
        operations.set_own_status(leak, one, by=kettle.ana.actor)
    solved = EventRecord.objects.filter(name="conversation.solved")
    assert (solved.count(), leak.status_words) == (1, "Replaced")


def test_what_is_in_use_is_archived_and_what_is_not_is_deleted(kettle, leak):
    used, free = own(), own("Never")
    operations.set_own_status(leak, used, by=kettle.ana.actor)
    assert [operations.drop_own_status(one, by=SYSTEM) for one in (used, free)] == [False, True]
    leak.refresh_from_db()
    assert leak.status_words == "Waiting for the courier"
    assert own_statuses() == []
    used.refresh_from_db()
    with pytest.raises(NotThere):
        operations.set_own_status(leak, used, by=kettle.ana.actor)
    operations.restore_own_status(used, by=SYSTEM)
    assert own_statuses() == [used]


def test_it_has_a_name_and_stands_within_one_that_may_have_others(kettle):
    with pytest.raises(Empty):
        own(" ")
    with pytest.raises(Invalid):
        own(within=Status.NEW)


def test_they_are_sorted_by_hand(kettle):
    first, second = own("One"), own("Two")
    operations.move_own_status(second, up=True, by=SYSTEM)
    assert own_statuses() == [second, first]
    operations.move_own_status(second, up=True, by=SYSTEM)
    assert own_statuses() == [second, first]


def test_acts_set_it_and_views_ask_for_it(kettle, leak):
    courier = own()
    act = act_named("status")
    assert act is not None
    assert act.uses == {Use.BULK, Use.MACRO, Use.RULE}
    assert (courier.key, "On hold: Waiting for the courier") in act.options(kettle.ana.actor)
    operations.act_on_many([leak.pk], [("status", courier.key)], by=kettle.ana.actor)
    leak.refresh_from_db()
    assert leak.own_status == courier
    asked = Filter(every=(Rule(field="own_status", operator="any_of", values=(str(courier.pk),)),))
    assert list(fitting(asked, Looking(actor=kettle.ana.actor, at=leak.opened_at))) == [leak]


@pytest.mark.parametrize("key", ["own-", "own-x", "own-²", "own-999999", "open", ""])
def test_only_what_is_there_is_found(kettle, key):
    assert own_status_keyed(key) is None
