"""The block list: looked up by an index, what is blocked comes in as spam, who is trusted never does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, SpamMark
from pult.foundation.audit.models import AuditRecord
from pult.moderation import operations, queries, senders
from pult.moderation.errors import MayNot, NeedsSaying, NotASender, OwnSender
from pult.moderation.models import ListedSender
from pult.moderation.scores import says_spam
from pult.moderation.types import Verdict


def block(kettle, value, **how):
    return operations.list_sender(value, by=kettle.lea.actor, **how)


@pytest.mark.parametrize(
    ("listed", "writes"),
    [
        ("carl@example.org", "Carl@Example.org"),
        ("carl@example.org", "carl+more@example.org"),
        ("example.org", "carl@example.org"),
        ("@example.org", "carl@mail.example.org"),
        ("*@Example.ORG.", "carl@example.org"),
        ("čajnik.hr", f"carl@{senders.ascii_of('čajnik.hr')}"),
    ],
)
def test_a_blocked_sender_is_known(kettle, listed, writes):
    block(kettle, listed, reason="Sells teapots")
    suspicion = queries.at_the_door(writes).suspicion
    assert suspicion is not None
    assert suspicion.detail.endswith("Sells teapots")
    assert suspicion.of_sender


def test_a_neighbour_is_not_blocked(kettle):
    block(kettle, "example.org")
    for writes in ("carl@notexample.org", "carl@example.org.net", "carl", "@", ""):
        assert queries.at_the_door(writes).suspicion is None


def test_who_is_trusted_is_never_taken_for_spam(kettle):
    block(kettle, "example.org")
    block(kettle, "carl@example.org", verdict=Verdict.TRUSTED)
    operations.change_door(score_header="X-Spam-Flag", score_at=5, servers="", by=kettle.lea.actor)
    door = queries.at_the_door("carl@example.org")
    assert door.is_trusted
    assert queries.suspicion_of(door, {"x-spam-flag": ("YES",)}) is None
    assert queries.at_the_door("ann@example.org").suspicion is not None


def test_an_entry_ends(kettle):
    now = timezone.now()
    entry = block(kettle, "carl@example.org", expires_at=now + timedelta(hours=1))
    assert queries.at_the_door("carl@example.org").suspicion is not None
    ListedSender.objects.filter(pk=entry.pk).update(expires_at=now - timedelta(seconds=1))
    assert queries.at_the_door("carl@example.org").suspicion is None


def test_our_own_are_never_blocked(kettle):
    for own in (kettle.inbox.address, kettle.ana.person.email, kettle.inbox.address.partition("@")[2]):
        with pytest.raises(OwnSender):
            block(kettle, own)


def test_what_reaches_far_is_said_twice(kettle):
    with pytest.raises(NeedsSaying):
        block(kettle, "gmail.com")
    assert block(kettle, "gmail.com", is_meant=True).value == "gmail.com"


def test_an_agent_blocks_addresses_only(kettle):
    ana = kettle.ana.actor
    operations.list_sender("carl@example.org", by=ana)
    with pytest.raises(MayNot):
        operations.list_sender("example.org", by=ana)
    with pytest.raises(MayNot):
        operations.list_sender("carl@example.org", verdict=Verdict.TRUSTED, by=ana)
    block(kettle, "dora@example.org", verdict=Verdict.TRUSTED)
    with pytest.raises(MayNot):
        operations.list_sender("dora@example.org", by=ana)
    assert AuditRecord.objects.filter(what="sender.listed").count() == 2


@pytest.mark.parametrize(
    "wrong", ["", "carl", "carl@", "@", "a b@example.org", "exa mple.org", "x@y@z", "10"]
)
def test_what_is_no_sender_is_refused(kettle, wrong):
    with pytest.raises(NotASender):
        block(kettle, wrong)


def test_the_list_is_asked_in_one_statement_by_its_index(kettle, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.at_the_door("carl@example.org")


def test_the_sender_of_a_conversation_is_blocked(kettle):
    leaks = kettle.conversation()
    assert operations.block_sender_of(leaks, by=kettle.ana.actor).value == "carl@example.org"
    conversations.mark_spam(leaks, by=kettle.ana.actor)
    assert SpamMark.objects.get().conversation == leaks
    assert Conversation.objects.spam().get() == leaks


@pytest.mark.parametrize(
    ("header", "is_spam"),
    [
        ("YES", True),
        ("no", False),
        ("Yes, score=7.3 required=5.0 tests=BAYES_99", True),
        ("Yes, score=3.1 required=3.0", False),
        ("No, score=-0.1 required=5.0", False),
        ("7.3", True),
        ("4.9 / 15", False),
        ("default: True [15.00 / 15.00]; BAYES", True),
        ("default: False [0.20 / 15.00]", False),
        ("*******", True),
        ("add header", True),
        ("no action", False),
        ("", False),
        ("gibberish", False),
    ],
)
def test_what_mail_servers_write(header, is_spam):
    assert says_spam(header, score_at=5.0) is is_spam


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text):
    assert all(isinstance(one, str) for one in senders.looked_up(text))
    assert isinstance(says_spam(text, score_at=5), bool)
    found = senders.read(text)
    assert found is None or senders.read(found[1]) == found
