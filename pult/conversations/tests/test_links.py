"""Conversations that belong together without being one."""

import pytest
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.conditions import Filter, Looking, Rule
from pult.conversations.errors import CannotLink
from pult.conversations.models import Conversation, Link
from pult.conversations.queries.saved_views import fitting
from pult.conversations.types import LinkKind


@pytest.fixture
def outage(kettle) -> tuple[Conversation, Conversation, Conversation]:
    """The shop is down, and two customers write about it."""
    return (
        kettle.conversation("dora@example.org", subject="The shop is down"),
        kettle.conversation(subject="I cannot pay"),
        kettle.conversation("eva@example.net", subject="Error 500"),
    )


def again(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def test_incidents_are_tied_to_their_problem_and_found_by_it(kettle, outage):
    problem, *incidents = outage
    for one in incidents:
        operations.link(one, to=problem, kind=LinkKind.INCIDENT, by=kettle.ana.actor)
    looking = Looking(actor=kettle.ana.actor, at=timezone.now())
    below = Filter(every=(Rule(field="problem", operator="any_of", values=(f"#{problem.pk}",)),))
    assert set(fitting(below, looking)) == set(incidents)
    tops = Filter(every=(Rule(field="has_incidents", operator="yes"),))
    assert list(fitting(tops, looking)) == [problem]


@pytest.mark.parametrize("kind", [LinkKind.INCIDENT, LinkKind.PART])
def test_one_step_and_no_circle(kettle, outage, kind):
    top, middle, low = outage
    operations.link(middle, to=top, kind=kind, by=kettle.ana.actor)
    for one, other in [(top, middle), (low, middle), (top, low), (middle, low), (top, top)]:
        with pytest.raises(CannotLink):
            operations.link(one, to=other, kind=kind, by=kettle.ana.actor)
    operations.link(low, to=top, kind=kind, by=kettle.ana.actor)
    assert Link.objects.count() == 2


def test_about_the_same_is_said_once_whoever_says_it(kettle, outage):
    problem, leak, _other = outage
    operations.link(leak, to=problem, kind=LinkKind.RELATED, by=kettle.ana.actor)
    with pytest.raises(CannotLink):
        operations.link(problem, to=leak, kind=LinkKind.RELATED, by=kettle.ana.actor)
    operations.unlink(Link.objects.get(), by=kettle.ana.actor)
    operations.unlink(Link(pk=1, one=leak, other=problem), by=kettle.ana.actor)
    assert not Link.objects.exists()


def test_a_merge_takes_the_links_along_and_an_undo_brings_them_back(kettle, outage):
    problem, first, _other = outage
    second = kettle.conversation(subject="Still cannot pay")
    link = operations.link(second, to=problem, kind=LinkKind.INCIDENT, by=kettle.ana.actor)
    done = operations.merge(again(second), into=first, by=kettle.ana.actor)
    link.refresh_from_db()
    assert link.one == first
    operations.undo_merge(done, by=kettle.ana.actor)
    link.refresh_from_db()
    assert link.one == second


def test_a_merge_of_two_that_were_tied_ties_nothing_to_itself(kettle, outage):
    problem, first, _other = outage
    second = kettle.conversation(subject="Still cannot pay")
    operations.link(second, to=first, kind=LinkKind.RELATED, by=kettle.ana.actor)
    operations.link(first, to=problem, kind=LinkKind.INCIDENT, by=kettle.ana.actor)
    operations.link(second, to=problem, kind=LinkKind.INCIDENT, by=kettle.ana.actor)
    operations.merge(again(second), into=again(first), by=kettle.ana.actor)
    assert Link.objects.filter(one=first, other=problem).count() == 1
    assert not Link.objects.filter(one=first, other=first).exists()
