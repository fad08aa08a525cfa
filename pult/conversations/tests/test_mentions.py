"""Colleagues called by name in a note."""

from hypothesis import given
from hypothesis import strategies as st

from pult.conversations import operations
from pult.conversations.mentions import named_in
from pult.notifications.models import KeptNotice

NAMES = ["Ana", "Ana Horvat", "Ана Хорват", "Straße"]


def test_the_whole_name_counts_and_the_longer_one_wins():
    assert named_in("Please look, @Ana Horvat, and @ANA!", NAMES) == ["Ana Horvat", "Ana"]
    assert named_in("@Ана Хорват?", NAMES) == ["Ана Хорват"]
    assert named_in("mail to ana@example.org, @Anamaria or @ Ana", NAMES) == []
    assert named_in("@STRASSE", NAMES) == ["Straße"]


@given(st.text(), st.lists(st.text(min_size=1, max_size=8)))
def test_no_text_and_no_name_is_too_strange(text, names):
    assert set(named_in(text, names)) <= set(names)


def told(player) -> list[str]:
    """Of what this player was told, each kind once for each time."""
    notices = KeptNotice.objects.filter(person=player.person)
    return [kind for kinds in notices.values_list("kinds", flat=True) for kind in kinds]


def test_whoever_is_mentioned_is_told_once_and_follows(kettle):
    conversation = kettle.conversation()
    operations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    kettle.settle()
    KeptNotice.objects.all().delete()
    name = kettle.lea.person.name
    operations.note(conversation, by=kettle.ana.actor, text=f"@{name} what do you think?")
    kettle.settle()
    assert told(kettle.lea) == ["note.mentioned"]
    assert conversation.followers.filter(person=kettle.lea.person).exists()
    operations.note(conversation, by=kettle.lea.actor, text=f"@{kettle.ana.person.name} replace it")
    kettle.settle()
    assert told(kettle.ana) == ["note.mentioned"]


def test_who_may_not_read_it_is_not_told(kettle):
    conversation = kettle.conversation()
    operations.note(conversation, by=kettle.ana.actor, text=f"@{kettle.stella.person.name} is this yours?")
    kettle.settle()
    assert told(kettle.stella) == []
    assert not conversation.followers.filter(person=kettle.stella.person).exists()
