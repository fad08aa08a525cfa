"""Two conversations become one, and two again."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.conversations import metrics, operations
from pult.conversations.errors import CannotMerge, CannotUndo, IsClosed
from pult.conversations.models import Conversation, Merge, Message
from pult.conversations.types import MessageKind, Outcome, Status
from pult.foundation.eventlog.models import EventRecord
from pult.metrics.models import Fact


def again(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def two(kettle) -> tuple[Conversation, Conversation]:
    return (
        kettle.conversation(subject="My kettle leaks", key="first"),
        kettle.conversation(subject="Still leaks", text="It is wet again.", key="second"),
    )


def merged(kettle, source: Conversation, target: Conversation) -> Merge:
    done = operations.merge(source, into=target, by=kettle.ana.actor)
    kettle.settle()
    return done


def columns(conversation: Conversation) -> dict[str, object]:
    row = Conversation.objects.filter(pk=conversation.pk).values().get()
    return {name: value for name, value in row.items() if name not in {"version", "due_at"}}


def test_everything_moves_and_the_number_leads_there(kettle):
    leaks, still = two(kettle)
    operations.note(still, by=kettle.ana.actor, text="She has called, too.")
    operations.set_tags(still, ["wet"], by=kettle.ana.actor)
    operations.save_draft(still, by=kettle.ana.actor, kind=MessageKind.REPLY, text="Dear Carl")
    operations.follow(still, by=kettle.lea.actor)
    merged(kettle, again(still), leaks)
    assert leaks.followers.get().person == kettle.lea.person
    still, leaks = again(still), again(leaks)
    assert (still.merged_into_id, still.status, still.messages.count()) == (leaks.pk, Status.CLOSED, 0)
    assert [one.text for one in leaks.messages.order_by("pk")] == [
        "It leaks from the bottom.",
        "It is wet again.",
        "She has called, too.",
    ]
    assert (leaks.message_count, leaks.preview, leaks.tags) == (2, "It is wet again.", ["wet"])
    assert leaks.drafts.get().text == "Dear Carl"
    assert operations.root_of(still) == leaks


def test_an_undo_restores_both_as_they_were(kettle):
    leaks, still = two(kettle)
    operations.set_tags(leaks, ["kettle"], by=kettle.ana.actor)
    operations.set_tags(still, ["kettle", "wet"], by=kettle.ana.actor)
    before = columns(leaks), columns(still)
    done = merged(kettle, again(still), leaks)
    operations.undo_merge(done, by=kettle.ana.actor)
    kettle.settle()
    assert (columns(leaks), columns(still)) == before
    with pytest.raises(CannotUndo):
        operations.undo_merge(done, by=kettle.ana.actor)


def test_what_came_since_stays_where_it_is(kettle):
    leaks, still = two(kettle)
    done = merged(kettle, still, leaks)
    kettle.mail("carl@example.org", text="And it smells.", references=("<second@example.org>",))
    operations.undo_merge(done, by=kettle.ana.actor)
    assert [one.text for one in leaks.messages.order_by("pk")] == [
        "It leaks from the bottom.",
        "And it smells.",
    ]
    assert [one.text for one in still.messages.all()] == ["It is wet again."]


def test_mail_to_the_merged_one_lands_where_it_goes_on(kettle):
    leaks, still = two(kettle)
    merged(kettle, still, leaks)
    for number, how in enumerate([{"references": ("<second@example.org>",)}, {"claimed": still.pk}]):
        received = kettle.mail("carl@example.org", "Re: Still leaks", key=f"answer-{number}", **how)
        assert (received.outcome, received.conversation.pk) == (Outcome.APPENDED, leaks.pk)


def test_the_same_mail_again_is_known_after_a_merge(kettle):
    leaks, still = two(kettle)
    merged(kettle, still, leaks)
    repeat = kettle.mail("carl@example.org", "Still leaks", "It is wet again.", key="second")
    assert (repeat.outcome, repeat.conversation.pk) == (Outcome.DUPLICATE, leaks.pk)


def test_one_customer_never_reads_what_another_wrote(kettle):
    carl, dora = kettle.conversation(), kettle.conversation("dora@example.org")
    with pytest.raises(CannotMerge):
        operations.merge(dora, into=carl, by=kettle.ana.actor)
    assert again(dora).merged_into_id is None


def test_what_is_solved_is_not_merged(kettle):
    leaks, still = two(kettle)
    operations.solve(still, by=kettle.ana.actor)
    with pytest.raises(CannotMerge):
        operations.merge(still, into=leaks, by=kettle.ana.actor)


def test_a_chain_leads_to_its_end_and_is_undone_from_there(kettle):
    leaks, still = two(kettle)
    third = kettle.conversation(key="third", text="Hello?")
    first = merged(kettle, still, leaks)
    second = merged(kettle, leaks, third)
    assert operations.root_of(still) == third
    assert again(third).message_count == 3
    assert kettle.mail("carl@example.org", references=("<second@example.org>",)).conversation == third
    with pytest.raises(CannotUndo):
        operations.undo_merge(first, by=kettle.ana.actor)
    operations.undo_merge(second, by=kettle.ana.actor)
    operations.undo_merge(first, by=kettle.ana.actor)
    assert [again(one).message_count for one in (leaks, still, third)] == [1, 1, 2]


def test_who_merges_into_a_merged_one_merges_into_its_end_but_never_in_a_circle(kettle):
    leaks, still = two(kettle)
    third = kettle.conversation(key="third")
    merged(kettle, still, leaks)
    with pytest.raises(CannotMerge):
        operations.merge(leaks, into=still, by=kettle.ana.actor)
    assert merged(kettle, third, still).target == leaks


def test_it_counts_neither_as_solved_nor_as_backlog(kettle):
    leaks, still = two(kettle)
    done = merged(kettle, still, leaks)
    assert not EventRecord.objects.filter(name="conversation.solved").exists()
    assert not Fact.objects.filter(metric=metrics.SOLVED.key).exists()
    assert sum(Fact.objects.filter(metric=metrics.BACKLOG.key).values_list("value", flat=True)) == 1
    operations.undo_merge(done, by=kettle.ana.actor)
    kettle.settle()
    assert sum(Fact.objects.filter(metric=metrics.BACKLOG.key).values_list("value", flat=True)) == 2
    assert not Fact.objects.filter(metric=metrics.REOPENED.key).exists()


def test_nobody_answers_in_the_merged_one_and_a_late_note_goes_on(kettle):
    leaks, still = two(kettle)
    stale = again(still)
    merged(kettle, still, leaks)
    with pytest.raises(IsClosed):
        operations.reply(stale, by=kettle.ana.actor, text="Too late.")
    assert operations.note(stale, by=kettle.ana.actor, text="By the way").conversation == leaks


def test_who_slept_past_the_hour_wakes_with_the_undo(kettle):
    leaks, still = two(kettle)
    now = timezone.now()
    operations.snooze(still, until=now + timedelta(hours=1), by=kettle.ana.actor, at=now)
    done = operations.merge(again(still), into=leaks, by=kettle.ana.actor, at=now)
    operations.undo_merge(done, by=kettle.ana.actor, at=now + timedelta(hours=2))
    assert again(still).status == Status.OPEN


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("mux"), st.integers(0, 3), st.integers(0, 3)), max_size=10))
def test_whatever_is_merged_and_undone_nothing_is_lost_or_doubled(kettle, steps):
    before = set(Message.objects.values_list("pk", flat=True))
    ours = [kettle.mail("carl@example.org").conversation for _ in range(4)]
    written = 4
    for act, one, other in steps:
        try:
            if act == "m":
                operations.merge(again(ours[one]), into=ours[other], by=kettle.ana.actor)
            elif act == "u" and (done := Merge.objects.in_force().filter(source=ours[one]).first()):
                operations.undo_merge(done, by=kettle.ana.actor)
            elif act == "x":
                kettle.mail("carl@example.org", claimed=ours[one].pk)
                written += 1
        except (CannotMerge, CannotUndo):
            continue
    rows = Conversation.objects.filter(pk__in=[one.pk for one in ours])
    assert sum(row.messages.count() for row in rows) == written
    assert set(Message.objects.values_list("pk", flat=True)) >= before
    for row in rows:
        assert row.message_count == row.messages.count()
        assert row.merged_into_id is None or row.message_count == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_merge_at_once_each_into_the_other_while_mail_arrives(kettle):
    leaks, still = two(kettle)
    ready = threading.Barrier(3)
    broken: list[BaseException] = []

    def at_once(act):
        def run():
            try:
                ready.wait(10)
                act()
            except CannotMerge:
                pass
            except BaseException as error:  # noqa: BLE001 - told below
                broken.append(error)
            finally:
                connection.close()

        return threading.Thread(target=run)

    acts = [
        at_once(lambda: operations.merge(leaks, into=still, by=kettle.ana.actor)),
        at_once(lambda: operations.merge(still, into=leaks, by=kettle.lea.actor)),
        at_once(
            lambda: kettle.mail("carl@example.org", key="meanwhile", references=("<second@example.org>",))
        ),
    ]
    for one in acts:
        one.start()
    for one in acts:
        one.join(20)
    assert broken == []
    ends = {operations.root_of(leaks), operations.root_of(still)}
    assert len(ends) == 1
    assert ends.pop().messages.count() == 3
    assert Message.objects.count() == 3
