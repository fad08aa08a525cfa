"""Hiring in the demo, acted out to its end once: every screen has something real to show."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from pult.conversations.models import Message
from pult.demo import people, seed
from pult.demo.models import DemoLetter
from pult.demo.openings import applicants
from pult.foundation.actors import SYSTEM
from pult.gateways.email.models import OutgoingMail
from pult.hiring import operations as hiring
from pult.hiring.metrics import CANDIDATE_RATING
from pult.hiring.models import (
    Application,
    Candidate,
    Decision,
    InterviewKit,
    Offer,
    Opening,
    Play,
    Referee,
    StageMove,
    Trial,
)
from pult.hiring.queries.fairness import HIRED, Wanted
from pult.hiring.types import PlayMode, StageKind
from pult.metrics import queries as figures
from pult.metrics.types import Period
from pult.scorecards.models import Assessment, Calibration, Panel, Score
from pult.skills.models import Evidence
from pult.surveys.models import Wave
from pult.workforce.models import Member

NOW = datetime(2026, 3, 12, 11, 30, tzinfo=UTC)


def test_hiring_is_acted_out_to_its_end(db, monkeypatch, settings):
    settings.EMAIL_BACKEND = "pult.gateways.email.backend.OutboxBackend"
    monkeypatch.setattr(seed, "CUSTOMERS", 3)
    for told_elsewhere in ("read_along", "write_down", "open_the_portal", "_asked_and_answered"):
        monkeypatch.setattr(seed, told_elsewhere, lambda *_said, **_more: None)
    seed.seed(lambda _words: None, now=NOW, conversations=2, processes=1)
    for holds in HOLDS:
        holds()


def of(name):
    """The application of one candidate."""
    return Application.objects.select_related("candidate", "opening", "stage").get(candidate__name=name)


def two_openings_have_somebody_in_every_step():
    assert Opening.objects.published().count() == 2
    assert Candidate.objects.count() == len(applicants()) == 28
    standing = Application.objects.exclude(state__in=["rejected", "withdrawn", "pool"])
    assert set(standing.values_list("stage__kind", flat=True)) == {str(kind) for kind in StageKind}
    ended = set(Application.objects.values_list("state", flat=True))
    assert ended == {"active", "rejected", "withdrawn", "pool", "hired"}
    assert of("Petra Kovač").files.get().name == "petra.kovac.txt"
    olivera = Candidate.objects.get(email="olivera.tasic@example.org")
    assert olivera.name == "Оливера Тасић"
    assert Evidence.objects.in_force().filter(holder=olivera.holder).exists()


def what_happened_in_hiring_happened_in_the_past_and_left_no_mail():
    assert not OutgoingMail.objects.exists()
    # Somebody looks through documents, and at queues that are empty by now.
    expected = ["hiring.look_through", "routing.move_on"]
    waiting = ProcrastinateJob.objects.filter(status="todo").exclude(task_name__in=expected)
    assert not waiting.exists()
    assert not Message.objects.filter(at__gt=NOW).exists()
    assert not Assessment.objects.filter(submitted_at__gt=NOW).exists()
    assert not StageMove.objects.filter(at__gt=NOW).exists()
    assert DemoLetter.objects.filter(address="peter.novotny@example.org", text__contains="/careers/").exists()
    assert DemoLetter.objects.filter(address="vuk.marinkovic@example.org").exists()
    assert not DemoLetter.objects.filter(address__endswith="@kettle.example").exists()


def talks_follow_kits_and_are_judged_by_three_who_talked_about_one_mark():
    kits = InterviewKit.objects.filter(stage__kind=StageKind.INTERVIEW)
    assert all(kit.is_settled and len(kit.questions_in_order) >= 5 for kit in kits.whole())
    assert kits.count() == 2
    panel = Panel.objects.get(evidence_step__application=of("Stefan Ristić"), title__startswith="Intervju")
    assert panel.assessments.submitted().count() == 3
    assert Calibration.objects.get(score__assessment__panel__circle="hiring").score.assessment.panel == panel
    assert Assessment.objects.open().filter(panel__circle="hiring").exists()
    booked, offered = of("Jasmin Hodžić").interviews.get(), of("Оливера Тасић").interviews.get()
    assert (booked.state, offered.state) == ("booked", "offered")


def writing_is_graded_by_two_who_do_not_always_agree():
    marks: dict[tuple[int, int], list[int]] = {}
    written = Score.objects.filter(
        assessment__panel__evidence_step__kind=StageKind.WRITING, value__isnull=False
    )
    for panel, criterion, value in written.values_list("assessment__panel", "criterion", "value"):
        marks.setdefault((panel, criterion), []).append(value)
    assert {max(both) - min(both) for both in marks.values()} >= {0, 1, 2}


def role_plays_ended_well_and_badly_and_one_runs():
    plays = Play.objects.filter(mode=PlayMode.SCRIPTED)
    assert set(plays.values_list("ending", flat=True)) == {"", "good", "sour"}
    running = plays.get(ending="")
    assert running.step.application == of("Grace Miller")
    assert running.lines.count() >= 4
    assert Assessment.objects.submitted().filter(panel__evidence_step__play__ending="good").exists()


def references_were_given_one_refused_and_one_is_silent():
    assert Referee.objects.filter(answered_at__isnull=False).count() >= 6
    assert Referee.objects.get(declined_at__isnull=False).application == of("Danijel Kolar")
    assert Referee.objects.waited_for().get().application == of("Ljubica Pavić")


def offers_one_open_one_accepted_and_stefan_works_here():
    states = dict(Offer.objects.values_list("application__candidate__name", "state"))
    assert states == {"Vuk Marinković": "sent", "Nives Šarić": "accepted", "Stefan Ristić": "accepted"}
    stefan = of("Stefan Ristić")
    member = Member.objects.get(person__email=people.NEWCOMER.email)
    assert stefan.person == member.person
    assert member.person.check_password(people.PASSWORD)
    assert list(member.departments.values_list("name", flat=True)) == [people.SUPPORT]
    assert Evidence.objects.in_force().filter(holder__person=member.person).exists()
    hired = Decision.objects.filter(outcome="hire").exclude(reasons="")
    assert hired.count() == 3
    assert Decision.objects.filter(outcome="reject").exclude(reasons="").count() >= 10


def the_first_review_of_stefans_trial_was_held_and_the_next_is_coming():
    trial = Trial.objects.get(application=of("Stefan Ristić"))
    first, coming = trial.reviews.order_by("due_on")[:2]
    assert first.is_held
    assert first.shared_at is not None
    assert first.own_words
    assert not coming.is_held
    assert coming.due_on > NOW.date()
    assert set(trial.goals.values_list("state", flat=True)) == {"met", "partly", "open"}
    assert first.step.panel.assessments.submitted().count() >= 2


def fairness_shows_what_it_may_and_hides_the_rest():
    wanted = Wanted(trait="gender", stage=StageKind.PHONE, year=NOW.year)
    later = NOW + timedelta(days=31)
    assert {line.key for line in hiring.read_fairness(wanted, by=SYSTEM, at=later).lines} == {"man", "woman"}
    of_hires = Wanted(trait="disability", stage=HIRED, year=NOW.year)
    assert hiring.read_fairness(of_hires, by=SYSTEM, at=later).lines == []


def candidates_have_told_how_it_was():
    wave = Wave.objects.get(survey__key="candidate")
    assert wave.closed_at is not None
    assert wave.answered >= wave.comment_floor
    period = Period.last(92, until=NOW.date())
    assert figures.summary(CANDIDATE_RATING, period).count == wave.answered


HOLDS = (
    two_openings_have_somebody_in_every_step,
    what_happened_in_hiring_happened_in_the_past_and_left_no_mail,
    talks_follow_kits_and_are_judged_by_three_who_talked_about_one_mark,
    writing_is_graded_by_two_who_do_not_always_agree,
    role_plays_ended_well_and_badly_and_one_runs,
    references_were_given_one_refused_and_one_is_silent,
    offers_one_open_one_accepted_and_stefan_works_here,
    the_first_review_of_stefans_trial_was_held_and_the_next_is_coming,
    fairness_shows_what_it_may_and_hides_the_rest,
    candidates_have_told_how_it_was,
)
