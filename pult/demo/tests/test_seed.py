"""The demo in small: it is made once, through the verbs, and looks alive."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.conversations import metrics
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, Status
from pult.customers.models import Customer
from pult.demo import people, seed
from pult.demo.founding import as_it_stands
from pult.demo.reviews import read_along
from pult.feedback.models import Asked
from pult.feedback.types import State
from pult.gateways.email.models import OutgoingMail
from pult.metrics import queries as figures
from pult.metrics.types import Period
from pult.scorecards.models import Assessment, Calibration, Panel
from pult.skills.models import Evidence
from pult.surveys.models import Response
from pult.workforce.models import Member

NOW = datetime(2026, 3, 12, 11, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    """Two dozen conversations, made once for all who only look; hiring has a test of its own."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as changed:
        changed.setattr(seed, "CUSTOMERS", 30)
        changed.setattr(seed, "hire_people", lambda *_house, now: None)
        seed.seed(said.append, now=NOW, conversations=24, processes=1)
        yield said
        transaction.set_rollback(True)


def test_the_demo_is_made_once(small):
    assert Conversation.objects.count() == 24
    assert Customer.objects.count() == 30
    assert Member.objects.count() == len(people.STAFF)
    assert small[-1].startswith("Kettle & Co. is ready")
    assert not seed.is_needed()
    seed.seed(small.append, now=NOW, conversations=24, processes=1)
    assert small[-1] == "The demo department is here already"
    assert Conversation.objects.count() == 24


def test_nothing_of_the_past_leaves_the_house(small):
    assert not OutgoingMail.objects.exists()
    assert not ProcrastinateJob.objects.filter(status="todo").exists()
    assert not Message.objects.filter(kind="reply").exclude(delivery=Delivery.SENT).exists()
    assert not Asked.objects.filter(state=State.PLANNED, due_at__lte=NOW).exists()


def test_nothing_lies_in_the_future(small):
    assert not Message.objects.filter(at__gt=NOW).exists()
    assert not Response.objects.filter(given_at__gt=NOW).exists()


def test_there_is_something_to_do_and_something_to_look_at(small):
    assert Conversation.objects.unresolved().exists()
    assert Conversation.objects.filter(status=Status.SOLVED).exists()
    period = Period.last(92, until=NOW.date())
    assert figures.summary(metrics.RECEIVED, period).count == 24
    assert figures.summary(metrics.BACKLOG, period).value == Conversation.objects.unresolved().count()
    assert (
        figures.summary(metrics.SOLVED, period).count == Conversation.objects.filter(status="solved").count()
    )


def test_conversations_were_judged_by_two_and_one_still_waits(small):
    panels = Panel.objects.filter(about__startswith="conversation:")
    assert panels.count() >= 4
    waiting = Assessment.objects.open().get()
    assert waiting.rater.email == people.LEA.email
    assert Panel.objects.complete().count() == panels.count() - 1
    assert not Evidence.objects.filter(source_ref=waiting.ref).exists()
    assert not Assessment.objects.filter(submitted_at__gt=NOW).exists()
    holders = set(Evidence.objects.filter(source="review").values_list("holder__person__email", flat=True))
    assert len(holders) >= 3
    assert Calibration.objects.count() <= 1
    later = list(Panel.objects.order_by("pk").values_list("pk", flat=True))
    read_along(as_it_stands(), now=NOW)
    assert list(Panel.objects.order_by("pk").values_list("pk", flat=True)) == later


def test_it_is_the_same_every_time(small):
    first = list(Message.objects.order_by("pk").values_list("text", flat=True))
    assert len(set(first)) > 20


def test_the_house_has_its_name_on_the_careers_site(small, client):
    assert "Work at Kettle &amp; Co." in client.get("/careers/en/").content.decode()
