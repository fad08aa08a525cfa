"""The settings pages of service levels, and the page that explains deadlines."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pult.conversations.types import Priority
from pult.foundation.actors import SYSTEM
from pult.sla import operations, queries
from pult.sla.models import Policy
from pult.sla.types import Target

pytestmark = pytest.mark.django_db


def test_who_may_see_the_pages(kettle, client):
    conversation = kettle.conversation()
    people = ("ana", "stella", "lea", "eva", "mila", "omar")
    for path, expected in [
        (reverse("sla:policies"), [403, 403, 403, 403, 200, 200]),
        (reverse("sla:policy", args=[Policy.objects.get().pk]), [403, 403, 403, 403, 200, 200]),
        (reverse("sla:explanation", args=[conversation.pk]), [200, 404, 200, 403, 200, 200]),
    ]:
        assert [getattr(kettle, one).client.get(path).status_code for one in people] == expected
        assert client.get(path).status_code == 302


def test_targets_are_written_as_people_write_them(kettle):
    policy = Policy.objects.get()
    path = reverse("sla:promises", args=[policy.pk])
    kettle.mila.client.post(path, {"first_response-urgent": "30 min", "resolution-low": "1 h 30"})
    assert queries.promise(policy, Target.FIRST_RESPONSE, Priority.URGENT) == timedelta(minutes=30)
    assert queries.promise(policy, Target.RESOLUTION, Priority.LOW) == timedelta(minutes=90)
    assert queries.promise(policy, Target.NEXT_RESPONSE, Priority.LOW) is None
    refused = kettle.mila.client.post(path, {"first_response-urgent": "soon"})
    assert refused.status_code == 422
    assert "“soon” is no length of time" in refused.content.decode()


def test_a_policy_is_opened_changed_and_removed(kettle):
    mila = kettle.mila.client
    answer = mila.post(reverse("sla:policies"), {"name": "Calls", "channels": ["call"]})
    policy = Policy.objects.get(name="Calls")
    assert answer.url == reverse("sla:policy", args=[policy.pk])
    mila.post(answer.url, {"name": "Bills", "department": kettle.billing.pk})
    policy.refresh_from_db()
    assert (policy.name, policy.department, policy.channels) == ("Bills", kettle.billing, [])
    assert mila.post(answer.url, {"name": ""}).status_code == 422
    assert mila.post(reverse("sla:policies"), {"name": ""}).status_code == 422
    assert b"Billing" in mila.get(reverse("sla:policies")).content
    mila.post(reverse("sla:removal", args=[policy.pk]))
    standard = Policy.objects.get()
    path = reverse("sla:policy", args=[standard.pk])
    mila.post(path, {"name": "For everybody", "department": kettle.billing.pk})
    standard.refresh_from_db()
    assert (standard.name, standard.department) == ("For everybody", None)


def test_a_policy_that_matches_nothing_says_so(kettle):
    operations.open_policy("Idle", by=SYSTEM)
    assert b"Matches nothing" in kettle.mila.client.get(reverse("sla:policies")).content


def test_a_deadline_is_explained_as_a_page_and_as_a_part(kettle):
    conversation = kettle.conversation()
    path = reverse("sla:explanation", args=[conversation.pk])
    page = kettle.ana.client.get(path).content.decode()
    assert "The clock starts; the target is 8 h of opening time." in page
    part = kettle.ana.client.get(path, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "The clock starts" in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    operations.set_promises(Policy.objects.get(), promises={}, by=SYSTEM)
    quiet = kettle.conversation("eve@example.org")
    path = reverse("sla:explanation", args=[quiet.pk])
    assert b"Nothing is owed here" in kettle.ana.client.get(path).content
