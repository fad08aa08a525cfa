"""The pages of trial periods: the list, one trial, a review, the decision, and the new colleague's own page."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import Look, Trial, TrialDecision
from pult.hiring.tests.office import applies
from pult.hiring.tests.test_decisions import planned
from pult.hiring.tests.test_trials import START, hired, holds, judges, moment, review
from pult.hiring.tests.test_trials import trial as trial
from pult.hiring.types import TrialState
from pult.hiring.types.foretelling import Validity


def text_of(response):
    assert response.status_code in {200, 422}, response.status_code
    return response.content.decode()


def own(trial):
    """A browser in which the new colleague is signed in."""
    client, person = Client(), trial.application.person
    person.language = "en"
    person.save()
    client.force_login(person)
    return client


@pytest.fixture
def site(trial):
    return f"/app/hiring/trials/{trial.pk}/"


def test_the_list_shows_what_is_due_and_marks_what_is_late(kettle, trial):
    told = text_of(kettle.hana.client.get("/app/hiring/trials/"))
    assert "Petra Kovač" in told
    assert "overdue" in told
    assert "over since" in told
    hiring.decide_trial(trial, "kept", reasons="Good.", by=kettle.hana.actor, at=moment(80))
    assert "Petra" not in text_of(kettle.hana.client.get("/app/hiring/trials/"))
    assert "Kept" in text_of(kettle.hana.client.get("/app/hiring/trials/?show=past"))
    assert "begins by itself" in text_of(kettle.hana.client.get("/app/hiring/trials/"))


def test_the_list_costs_the_same_with_one_row_and_with_many_and_goes_on(kettle, trial, monkeypatch):
    lea = kettle.lea.actor
    queries.trial_list(lea)

    def statements():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text_of(kettle.hana.client.get("/app/hiring/trials/"))
        return len(seen)

    statements()
    few = statements()
    opening = planned(kettle)
    came = [
        applies(opening, f"Ivo {number}", f"ivo{number}@example.org", at=moment(-20)) for number in range(4)
    ]
    for one in came:
        hired(kettle, one)
    assert statements() == few
    monkeypatch.setattr("pult.hiring.queries.trials.PAGE_SIZE", 2)
    first = queries.trial_list(kettle.hana.actor)
    assert len(first.rows) == 2
    then = queries.trial_list(kettle.hana.actor, after=first.after)
    assert not {one.pk for one in first.rows} & {one.pk for one in then.rows}
    assert queries.trial_list(kettle.hana.actor, before=then.before).rows == first.rows


def test_goals_are_agreed_on_the_page(kettle, trial, site):
    lea = kettle.lea.client
    assert "Knows the products" in text_of(lea.get(site))
    assert Look.objects.filter(person=kettle.lea.person, what="trial").count() == 1
    lea.post(f"{site}goals", {"text": "Writes one article.", "day": 60})
    goal = trial.goals.latest("pk")
    assert (goal.text, goal.day) == ("Writes one article.", 60)
    lea.post(f"/app/hiring/trial-goals/{goal.pk}", {"text": "Writes two articles.", "day": 70})
    goal.refresh_from_db()
    assert (goal.text, goal.day) == ("Writes two articles.", 70)
    refused = lea.post(f"{site}goals", {"text": "Kept words", "day": 400})
    assert refused.status_code == 422
    assert "Kept words" in text_of(refused)
    outside = lea.post(f"{site}goals", {"text": "Kept words", "day": 200})
    assert "lies within the trial period" in text_of(outside)
    lea.post(f"/app/hiring/trial-goals/{goal.pk}/removal")
    assert not trial.goals.filter(pk=goal.pk).exists()


def test_a_goal_that_only_gets_another_day_keeps_its_words_in_every_language(kettle, trial):
    goal = trial.goals.in_order()[0]
    given = {"text": goal.texts["en"], "day": 25, "skill": goal.skill_id}
    kettle.lea.client.post(f"/app/hiring/trial-goals/{goal.pk}", given)
    before = dict(goal.texts)
    goal.refresh_from_db()
    assert (goal.day, goal.texts) == (25, before)
    assert set(goal.texts) == {"en", "hr", "sr-latn"}


def test_a_review_is_held_on_its_page(kettle, trial, site):
    lea, first = kettle.lea.client, review(trial)
    place = f"/app/hiring/trial-reviews/{first.pk}/"
    own(trial).post(f"/app/trial/reviews/{first.pk}/words", {"text": "Chats are easy, calls are hard."})
    lea.post(f"{place}sheets")
    told = text_of(lea.get(place))
    assert "Chats are easy" in told
    due = [one for one in trial.goals.all() if one.day <= 30]
    given = {f"state_{one.pk}": "met" for one in due} | {"agreed": "Two calls a week together."}
    given[f"state_{due[0].pk}"] = "not_yet"
    refused = lea.post(place, given)
    assert refused.status_code == 422
    assert "Please write what was missing" in text_of(refused)
    assert "Two calls a week" in text_of(refused)
    held = lea.post(place, given | {f"note_{due[0].pk}": "The training comes in May."})
    assert held["Location"] == site
    told = text_of(lea.get(site))
    assert "Two calls a week" in told
    assert "The training comes in May." in told
    assert lea.post(place, given | {f"note_{due[0].pk}": "Again."}).status_code == 422
    assert "Two calls a week" in text_of(lea.get(place))


def test_what_was_foretold_is_hidden_until_ones_own_sheet_is_in(kettle, trial, site):
    opened = hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    assert "should not colour" in text_of(kettle.lea.client.get(site))
    step = f"/app/hiring/steps/{opened.step_id}/"
    told = text_of(kettle.lea.client.get(step))
    assert "Goals of this time" in told
    assert site in told
    judges(kettle.lea.person, opened.step, 4, at=moment(30))
    told = text_of(kettle.lea.client.get(site))
    assert "should not colour" not in told
    assert "As a whole" in told


def test_days_guides_and_sheets_are_changed_on_the_page(kettle, trial, site):
    hana, first = kettle.hana.client, review(trial)
    hana.post(f"/app/hiring/trial-reviews/{first.pk}/day", {"due_on": "2026-04-07"})
    assert review(trial).due_on.isoformat() == "2026-04-07"
    hana.post(f"{site}guide", {"person": kettle.mila.person.pk})
    trial.refresh_from_db()
    assert trial.guide == kettle.mila.person
    hana.post(f"/app/hiring/trial-reviews/{first.pk}/sheets")
    judges(kettle.mila.person, review(trial).step, 3, at=moment(30))
    holds(kettle, trial)
    assert "Show the sheets" in text_of(hana.get(site))
    hana.post(f"/app/hiring/trial-reviews/{first.pk}/sharing")
    told = text_of(own(trial).get("/app/trial/"))
    assert "The sheet of Mila Petrović" in told
    assert "call." in told


def test_the_decision_is_written_on_the_page_and_read_on_its_own(kettle, trial, site):
    hana = kettle.hana.client
    hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    assert "1 sheet was not handed in yet" in text_of(hana.get(site))
    assert "Those who run the hiring" in text_of(kettle.lea.client.get(site))
    assert hana.post(f"{site}decision", {"outcome": "extended", "reasons": "Calls"}).status_code == 422
    refused = hana.post(f"{site}decision", {"outcome": "extended", "reasons": "Calls", "until": "2026-03-05"})
    assert "lies after the present one" in text_of(refused)
    made = hana.post(
        f"{site}decision", {"outcome": "kept", "reasons": "Kind to everybody.", "with_letter": "on"}
    )
    decision = TrialDecision.objects.get()
    assert made["Location"] == f"/app/hiring/trial-decisions/{decision.pk}/"
    told = text_of(kettle.lea.client.get(made["Location"]))
    assert "Kind to everybody." in told
    assert "foretold 4.0" in told
    assert kettle.lea.client.post(f"{site}decision", {"outcome": "kept", "reasons": "x"}).status_code == 403
    assert "You stay" in text_of(own(trial).get("/app/trial/"))


@pytest.mark.parametrize(
    ("outcome", "words"), [("ended", "your last day with us"), ("extended", "one more review")]
)
def test_the_new_colleague_reads_what_was_decided_and_no_reasons(kettle, trial, outcome, words):
    hiring.decide_trial(
        trial, outcome, until=START + timedelta(days=120), reasons="Inner thoughts.", by=kettle.hana.actor,
        at=moment(80),
    )  # fmt: skip
    told = text_of(own(trial).get("/app/trial/"))
    assert words in told
    assert "Inner thoughts" not in told


def test_the_own_page_is_found_in_the_rail_and_is_only_ones_own(kettle, trial):
    petra = own(trial)
    told = text_of(petra.get("/app/trial/"))
    assert "Knows the products" in told or "Poznaje proizvode" in told
    assert 'href="/app/trial/"' in told
    assert 'href="/app/trial/"' not in text_of(kettle.ana.client.get("/app/trial/"))
    assert petra.get(f"/app/hiring/trials/{trial.pk}/").status_code == 403
    first = review(trial)
    assert kettle.ana.client.post(f"/app/trial/reviews/{first.pk}/words", {"text": "x"}).status_code == 404
    holds(kettle, trial)
    assert "Two calls a week" in text_of(petra.get("/app/trial/"))


def test_it_is_begun_by_hand_on_the_candidates_page(kettle):
    petra = hired(kettle, start=None)
    address = f"/app/hiring/applications/{petra.pk}/"
    assert "Begin the trial period" in text_of(kettle.hana.client.get(address))
    begun = kettle.hana.client.post(f"{address}trial", {"began_on": "2026-11-02", "days": 60})
    trial = Trial.objects.get()
    assert begun["Location"] == f"/app/hiring/trials/{trial.pk}/"
    assert (trial.days, trial.guide) == (60, kettle.hana.person)
    assert f"/app/hiring/trials/{trial.pk}/" in text_of(kettle.hana.client.get(address))


def test_nothing_of_a_trial_or_of_references_is_begun_by_the_button_of_evidence(kettle):
    petra = applies(planned(kettle))
    stage = petra.opening.stages.get(kind="trial")
    answer = kettle.hana.client.post(f"/app/hiring/applications/{petra.pk}/steps", {"stage": stage.pk})
    assert answer.status_code in {302, 409, 422}
    assert not petra.steps.filter(kind="trial").exists()


def test_an_opening_says_how_its_trials_begin(kettle):
    opening = planned(kettle)
    place, hana = f"/app/hiring/openings/{opening.pk}/trial", kettle.hana.client
    assert place in text_of(hana.get(f"/app/hiring/openings/{opening.pk}/plan"))
    assert "These are the ready goals" in text_of(hana.get(place))
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "days": "60"}
    bad = hana.post(place, rows | {"form-0-text_en": "Kept words"})
    assert bad.status_code == 422
    assert "Kept words" in text_of(bad)
    late = hana.post(place, rows | {"form-0-text_en": "Kept words", "form-0-day": "90"})
    assert "a day within the trial period" in text_of(late)
    hana.post(
        place, rows | {"form-0-text_en": "Knows us", "form-0-text_hr": "Poznaje nas", "form-0-day": "30"}
    )
    plan = queries.trial_plan(opening)
    assert (plan.days, [dict(one.texts) for one in plan.goals]) == (
        60,
        [{"en": "Knows us", "hr": "Poznaje nas"}],
    )
    assert "Back to the ready goals" in text_of(hana.get(place))
    hana.post(f"{place}/removal")
    assert not queries.trial_plan(opening).is_own


def test_a_stopped_trial_offers_nothing_any_more(kettle, trial, site):
    Trial.objects.filter(pk=trial.pk).update(state=TrialState.STOPPED, decided_at=moment(5))
    told = text_of(kettle.hana.client.get(site))
    assert "Stopped without a decision" in told
    assert 'name="outcome"' not in told
    assert "My trial period" in text_of(own(trial).get("/app/trial/"))
    place = f"/app/hiring/trial-reviews/{review(trial).pk}/"
    assert "This review was not held." in text_of(kettle.hana.client.get(place))


def test_the_candidates_own_data_tell_of_the_trial(kettle, trial):
    hiring.say_own_words(review(trial), "Calls are hard.", by=trial.application.person.actor, at=moment(25))
    holds(kettle, trial)
    hiring.decide_trial(trial, "kept", reasons="Inner thoughts.", by=kettle.hana.actor, at=moment(80))
    told = queries.data_of(trial.application.candidate)["applications"][0]["trial_period"]
    assert told["reviews"][0]["own_words"] == "Calls are hard."
    assert told["reviews"][0]["agreed"] == "Two calls a week together."
    assert [one["outcome"] for one in told["decisions"]] == ["kept"]
    assert "Inner thoughts" not in str(told)


def test_the_ledger_has_the_later_result_beside_what_was_foretold(kettle, trial):
    opened = hiring.open_review(review(trial), by=kettle.hana.actor, at=moment(26))
    judges(kettle.lea.person, opened.step, 4, at=moment(30))
    hiring.decide_trial(trial, "kept", reasons="Good.", by=kettle.hana.actor, at=moment(80))
    rows = text_of(kettle.hana.client.get("/app/hiring/predictions.csv")).splitlines()
    whole = next(row for row in rows if ",phone_interview,," in row)
    assert whole.endswith(",4.000,30,2026-05-21")
    told = text_of(kettle.hana.client.get("/app/hiring/figures"))
    assert "1 with a result" in told
    assert "n too small" in told
    assert "r = " not in told


def test_from_thirty_hires_on_the_page_says_what_foresaw_good_work(kettle, trial, monkeypatch):
    figures = import_module("pult.hiring.queries.figures")
    found = Validity(r=0.42, low=0.1, high=0.67, count=30)
    monkeypatch.setattr(figures, "validity", lambda _pairs: found)
    assert "r = 0.42, 0.10 to 0.67" in text_of(kettle.hana.client.get("/app/hiring/figures"))
