"""Acting on many conversations: each by its ordinary verbs, each alone, taken back where nobody was in between."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.models import BulkRun, Conversation
from pult.conversations.operations import bulk
from pult.conversations.types import Priority, Status
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.workforce import operations as workforce


@pytest.fixture
def three(kettle):
    return [kettle.conversation(f"carl{number}@example.org", subject=f"No {number}") for number in range(3)]


def act(kettle, conversations, *acts, who=None):
    keys = [one.pk for one in conversations]
    run = operations.act_on_many(keys, acts, by=(who or kettle.ana).actor)
    for one in conversations:
        one.refresh_from_db()
    return run


def test_everything_that_was_asked_is_done_to_each_with_its_facts(kettle, three):
    tomorrow = (timezone.localtime() + timedelta(days=1)).replace(tzinfo=None).isoformat()
    run = act(
        kettle,
        three,
        ("snooze", tomorrow),
        ("add_tags", "Leak, urgent"),
        ("remove_tags", "urgent"),
        ("assignee", "me"),
        ("priority", "high"),
    )
    assert (run.done, run.refused, run.is_over) == (3, [], True)
    for one in three:
        assert (one.assignee_id, one.priority, one.tags) == (kettle.ana.member.pk, "high", ["leak"])
        assert one.status == Status.SNOOZED
        names = set(
            EventRecord.objects.filter(subject=f"conversation:{one.pk}").values_list("name", flat=True)
        )
        assert {
            "conversation.assigned",
            "conversation.priority_changed",
            "conversation.status_changed",
        } <= names
    assert EventRecord.objects.filter(name="bulk.acted").count() == 1


def test_one_that_cannot_be_changed_stops_no_other_and_is_named(kettle, three):
    operations.solve(three[1], by=kettle.ana.actor)
    foreign = [*three, Conversation(pk=999_999)]
    run = operations.act_on_many([one.pk for one in foreign], [("status", "solved")], by=kettle.ana.actor)
    assert run.done == 2
    assert [one["id"] for one in run.refused] == [three[1].pk, 999_999]
    assert "already solved" in run.refused[0]["why"]
    assert run.refused[1]["code"] == "out_of_reach"
    run = operations.act_on_many([three[0].pk], [("status", "solved")], by=kettle.stella.actor)
    assert run.refused[0]["code"] == "out_of_reach", "another department's are not hers"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("assignee", "999999", "not_there"),
        ("department", "999999", "not_there"),
        ("status", "new", "invalid"),
        ("priority", "mad", "invalid"),
        ("snooze", "soon", "invalid"),
    ],
)
def test_what_makes_no_sense_is_refused_for_each(kettle, three, key, value, code):
    run = act(kettle, three, (key, value))
    assert (run.done, {one["code"] for one in run.refused}) == (0, {code})


def test_who_does_not_work_in_the_department_is_not_given_it(kettle, three):
    run = act(kettle, three[:1], ("assignee", str(kettle.stella.member.pk)))
    assert run.refused[0]["code"] == "not_of_department"
    run = act(
        kettle, three[:1], ("assignee", str(kettle.stella.member.pk)), ("department", str(kettle.billing.pk))
    )
    assert run.done == 1, "it moves first"


def test_it_is_taken_back_by_the_ordinary_verbs(kettle, three):
    operations.set_pending(three[0], by=kettle.ana.actor)
    operations.snooze(three[1], until=timezone.now() + timedelta(days=1), by=kettle.ana.actor)
    operations.set_tags(three[2], ["old"], by=kettle.ana.actor)
    run = act(
        kettle, three, ("status", "solved"), ("add_tags", "done"), ("assignee", "me"), ("priority", "low")
    )
    assert run.done == 3
    back = operations.undo_bulk(run, by=kettle.ana.actor)
    assert (back.done, back.refused) == (3, [])
    for one in three:
        one.refresh_from_db()
    assert [one.status for one in three] == [Status.PENDING, Status.SNOOZED, Status.OPEN]
    assert [one.tags for one in three] == [[], [], ["old"]]
    assert {(one.assignee_id, one.priority) for one in three} == {(None, "normal")}
    run.refresh_from_db()
    assert not BulkRun.objects.get(pk=run.pk).can_undo
    with pytest.raises(Invalid, match="nothing to take back"):
        operations.undo_bulk(BulkRun.objects.get(pk=run.pk), by=kettle.ana.actor)


def test_a_move_to_another_department_is_taken_back(kettle, three):
    run = act(kettle, three[:1], ("department", str(kettle.billing.pk)), who=kettle.lea)
    assert three[0].department == kettle.billing
    assert operations.undo_bulk(run, by=kettle.lea.actor).done == 1
    three[0].refresh_from_db()
    assert three[0].department == kettle.support


def test_what_somebody_changed_since_and_what_is_closed_stays(kettle, three):
    run = act(kettle, three[:2], ("status", "closed"))
    back = operations.undo_bulk(run, by=kettle.ana.actor)
    assert {one["code"] for one in back.refused} == {"is_closed"}
    run = act(kettle, three[2:], ("priority", "high"))
    operations.set_priority(three[2], Priority.URGENT, by=kettle.lea.actor)
    back = operations.undo_bulk(run, by=kettle.ana.actor)
    assert {one["code"] for one in back.refused} == {"changed_meanwhile"}


def test_many_are_done_in_the_background_and_gone_on_with_after_a_crash(kettle, three, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    monkeypatch.setattr(bulk, "PORTION", 1)
    run = act(kettle, three, ("add_tags", "leak"))
    assert (run.state, run.position) == ("waiting", 0)
    assert bulk._portion_done(run.pk, at=timezone.now())
    run.refresh_from_db()
    assert (run.state, run.position, run.done) == ("running", 1, 1)
    kettle.settle()
    operations.run_bulk(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("over", 3)
    assert EventRecord.objects.filter(name="conversation.tags_changed").count() == 3, "none twice"


def test_nothing_chosen_or_nothing_asked_is_refused(kettle, three):
    with pytest.raises(Invalid, match="one conversation"):
        act(kettle, [], ("priority", "high"))
    with pytest.raises(Invalid, match="what to change"):
        act(kettle, three)
    with pytest.raises(Invalid, match="what to change"):
        act(kettle, three, ("paint", "red"))


def test_whoever_has_left_is_given_nothing(kettle, three):
    workforce.leave(kettle.lea.member, on=timezone.localdate(), by=kettle.omar.actor)
    run = act(kettle, three[:1], ("assignee", str(kettle.lea.member.pk)))
    assert run.refused[0]["code"] == "not_there"
