"""Figures of hiring: the rating by candidates, how raters agree, and the ledger of what scores foretold."""

from datetime import timedelta

from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.hiring import operations as hiring
from pult.hiring.tests.office import applies, published
from pult.hiring.tests.test_decisions import judged_by, planned
from pult.hiring.types import Reason
from pult.metrics.models import Fact
from pult.surveys import operations as surveys
from pult.surveys.models import Invitation, Survey
from pult.surveys.types import Given


def ended(opening, number, *, at):
    one = applies(opening, f"P {number}", f"p{number}@example.org", language="en", at=at)
    hiring.reject(one, reason=Reason.STRONGER, with_letter=False, by=SYSTEM, at=at)
    return one


def test_candidates_are_asked_once_some_days_after_the_end_whatever_it_was(kettle):
    opening, at = published(kettle, seats=5), timezone.now()
    ended(opening, 1, at=at)
    hired = applies(opening, "P 2", "p2@example.org", at=at)
    hiring.hire(hired, without_offer="Signed.", by=SYSTEM, at=at)
    applies(opening, "P 3", "p3@example.org", at=at)
    assert hiring.ask_candidates(at=at + timedelta(days=4)) == 0
    assert hiring.ask_candidates(at=at + timedelta(days=5)) == 2
    assert hiring.ask_candidates(at=at + timedelta(days=6)) == 0
    assert sorted(Invitation.objects.values_list("address", flat=True)) == [
        "p1@example.org",
        "p2@example.org",
    ]


def test_a_house_may_ask_nobody_and_old_ends_are_left_in_peace(kettle):
    opening, at = published(kettle), timezone.now()
    ended(opening, 1, at=at)
    assert hiring.ask_candidates(at=at + timedelta(days=60)) == 0
    hiring.change_settings(survey_days=None, by=SYSTEM)
    assert hiring.ask_candidates(at=at + timedelta(days=5)) == 0


def test_whoever_is_erased_was_never_asked_by_name(kettle):
    opening, at = published(kettle), timezone.now()
    one = ended(opening, 1, at=at)
    hiring.ask_candidates(at=at + timedelta(days=5))
    hiring.erase(one.candidate, by=SYSTEM)
    assert not Invitation.objects.exclude(address="").exists()


def test_the_rating_counts_when_a_wave_closes_and_only_if_enough_answered(kettle):
    opening, at = published(kettle), timezone.now()
    for number in range(12):
        ended(opening, number, at=at)
    later = at + timedelta(days=5)
    hiring.ask_candidates(at=later)
    surveys.send_due(at=later)
    for place, invitation in enumerate(Invitation.objects.order_by("pk")):
        given = {key: Given(value=4) for key in ("clear", "fair", "respect", "recommend")}
        given["overall"] = Given(value=5 if place % 3 else 2)
        surveys.answer(invitation, given, by=SYSTEM, at=later + timedelta(days=1))
    assert not Fact.objects.filter(metric="hiring.candidate_rating").exists()
    survey = Survey.objects.get(key="candidate")
    surveys.close_wave(survey.waves.get(), by=SYSTEM, at=later + timedelta(days=91))
    kettle.settle()
    values = sorted(Fact.objects.filter(metric="hiring.candidate_rating").values_list("value", flat=True))
    assert values == [2.0] * 4 + [5.0] * 8


def test_the_page_shows_how_far_how_alike_and_what_was_foretold(kettle):
    opening = planned(kettle)
    petra = applies(opening)
    judged_by(petra, kettle.lea, kettle.mila)
    page = kettle.hana.client.get("/app/hiring/figures").content.decode()
    assert "n too small for a verdict" in page
    assert "Phone interview" in page
    hiring.hire(petra, without_offer="Signed.", by=kettle.hana.actor)
    page = kettle.hana.client.get("/app/hiring/figures").content.decode()
    assert "1 hire" in page
    assert "0 with a result" in page
    assert "n too small" in page
    rows = kettle.hana.client.get("/app/hiring/predictions.csv").content.decode().splitlines()
    assert rows[0].startswith("hire,hired_on,opening,evidence")
    assert len(rows) == 5
    assert "Petra" not in "".join(rows)
    assert kettle.lea.client.get("/app/hiring/predictions.csv").status_code == 403
