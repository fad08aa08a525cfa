"""The clocks of merged conversations: what both owe is owed once, since the older."""

from datetime import timedelta

from django.utils import timezone

from pult.conversations import operations
from pult.sla.models import Clock


def state(conversation):
    return [
        (clock.pk, clock.target, clock.started_at, clock.is_running, clock.stopped_at, clock.is_void)
        for clock in Clock.objects.filter(conversation=conversation).order_by("pk")
    ]


def test_the_clocks_of_the_older_run_on_and_an_undo_brings_each_home(kettle):
    now = timezone.now()
    older = kettle.conversation(at=now - timedelta(minutes=2))
    younger = kettle.conversation(at=now - timedelta(minutes=1))
    before = state(older), state(younger)
    assert before[0]
    done = operations.merge(older, into=younger, by=kettle.ana.actor)
    kettle.settle()
    running = Clock.objects.unstopped().filter(conversation=younger)
    assert {clock.started_at for clock in running} == {older.opened_at}
    assert not Clock.objects.unstopped().filter(conversation=older).exists()
    operations.undo_merge(done, by=kettle.ana.actor)
    kettle.settle()
    assert (state(older), state(younger)) == before


def test_the_clocks_of_the_younger_stand_and_run_on_after_an_undo(kettle):
    older, younger = kettle.conversation(), kettle.conversation()
    before = state(older), state(younger)
    done = operations.merge(younger, into=older, by=kettle.ana.actor)
    kettle.settle()
    assert state(older) == before[0]
    assert all(is_void for *_, is_void in state(younger))
    operations.undo_merge(done, by=kettle.ana.actor)
    kettle.settle()
    assert (state(older), state(younger)) == before
