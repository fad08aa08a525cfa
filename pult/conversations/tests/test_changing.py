"""A conversation is changed and read back at once."""

import pytest

from pult.conversations.models import Conversation
from pult.conversations.types import Priority, Status
from pult.foundation.database.changing import change
from tests.cast import Kettle


@pytest.mark.django_db
def test_the_instance_shows_what_the_row_says(kettle: Kettle, django_assert_num_queries):
    carls = kettle.conversation()
    stale = Conversation.objects.select_related("department").get(pk=carls.pk)
    Conversation.objects.filter(pk=carls.pk).update(subject="It leaks more", tags=["leak"])
    with django_assert_num_queries(1):
        assert change(stale, Conversation.objects.all(), priority=Priority.HIGH, department=kettle.billing)
    assert (stale.subject, stale.tags, stale.priority) == ("It leaks more", ["leak"], Priority.HIGH)
    assert stale.department == kettle.billing
    fresh = Conversation.objects.get(pk=carls.pk)
    assert {field.attname: getattr(stale, field.attname) for field in stale._meta.concrete_fields} == {
        field.attname: getattr(fresh, field.attname) for field in fresh._meta.concrete_fields
    }


@pytest.mark.django_db
def test_nothing_changes_where_the_condition_no_longer_holds(kettle: Kettle):
    carls = kettle.conversation()
    before = carls.subject
    assert not change(carls, Conversation.objects.filter(status=Status.CLOSED), subject="Gone")
    assert carls.subject == before
    carls.refresh_from_db()
    assert carls.subject == before
