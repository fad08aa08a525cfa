"""An inbox for complaints: only Lea and whoever works in Billing see what comes in there."""

import pytest

from pult.conversations import operations as conversations
from pult.conversations.errors import CannotMerge, NotInside
from pult.conversations.models import Conversation, Message, MessageIndex
from pult.conversations.queries import search
from pult.conversations.queries.matching import readable
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.routing import operations as routing
from pult.workforce import operations as workforce
from pult.workspace.queries import people


@pytest.fixture
def complaints(kettle):
    """A door beside the usual one, restricted."""
    door = inboxes.open_inbox(
        "Complaints", address="complaints@kettle.example", department=kettle.support, by=SYSTEM
    )
    inboxes.restrict(door, people=[kettle.lea.person], departments=[kettle.billing], by=kettle.omar.actor)
    kettle.settle()
    return door


@pytest.fixture
def complaint(kettle, complaints):
    """What came in there."""
    usual, kettle.inbox = kettle.inbox, complaints
    made = kettle.conversation("vera@example.org", subject="About Ana", text="The turquoise teapot was rude.")
    kettle.inbox = usual
    return made


def reads(player, conversation):
    return Conversation.objects.visible_to(player.actor).filter(pk=conversation.pk).exists()


def test_only_insiders_see_what_comes_in(kettle, complaint):
    seen = {
        name
        for name in ("ana", "lea", "omar", "mila", "eva", "stella")
        if reads(getattr(kettle, name), complaint)
    }
    # Stella is inside, but her role lets her read her own department only: a restriction never gives.
    assert seen == {"lea"}


def test_lists_counts_search_and_messages_agree(kettle, complaint):
    other = kettle.conversation("carl@example.org", subject="Turquoise?")
    for player in (kettle.ana, kettle.omar, kettle.mila):
        assert list(Conversation.objects.visible_to(player.actor)) == [other]
        assert not Message.objects.visible_to(player.actor).filter(conversation=complaint).exists()
        assert not readable(player.actor).filter(conversation=complaint).exists()
        assert [one.conversation.pk for one in search(player.actor, "turquoise").hits] == [other.pk]
        assert not search(player.actor, f"#{complaint.pk}").hits
    assert {one.conversation.pk for one in search(kettle.lea.actor, "turquoise").hits} == {
        complaint.pk,
        other.pk,
    }
    assert readable(kettle.lea.actor).filter(conversation=complaint).exists()
    assert MessageIndex.objects.filter(conversation=complaint).exists()


def test_what_runs_by_itself_goes_on(complaint):
    assert Conversation.objects.visible_to(SYSTEM).filter(pk=complaint.pk).exists()


def test_nobody_outside_is_given_it(kettle, complaint):
    for attempt in (
        lambda: conversations.assign(complaint, to=kettle.ana.member, by=kettle.lea.actor),
        lambda: conversations.hand_to(complaint, to=kettle.ana.member, by=kettle.lea.actor),
    ):
        with pytest.raises(NotInside, match="Ana Horvat is not among those who may see it"):
            attempt()
    assert list(people.assignable(complaint)) == [kettle.lea.member]
    assert {one.pk for one in people.colleagues(complaint, kettle.omar.actor)} == {
        kettle.lea.member.pk,
        kettle.stella.member.pk,
    }
    assert people.who_may_read(complaint, kettle.lea.actor, typed="A") == []


def test_turns_pass_over_whoever_is_outside(kettle, complaint):
    other = kettle.conversation("carl@example.org")
    assert routing.take_next(kettle.ana.member, by=kettle.ana.actor) == other
    assert routing.take_next(kettle.ana.member, by=kettle.ana.actor) is None
    assert routing.take_next(kettle.lea.member, by=kettle.lea.actor) == complaint


def test_what_an_outsider_had_goes_back(kettle):
    had = kettle.conversation()
    conversations.assign(had, to=kettle.ana.member, by=SYSTEM)
    inboxes.restrict(kettle.inbox, people=[kettle.lea.person], departments=[], by=kettle.omar.actor)
    assert not reads(kettle.ana, had)
    kettle.settle()
    had.refresh_from_db()
    assert had.assignee is None
    inboxes.open_up(kettle.inbox, by=kettle.omar.actor)
    assert reads(kettle.ana, had)
    acts = [one.what for one in AuditRecord.objects.filter(about=f"inbox:{kettle.inbox.pk}").order_by("pk")]
    assert acts == ["inbox.restricted", "inbox.opened_up"]


def test_a_restriction_needs_somebody_inside(kettle):
    with pytest.raises(Invalid, match="nobody would see"):
        inboxes.restrict(kettle.inbox, people=[], departments=[], by=kettle.omar.actor)
    assert not Inbox.objects.get(pk=kettle.inbox.pk).is_restricted


def test_merging_leads_only_into_the_restricted_one(kettle, complaint):
    other = kettle.conversation("vera@example.org", subject="Where is it?")
    with pytest.raises(CannotMerge, match=f"#{complaint.pk} is restricted"):
        conversations.merge(complaint, into=other, by=kettle.lea.actor)
    conversations.merge(other, into=complaint, by=kettle.lea.actor)
    assert not reads(kettle.ana, complaint)


def test_what_somebody_had_goes_back_when_they_leave_the_department_inside(kettle, complaint):
    conversations.assign(complaint, to=kettle.stella.member, by=SYSTEM)
    other = kettle.conversation("carl@example.org", subject="Not a secret")
    conversations.assign(other, to=kettle.stella.member, by=SYSTEM)
    member = kettle.stella.member
    kept = {
        name: getattr(member, name)
        for name in ("position", "line_manager", "employment", "hours_per_week", "languages", "capacity")
    }
    workforce.change_member(member, departments=[kettle.billing, kettle.support], **kept, by=SYSTEM)
    kettle.settle()
    complaint.refresh_from_db()
    assert complaint.assignee == member
    workforce.change_member(member, departments=[kettle.support], **kept, by=SYSTEM)
    kettle.settle()
    complaint.refresh_from_db()
    other.refresh_from_db()
    assert (complaint.assignee, other.assignee) == (None, member)
