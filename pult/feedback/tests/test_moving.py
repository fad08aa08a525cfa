"""Ratings of an earlier release become answers of a survey, and their links and figures go on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pult.conversations.models import Conversation
from pult.feedback import queries
from pult.feedback.models import Asked
from pult.metrics.models import Fact
from pult.surveys.models import Survey
from tests.cast import build_kettle

BEFORE = [("feedback", "0001_begin")]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def back():
    """To the earlier release of feedback alone: taking back all that came later elsewhere would take a minute."""
    executor = MigrationExecutor(connection)
    later = [step for step in executor.migration_plan(BEFORE) if step[0].app_label == "feedback"]
    executor.migrate(BEFORE, plan=later)
    return executor.loader.project_state(BEFORE).apps


def forward():
    """To the release of now."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def an_earlier_release(kettle):
    """Two customers were asked; Carl has rated, and thought better of it."""
    had = {name: kettle.conversation(f"{name}@example.org") for name in ("carl", "ivo")}
    apps = back()
    apps.get_model("feedback", "FeedbackSettings").objects.create(pk=1, change_days=3, valid_days=21)
    for name, score in (("carl", 4), ("ivo", None)):
        conversation = had[name]
        asked = apps.get_model("feedback", "SurveyInvitation").objects.create(
            conversation_id=conversation.pk, customer_id=conversation.customer_id,
            department_id=conversation.department_id, address=f"{name}@example.org", language="hr",
            state="sent", due_at=NOON, sent_at=NOON,
        )  # fmt: skip
        if score:
            rating = apps.get_model("feedback", "Rating").objects.create(
                invitation=asked, conversation_id=conversation.pk, customer_id=conversation.customer_id,
                department_id=conversation.department_id, score=score, comment="Quick!", language="hr",
                given_at=NOON + timedelta(hours=1), revision=2,
            )  # fmt: skip
            Fact.objects.create(
                metric="feedback.csat", key=f"rating:{rating.pk}:2", version=1, at=NOON, value=score
            )


@pytest.mark.django_db(transaction=True)
def test_what_was_rated_is_found_in_the_survey(request):
    request.addfinalizer(forward)
    kettle = build_kettle()
    an_earlier_release(kettle)
    forward()
    survey = Survey.objects.get(key="desk-csat")
    assert (survey.valid_days, survey.change_days, survey.is_quick) == (21, 3, True)
    assert sorted(survey.invitations.values_list("address", "state")) == [
        ("carl@example.org", "answered"),
        ("ivo@example.org", "sent"),
    ]
    asked = Asked.objects.get(address="carl@example.org")
    rating = queries.rating_of(Conversation.objects.get(pk=asked.conversation_id))
    assert (rating.score, rating.comment, rating.given_at) == (4, "Quick!", NOON + timedelta(hours=1))
    assert queries.invitation_of(asked).expires_at == NOON + timedelta(days=21)
    assert Fact.objects.get(metric="feedback.csat").key == f"answer:{asked.pk}:2"
