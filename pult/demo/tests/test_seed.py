"""The demo in small: it is made once, through the verbs, and looks alive."""

import pickle
import subprocess
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import OperationalError
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.errors import DeadlockDetected

from pult.conversations import metrics
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, Status
from pult.customers.models import Customer
from pult.demo import people, seed
from pult.demo.founding import as_it_stands
from pult.demo.processes import begin
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


@pytest.fixture
def small(db, monkeypatch):
    """Two dozen conversations; hiring has a test of its own."""
    monkeypatch.setattr(seed, "CUSTOMERS", 30)
    monkeypatch.setattr(seed, "hire_people", lambda *_house, now: None)
    said: list[str] = []
    seed.seed(said.append, now=NOW, conversations=24, processes=1)
    return said


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


def test_an_interrupted_seeding_is_finished(db, monkeypatch):
    monkeypatch.setattr(seed, "CUSTOMERS", 10)
    monkeypatch.setattr(seed, "hire_people", lambda *_house, now: None)

    def broken_off(count):
        yield from [(1, False), (2, False), (3, False)]
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(seed, "turns", broken_off)
        with pytest.raises(KeyboardInterrupt):
            seed.seed(lambda _words: None, now=NOW, conversations=6, processes=1)
    assert seed.is_needed()
    assert Conversation.objects.count() == 3
    seed.seed(lambda _words: None, now=NOW, conversations=6, processes=1)
    assert Conversation.objects.count() == 6
    assert Customer.objects.count() == 10


def test_two_processes_that_wait_for_each_other_begin_the_conversation_again(db, monkeypatch):
    monkeypatch.setattr(seed, "CUSTOMERS", 5)
    monkeypatch.setattr(seed, "hire_people", lambda *_house, now: None)
    monkeypatch.setattr(seed, "_in_a_hurry", nullcontext)  # this test stands in a transaction of its own
    act_out, tried = seed._act_out, []

    def waits_once(play, number, at):
        tried.append(number)
        act_out(play, number, at)
        if len(tried) == 1:
            raise OperationalError from DeadlockDetected()

    monkeypatch.setattr(seed, "_act_out", waits_once)
    seed.seed(lambda _words: None, now=NOW, conversations=2, processes=1)
    assert tried == [1, 1, 2]
    assert Conversation.objects.count() == 2


def test_a_house_of_somebody_else_is_left_alone(kettle):
    assert not seed.is_needed() or kettle.omar.person.email == people.OMAR.email


def test_a_seeding_process_begins_before_django_is_up():
    code = "import pickle, sys; pickle.loads(bytes.fromhex(sys.argv[1])); import django.apps;"
    code += " assert not django.apps.apps.ready"
    given = pickle.dumps(begin).hex()
    subprocess.run([sys.executable, "-c", code, given], check=True, cwd=Path(__file__).parents[3])


def test_the_progress_says_how_long_it_will_still_take(monkeypatch):
    clock = seed.Estimate(count=100, at_first=20, began=1000.0)
    monkeypatch.setattr("pult.demo.seed.time.monotonic", lambda: 1010.0)
    assert clock.left(20) == "", "nobody can know yet"
    assert clock.left(60) == ", about 10 s to go"
    assert clock.left(100) == ""


def test_the_house_has_its_name_on_the_careers_site(small, client):
    assert "Work at Kettle &amp; Co." in client.get("/careers/en/").content.decode()
