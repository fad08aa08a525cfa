"""The demo in small: it is made once, through the verbs, and looks alive."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.assistant.models import Session
from pult.assistant.types import HANDED_OVER
from pult.checklists.models import Template
from pult.conversations import metrics
from pult.conversations.models import Conversation, Message, ScriptRun
from pult.conversations.types import Delivery, Status
from pult.customers.models import Customer
from pult.demo import people, seed
from pult.demo.bot import TALKS
from pult.demo.branding import LETTERS as TEA
from pult.demo.chatting import chats
from pult.demo.founding import as_it_stands
from pult.demo.restricting import LETTERS as QUIET
from pult.demo.reviews import read_along
from pult.demo.weeding import LETTERS
from pult.feedback.models import Asked
from pult.feedback.types import State
from pult.fields.queries import catalogue, values_of
from pult.fields.types import Audience
from pult.gateways.email.models import OutgoingMail
from pult.knowledge import metrics as knowledge
from pult.knowledge.models import Feedback, Gap
from pult.knowledge.models.closures import Closure
from pult.metrics import queries as figures
from pult.metrics.types import Period
from pult.routing.models import Offer, Wait
from pult.routing.types import Left, Result
from pult.scorecards.models import Assessment, Calibration, Panel
from pult.skills.models import Evidence
from pult.surveys.models import Response
from pult.workforce.models import Member

pytestmark = pytest.mark.django_db
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
    assert Conversation.objects.genuine().count() == 24 + len(TALKS) + len(chats()) + len(TEA) + len(QUIET)
    assert Customer.objects.filter(is_apart=False).count() - len(LETTERS) == 30 + len(TALKS) + len(
        chats()
    ) + len(TEA) + len(QUIET)
    assert Member.objects.count() == len(people.STAFF)
    assert small[-1].startswith("Kettle & Co. is ready")
    assert not seed.is_needed()
    seed.seed(small.append, now=NOW, conversations=24, processes=1)
    assert small[-1] == "The demo department is here already"
    assert Conversation.objects.genuine().count() == 24 + len(TALKS) + len(chats()) + len(TEA) + len(QUIET)


def test_nothing_of_the_past_leaves_the_house(small):
    assert not OutgoingMail.objects.exists()
    assert not ProcrastinateJob.objects.filter(status="todo").exclude(task_name="routing.move_on").exists()
    assert not Message.objects.filter(kind="reply").exclude(delivery=Delivery.SENT).exists()
    assert not Asked.objects.filter(state=State.PLANNED, due_at__lte=NOW).exists()


def test_nothing_lies_in_the_future(small):
    assert not Message.objects.filter(at__gt=NOW).exists()
    assert not Response.objects.filter(given_at__gt=NOW).exists()


def test_there_is_something_to_do_and_something_to_look_at(small):
    assert Conversation.objects.genuine().unresolved().exists()
    assert Conversation.objects.filter(status=Status.SOLVED).exists()
    period = Period.last(92, until=NOW.date())
    assert figures.summary(metrics.RECEIVED, period).count == 24 + len(TALKS) + len(chats()) + len(TEA) + len(
        QUIET
    )
    assert (
        figures.summary(metrics.BACKLOG, period).value == Conversation.objects.genuine().unresolved().count()
    )
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


def test_customers_were_answered_in_the_chat_and_some_did_not_wait(small):
    waits = Wait.objects.filter(outcome=Left.ANSWERED, left_at__lt=F("entered_at") + timedelta(minutes=1))
    spoken = [one for one in chats() if any(line.startswith("<") for line in one.said)]
    assert waits.count() == len(spoken)
    assert Wait.objects.filter(outcome=Left.ABANDONED).count() == len(chats()) - len(spoken)
    assert not Wait.objects.waiting().exists()
    assert not Offer.objects.filter(result=Result.OPEN).exists()


def test_the_bot_answered_at_night_and_handed_over_what_it_could_not(small):
    assert Session.objects.filter(ending="helped").count() >= 4
    handed_over = Session.objects.filter(ending__in=HANDED_OVER).select_related("conversation")
    assert len(handed_over) == 2
    assert all(session.conversation.assignee is not None for session in handed_over)


def test_the_help_centre_was_read_and_something_is_still_missing(small):
    assert Feedback.objects.exclude(comment="").exists()
    assert {"gift voucher", "poklon bon"} <= set(Gap.objects.values_list("question", flat=True))
    period = Period.last(92, until=NOW.date())
    assert 0.5 < figures.summary(knowledge.SELF_SERVICE, period).value < 0.95


def test_closures_are_announced_and_a_script_was_played(small):
    assert sorted(Closure.objects.values_list("kind", "state")) == [
        ("holiday", "announced"),
        ("outage", "announced"),
    ]
    assert ScriptRun.objects.exists()


def test_newest_conversations_say_what_their_types_ask(small):
    typed = Conversation.objects.exclude(type=None)
    assert typed.count() > 3
    known = catalogue()
    assert [one.names["en"] for one in known.offered] == ["Question", "Return", "Complaint"]
    assert all(values_of(Audience.CONVERSATION, one.pk) for one in typed)
    # Whoever opens one sees how far its checklist is.
    assert [str(one) for one in Template.objects.in_order()] == ["Refund", "Broken kettle", "Complaint"]
    assert Conversation.objects.filter(items_open__gt=0).exists()
