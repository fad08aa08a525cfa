"""The desk at this moment."""

from datetime import timedelta

from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation

PAGE = "/app/reports/now"


def test_it_says_who_waits_what_is_late_and_who_is_there(kettle):
    now = timezone.now()
    first = kettle.conversation("carl@example.org", at=now - timedelta(hours=3))
    second = kettle.conversation("ivo@example.org", at=now - timedelta(hours=1))
    Conversation.objects.filter(pk=first.pk).update(due_at=now - timedelta(minutes=1))
    Conversation.objects.filter(pk=second.pk).update(due_at=now + timedelta(minutes=30))
    conversations.assign(first, to=kettle.ana.member, by=kettle.lea.actor)
    kettle.settle()
    shown = kettle.lea.client.get(PAGE).context["floor"]
    assert (shown.total.waiting, shown.total.late, shown.total.soon) == (2, 1, 1)
    assert shown.total.oldest_words == "3h"
    load = {seat.member.name: seat.load for seat in shown.seats}
    assert load["Ana Horvat"] >= 1
    assert not any(name.startswith("Stella") for name in load)
    assert [queue.name for queue in shown.queues] == ["Support"]
    assert [queue.name for queue in kettle.eva.client.get(PAGE).context["floor"].queues] == [
        "Billing",
        "Support",
    ]


def test_it_has_a_wall_and_a_part_that_renews_itself(kettle):
    wall = kettle.lea.client.get(PAGE, {"wall": "1"}).content.decode()
    assert "pult-wall" in wall
    assert "pult-rail" not in wall
    part = kettle.lea.client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "floor-tiles" in part
    assert kettle.ana.client.get(PAGE).status_code == 403


def test_it_costs_the_same_with_one_who_waits_and_with_thirty(kettle, django_assert_max_num_queries):
    for number in range(30):
        kettle.mail(f"many{number}@example.org")
    kettle.settle()
    kettle.lea.client.get(PAGE)
    with django_assert_max_num_queries(14):
        kettle.lea.client.get(PAGE)
