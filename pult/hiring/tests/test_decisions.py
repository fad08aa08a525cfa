"""Deciding: all evidence on one page, not before everybody has judged, and always with a page of reasons."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.errors import Ended, NeedsReasons, SheetsOpen
from pult.hiring.models import Decision, OpeningSkill
from pult.hiring.operations import Line, Step
from pult.hiring.tests.office import applies, published
from pult.hiring.types import Outcome, Proposal, Reason, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment
from pult.scorecards.types import Kind, Mark
from pult.skills.models import Skill
from tests.scene import scene


@scene
def planned(kettle):
    """An opening with a telephone talk that two people judge, three skills, an offer and a trial."""
    opening = published(kettle)
    scorecards.renew_scorecards()
    plan = [
        Step(kind=StageKind.APPLICATION),
        Step(kind=StageKind.PHONE, raters=(kettle.lea.person, kettle.mila.person)),
        Step(kind=StageKind.DECISION),
        Step(kind=StageKind.OFFER),
        Step(kind=StageKind.TRIAL),
    ]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    judged = [Skill.objects.get(key=key) for key in ("communication", "positive_attitude", "courtesy")]
    lines = [Line(skill=skill, is_must_have=skill.key == "communication") for skill in judged]
    hiring.set_profile(opening, lines, by=kettle.hana.actor)
    return opening


@pytest.fixture
def opening(kettle):
    return planned(kettle)


@pytest.fixture
def petra(opening):
    return applies(opening)


def judged_by(application, *players, value=4):
    """They judge her telephone talk."""
    phone = application.opening.stages.get(kind="phone_interview")
    if application.stage_id != phone.pk:
        hiring.move(application, phone, by=SYSTEM)
    panel = application.steps.get(stage=phone).panel
    for player in players:
        sheet = Assessment.objects.select_related("panel__version").get(panel=panel, rater=player.person)
        for criterion in sheet.panel.version.criteria_in_order:
            mark = Mark() if criterion.kind == Kind.TEXT else Mark(min(value, criterion.highest))
            scorecards.save_score(
                sheet, criterion, by=player.actor, mark=mark, evidence="Heard.", cause=_cause(criterion)
            )
        scorecards.submit(sheet, by=player.actor)
    application.refresh_from_db()


def _cause(criterion):
    return criterion.causes[0]["key"] if getattr(criterion, "causes", None) else ""


def text_of(response):
    assert response.status_code in {200, 422}, response.status_code
    return response.content.decode()


def test_nothing_is_decided_while_somebody_judges(kettle, petra):
    judged_by(petra, kettle.lea)
    with pytest.raises(SheetsOpen):
        hiring.decide(petra, Outcome.HIRE, reasons="She is good.", by=kettle.hana.actor)
    page = text_of(kettle.hana.client.get(reverse("hiring:decision", args=[petra.pk])))
    assert "A decision is offered when everybody" in page
    assert "There is no figure yet" in page
    seen = queries.gathered_about(petra, kettle.hana.actor)
    assert not any(row.seen for row in seen.rows)


def test_no_mark_shines_through_before_a_panel_is_done(kettle, petra):
    before = hiring.reasons.frozen(queries.gathered_about(petra, SYSTEM))
    judged_by(petra, kettle.lea, value=5)
    told = hiring.reasons.frozen(queries.gathered_about(petra, SYSTEM))
    assert told["skills"] == before["skills"]
    judged_by(petra, kettle.mila, value=5)
    done = hiring.reasons.frozen(queries.gathered_about(petra, SYSTEM))
    assert done["overall"]["n"] == 6


def test_all_evidence_stands_on_one_page(kettle, petra):
    judged_by(petra, kettle.lea, value=5)
    judged_by(petra, kettle.mila, value=5)
    text = text_of(kettle.hana.client.get(reverse("hiring:decision", args=[petra.pk])))
    for words in (
        "Clear communication",
        "must-have from 3",
        "2 raters, 5.0 to 5.0",
        "version 1",
        "n = 2",
        "Strengths",
    ):
        assert words in text
    assert petra.candidate.looks.filter(person=kettle.hana.person).exists()


def test_a_decision_to_hire_goes_on_to_the_offer(kettle, petra):
    judged_by(petra, kettle.lea, kettle.mila, value=5)
    decision = hiring.decide(petra, Outcome.HIRE, reasons="Calm and clear.", by=kettle.hana.actor)
    petra.refresh_from_db()
    assert (decision.proposal, decision.is_override) == (Proposal.HIRE, False)
    assert (petra.stage.kind, petra.is_active) == ("offer", True)
    assert queries.is_to_be_hired(petra)
    assert (
        AuditRecord.objects.filter(what="application.decided", about=f"application:{petra.pk}").count() == 1
    )


def test_against_the_evidence_only_in_writing(kettle, petra):
    with pytest.raises(NeedsReasons):
        hiring.decide(petra, Outcome.HIRE, reasons="  ", by=kettle.hana.actor)
    decision = hiring.decide(petra, Outcome.HIRE, reasons="I know her work.", by=kettle.hana.actor)
    assert (decision.proposal, decision.is_override) == (Proposal.UNCLEAR, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(reasons="")


def test_rejecting_whom_the_evidence_would_hire_needs_words_wherever_it_is_done(kettle, petra):
    judged_by(petra, kettle.lea, kettle.mila, value=5)
    with pytest.raises(NeedsReasons):
        hiring.reject(petra, reason=Reason.INTERVIEW, by=kettle.hana.actor)
    given = {"picked": [petra], "act": "reject", "reason": "interview", "with_letter": False}
    assert hiring.act_on(given, by=kettle.hana.actor) == 0
    hiring.reject(petra, reason=Reason.FILLED, by=kettle.hana.actor)
    assert petra.decisions.get().is_override is False


def test_every_rejection_has_a_page_of_reasons_with_what_was_known(kettle, petra):
    judged_by(petra, kettle.lea, kettle.mila, value=2)
    hiring.reject(petra, reason=Reason.INTERVIEW, by=kettle.hana.actor)
    decision = petra.decisions.get()
    assert decision.proposal == Proposal.NOT
    text = text_of(kettle.hana.client.get(reverse("hiring:reasons", args=[decision.pk])))
    for words in ("Interview", "What was known", "Clear communication", "missed", "Do not hire"):
        assert words in text
    assert kettle.lea.client.get(reverse("hiring:reasons", args=[decision.pk])).status_code == 403


def test_the_page_decides_and_keeps_what_was_written_when_it_may_not(kettle, petra):
    address, hana = reverse("hiring:decision", args=[petra.pk]), kettle.hana.client
    refused = hana.post(address, {"outcome": "reject", "reasons": "Too cold, I think"})
    assert refused.status_code == 422
    assert "Too cold, I think" in refused.content.decode()
    judged_by(petra, kettle.lea)
    early = hana.post(address, {"outcome": "hold", "reasons": "Let us see"})
    assert early.status_code == 422
    assert "Somebody still judges" in early.content.decode()
    judged_by(petra, kettle.mila)
    done = hana.post(
        address, {"outcome": "reject", "reasons": "Cold.", "reason": "interview", "with_letter": "on"}
    )
    assert done.headers["Location"] == reverse("hiring:reasons", args=[petra.decisions.get().pk])
    assert "This application has ended" in text_of(hana.get(address))
    petra.refresh_from_db()
    with pytest.raises(Ended):
        hiring.decide(petra, Outcome.HIRE, reasons="After all.", by=kettle.hana.actor)


def test_kept_and_waiting_are_decisions_too(kettle, opening):
    ivo = applies(opening, "Ivo", "ivo@example.org", may_keep=True)
    hiring.decide(ivo, Outcome.HOLD, reasons="Waiting for the budget.", by=kettle.hana.actor)
    hiring.decide(ivo, Outcome.POOL, reasons="For the night shift.", by=kettle.hana.actor)
    ivo.refresh_from_db()
    assert ivo.state == "pool"
    assert [one.outcome for one in ivo.decisions.latest_first()] == ["pool", "hold"]
    assert "Decided" in text_of(kettle.hana.client.get(reverse("hiring:application", args=[ivo.pk])))


def test_what_was_frozen_stays_when_marks_are_calibrated(kettle, petra):
    judged_by(petra, kettle.lea, kettle.mila, value=5)
    decision = hiring.decide(petra, Outcome.HIRE, reasons="Good.", by=kettle.hana.actor)
    panel = petra.steps.get(kind="phone_interview").panel
    score = panel.assessments.first().scores.filter(criterion__skill__key="communication").first()
    scorecards.calibrate(score, mark=Mark(1), reason="Misheard.", by=kettle.hana.actor)
    decision.refresh_from_db()
    was = {one["key"]: one["estimate"]["mean"] for one in decision.figures["skills"]}
    now = {row.line.skill.key: row.estimate.mean for row in queries.gathered_about(petra, SYSTEM).rows}
    assert now["communication"] < was["communication"]


def test_words_of_a_decision_go_with_the_candidate_and_figures_stay(kettle, petra):
    hiring.decide(petra, Outcome.HIRE, reasons="Petra told me of Rijeka.", by=kettle.hana.actor)
    hiring.erase(petra.candidate, by=SYSTEM)
    decision = petra.decisions.get()
    assert decision.reasons == ""
    assert decision.figures["skills"]
    text = text_of(kettle.hana.client.get(reverse("hiring:reasons", args=[decision.pk])))
    assert "erased with the candidate" in text


def test_candidates_stand_side_by_side_and_first_only_when_surely_better(kettle, opening, petra):
    ivo = applies(opening, "Ivo", "ivo@example.org")
    judged_by(petra, kettle.lea, kettle.mila, value=4)
    judged_by(ivo, kettle.lea, kettle.mila, value=4)
    address = reverse("hiring:comparison", args=[opening.pk])
    text = text_of(kettle.hana.client.get(address))
    assert "put nobody before anybody" in text
    seen = queries.comparison(opening, kettle.hana.actor)
    assert [one.application for one in seen.columns] == [petra, ivo]
    assert not seen.is_ranked
    assert kettle.mila.client.get(address).status_code == 200
    assert kettle.lea.client.get(address).status_code == 403


def test_the_comparison_costs_the_same_with_three_and_with_nine(kettle, opening):
    kettle.hana.client.get(reverse("hiring:comparison", args=[opening.pk]))

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.comparison(opening, kettle.hana.actor)
        return len(seen)

    def more(numbers):
        for number in numbers:
            one = applies(opening, f"Person {number}", f"p{number}@example.org")
            judged_by(one, kettle.lea, kettle.mila)

    more(range(3))
    few = cost()
    more(range(3, 9))
    assert cost() == few


def test_the_bar_and_the_weighing_are_the_openings(kettle, opening, petra):
    judged_by(petra, kettle.lea, kettle.mila, value=4)
    assert queries.gathered_about(petra, SYSTEM).combination.proposal == Proposal.HIRE
    hiring.change_opening(
        opening,
        hiring.Texts(titles=opening.titles),
        hire_from="4.9",
        weighing="profile",
        by=kettle.hana.actor,
    )
    petra.refresh_from_db()
    petra.opening.refresh_from_db()
    assert queries.gathered_about(petra, SYSTEM).combination.proposal == Proposal.NOT
    OpeningSkill.objects.filter(opening=opening).delete()
    assert queries.gathered_about(petra, SYSTEM).combination.proposal == Proposal.UNCLEAR
    text = text_of(kettle.hana.client.get(reverse("hiring:decision", args=[petra.pk])))
    assert "The opening names no skills" in text
