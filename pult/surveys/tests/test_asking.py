"""Invitations: once, with rest, with reminders, and counted only where they arrived."""

import pytest
from django.core import mail

from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.text.tongues import WRITTEN
from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.errors import AnswersIncomplete, NothingToAsk, TooLateToChange, UnknownSurvey
from pult.surveys.models import Answer, Invitation, Response, Survey
from pult.surveys.ready import READY
from pult.surveys.types import Given, Kind, QuestionType, State, audiences

from . import stories
from .stories import DAY, NOON

CARL = {"address": "Carl@Example.org", "language": "en", "by": SYSTEM}


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def coffee(db):
    return stories.survey()


def test_asking_about_the_same_thing_twice_asks_once(coffee):
    first = surveys.invite(coffee, about="application:12", at=NOON, **CARL)
    assert first.address == "carl@example.org"
    assert surveys.invite(coffee, about="application:12", at=NOON + 99 * DAY, **CARL) is None
    assert surveys.invite(coffee, about="application:13", at=NOON, **CARL) is not None
    assert queries.invitation_about("application:12") == first


def test_whoever_was_asked_lately_rests_from_all_surveys_of_that_kind(coffee):
    surveys.invite(coffee, at=NOON, **CARL)
    tea = stories.survey("Tea", rest_days=30)
    other = stories.survey("Weather", kind=Kind.OTHER, rest_days=30)
    assert surveys.invite(tea, at=NOON + 29 * DAY, **CARL) is None
    assert surveys.invite(other, at=NOON + DAY, **CARL) is not None
    assert surveys.invite(tea, at=NOON + 31 * DAY, **CARL) is not None


def test_a_ready_survey_is_taken_into_use_when_it_is_first_needed(db):
    invitation = surveys.invite("candidate", about="application:12", **CARL)
    assert invitation.survey.is_anonymous
    assert surveys.invite("candidate", about="application:12", **CARL) is None
    with pytest.raises(UnknownSurvey):
        surveys.invite("horoscope", **CARL)


@pytest.mark.parametrize("ready", READY.values(), ids=lambda one: one.key)
def test_ready_surveys_speak_every_language(db, ready):
    survey = surveys.take_ready(ready.key, by=SYSTEM)
    assert surveys.take_ready(ready.key, by=SYSTEM) == survey
    texts = [survey.live.title, survey.live.intro, survey.live.thanks]
    for question in survey.live.asked:
        texts += [
            question.text,
            question.low_label,
            question.high_label,
            *(one["text"] for one in question.options),
        ]
    assert [text for text in texts if text and set(text) != set(WRITTEN)] == []


def test_the_letter_goes_out_once_and_reminds_as_often_as_it_may(kettle, outbox):
    coffee = stories.survey(reminders=1, reminder_days=4)
    invitation = surveys.invite(coffee, name="Carl", at=NOON, **CARL | {"language": "hr"})
    assert surveys.send_due(at=NOON) == 1
    assert surveys.send_due(at=NOON + 3 * DAY) == 0
    assert surveys.send_due(at=NOON + 4 * DAY) == 1
    assert surveys.send_due(at=NOON + 20 * DAY) == 0
    first, reminder = outbox
    assert reminder.subject.startswith("Podsjetnik")
    assert queries.link_of(invitation).rpartition("/")[0] in first.body
    assert "Pozdrav" in first.body or "Carl" in first.body


def test_whoever_has_answered_is_not_reminded(kettle, outbox):
    coffee = stories.survey(reminders=3)
    invitation = surveys.invite(coffee, at=NOON, **CARL)
    surveys.send_due(at=NOON)
    surveys.answer(invitation, stories.given(4), by=NOBODY, at=NOON + DAY)
    assert surveys.send_due(at=NOON + 9 * DAY) == 0


def test_a_letter_that_came_back_is_neither_counted_nor_reminded_of(kettle, outbox):
    coffee = stories.survey(reminders=3)
    surveys.invite(coffee, at=NOON, **CARL)
    surveys.send_due(at=NOON)
    assert surveys.mark_bounced([outbox[0].extra_headers["Message-ID"].strip("<>"), ""]) == 1
    assert surveys.send_due(at=NOON + 9 * DAY) == 0
    (row,) = queries.standing(queries.surveys(SYSTEM).rows)
    assert (row.asked, row.answered) == (0, 0)


def test_what_was_not_sent_can_be_called_off(coffee):
    invitation = surveys.invite(coffee, at=NOON, **CARL)
    assert surveys.cancel(invitation, by=SYSTEM)
    assert surveys.send_due(at=NOON) == 0
    assert not surveys.cancel(invitation, by=SYSTEM)


def test_a_letter_that_is_older_than_its_link_is_not_sent(outbox, coffee):
    surveys.invite(coffee, at=NOON, **CARL)
    assert surveys.send_due(at=NOON + 31 * DAY) == 0
    assert Invitation.objects.get().state == State.CANCELLED


def test_nobody_is_asked_by_a_survey_that_asks_nothing(db):
    empty = surveys.new_survey("Empty", kind=Kind.OTHER, by=SYSTEM)
    with pytest.raises(NothingToAsk):
        surveys.invite(empty, **CARL)
    with pytest.raises(NothingToAsk):
        surveys.open_wave(empty, by=SYSTEM)


def test_a_put_away_survey_asks_nobody(coffee):
    surveys.archive(coffee, by=SYSTEM)
    with pytest.raises(NothingToAsk):
        surveys.invite(Survey.objects.get(), **CARL)


def test_a_wave_asks_each_colleague_once(kettle, coffee):
    (colleagues,) = [one for one in audiences() if one.key == "colleagues"]
    begun = surveys.open_wave(coffee, by=SYSTEM)
    assert surveys.open_wave(coffee, by=SYSTEM) == begun
    everybody = colleagues.people("")
    assert {one.address for one in everybody} >= {kettle.ana.person.email, kettle.stella.person.email}
    assert surveys.ask_audience(begun, everybody, by=SYSTEM) == len(everybody)
    assert surveys.ask_audience(begun, everybody, by=SYSTEM) == 0
    support = colleagues.people(str(kettle.support.pk))
    assert {one.segments["department"] for one in support} == {str(kettle.support.pk)}


def test_an_answer_can_be_changed_for_some_days(coffee):
    invitation = stories.asked(coffee, 1)
    surveys.answer(invitation, stories.given(4, "Milk"), by=NOBODY, at=NOON)
    surveys.answer(invitation, stories.given(2), by=NOBODY, at=NOON + DAY)
    response = Response.objects.get()
    assert queries.given_in(response) == {"good": Given(value=2), "why": Given(text="Milk")}
    assert (response.revision, response.given_at) == (2, NOON)
    with pytest.raises(TooLateToChange):
        surveys.answer(invitation, stories.given(5), by=NOBODY, at=NOON + 9 * DAY)


def test_what_must_be_answered_is_asked_for(coffee):
    with pytest.raises(AnswersIncomplete):
        surveys.answer(stories.asked(coffee, 1), {}, by=NOBODY)
    with pytest.raises(AnswersIncomplete):
        surveys.answer(stories.asked(coffee, 2), {"good": Given(value=6)}, by=NOBODY)


def test_low_is_good_stays_with_the_answer(db):
    effort = surveys.new_survey("Effort", kind=Kind.CES, by=SYSTEM)
    draft = surveys.draft(effort, by=SYSTEM)
    surveys.add_question(
        draft,
        QuestionType.CES,
        by=SYSTEM,
        key="effort",
        text={"en": "How hard?"},
        low=1,
        high=5,
        is_high_good=False,
    )
    surveys.publish_draft(effort, by=SYSTEM)
    surveys.answer(stories.asked(effort, 1), {"effort": Given(value=2)}, by=NOBODY)
    assert Answer.objects.get().is_high_good is False


def test_whoever_wants_to_be_forgotten_leaves_a_number(coffee):
    invitation = stories.asked(coffee, 1, about="person:7")
    surveys.answer(invitation, stories.given(4, "My name is Carl."), by=NOBODY)
    assert surveys.forget("person1@kettle.example", by=SYSTEM) == 1
    invitation.refresh_from_db()
    assert (invitation.address, invitation.about) == ("", "")
    assert queries.given_in(Response.objects.get()) == {"good": Given(value=4)}
    assert Response.objects.get().about == ""


def test_the_seeding_of_a_rating_costs_few_statements(coffee, django_assert_max_num_queries):
    queries.questions_of(coffee.live)
    with django_assert_max_num_queries(2):
        invitation = surveys.issue(
            "coffee", address="carl@example.org", language="en", by=SYSTEM, about="x:1"
        )
    with django_assert_max_num_queries(9):  # two of them are the savepoint of the test
        surveys.answer(invitation, stories.given(4, "Milk"), by=NOBODY)


def test_a_candidate_who_is_forgotten_stays_a_customer(coffee):
    asked = [stories.asked(coffee, 1), stories.asked(stories.survey("How was it?", kind="candidate"), 1)]
    assert surveys.forget("person1@kettle.example", kind="candidate", by=SYSTEM) == 1
    assert surveys.forget("", by=SYSTEM) == 0
    for one in asked:
        one.refresh_from_db()
    assert [one.address for one in asked] == ["person1@kettle.example", ""]
