"""Questions that are compiled once and asked with other values."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.models import Conversation
from pult.foundation.database.kept import Kept, named

pytestmark = pytest.mark.django_db


def test_a_question_is_built_once_and_asked_with_other_values(kettle):
    carl = kettle.mail("carl@example.org", "One 100 % kettle").conversation
    eve = kettle.mail("eve@example.org", "Another").conversation
    built = []
    question = Kept(named("id", "subject"))

    def ask(key: int):
        def build(slots):
            built.append(slots)
            found = Conversation.objects.filter(pk=slots["key"]).exclude(subject="100 % sure")
            return found.values_list("id", "subject")

        return question.ask("form", build, {"key": key})

    assert [row.subject for row in ask(carl.pk)] == ["One 100 % kettle"]
    assert [row.id for row in ask(eve.pk)] == [eve.pk]
    assert len(built) == 1


def test_moments_are_marked_with_their_distance(kettle):
    now = timezone.now()
    for subject, minutes in (("soon", 30), ("far", 300)):
        conversation = kettle.mail("carl@example.org", subject).conversation
        operations.set_due(conversation, at=now + timedelta(minutes=minutes))
    question = Kept(tuple)

    def build(slots):
        limit = slots["at"] + timedelta(hours=1)
        return Conversation.objects.filter(due_at__lte=limit, opened_at__gt=slots["since"]).values_list(
            "subject"
        )

    since = now - timedelta(days=1)
    assert question.ask("due", build, {"at": now, "since": since}) == [("soon",)]
    later = now + timedelta(hours=4, minutes=1)
    assert len(question.ask("due", build, {"at": later, "since": since})) == 2
    assert question.ask("due", build, {"at": later, "since": now + timedelta(days=1)}) == []
