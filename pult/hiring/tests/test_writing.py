"""Writing samples: the clock runs on the server, nothing that was typed is lost, and there is one handing in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.hiring import operations as hiring
from pult.hiring.errors import Ended, HandedIn
from pult.hiring.links import token_for
from pult.hiring.models import StageTask, WritingSample, WritingTask
from pult.hiring.operations import Exercise, Step
from pult.hiring.operations.writing_tasks import shipped_tasks
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import Reason, StageKind, WritingChannel
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment
from tests.scene import scene

NOW = timezone.now().replace(microsecond=0)


def minutes(count):
    return timedelta(minutes=count)


@pytest.fixture
@scene
def opening(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_tasks()
    plan = [
        Step(kind=StageKind.APPLICATION),
        Step(kind=StageKind.WRITING, raters=(kettle.lea.person, kettle.mila.person)),
    ]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return opening


@pytest.fixture
def stage(opening):
    return opening.stages.get(kind="writing_sample")


@pytest.fixture
def petra(kettle, opening, stage):
    petra = applies(opening, language="en")
    hiring.move(petra, stage, by=kettle.hana.actor)
    return petra


@pytest.fixture
def sample(petra):
    return WritingSample.objects.get(step__application=petra)


@pytest.fixture
def link(petra, sample):
    return f"/careers/status/{token_for(petra.pk, petra.candidate.link_key)}/writing/{sample.step_id}"


def fresh(sample):
    sample.refresh_from_db()
    return sample


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_candidate_who_comes_to_it_gets_a_letter_and_a_button(client, petra, sample, link):
    letter = petra.conversation.messages.latest("pk").text
    assert "There are 30 minutes for it." in letter
    assert "/careers/status/" in letter
    assert "To the writing sample" in text_of(client.get(link.rpartition("/writing")[0]))
    asked = text_of(client.get(link))
    assert "You have 30 minutes" in asked
    assert "swollen patch" not in asked


def test_it_is_begun_written_and_handed_in_without_any_script(client, kettle, petra, sample, link):
    client.post(f"{link}/beginning")
    begun = fresh(sample).begun_at
    assert sample.due_at == begun + minutes(30)
    client.post(f"{link}/beginning")
    assert fresh(sample).begun_at == begun
    page = text_of(client.get(link))
    assert "swollen patch" in page
    assert "time-left" in page
    client.post(f"{link}/text", {"text": "Dear Carla,\r\nI am sorry"})
    assert "I am sorry" in text_of(client.get(link))
    assert sample.step.panel is None
    client.post(f"{link}/hand-in", {"text": "Dear Carla,\nI am sorry about your worktop."})
    assert fresh(sample).text == "Dear Carla,\nI am sorry about your worktop."
    assert sample.handed_in_at == sample.closed_at
    assert sample.late_by is None
    asked = Assessment.objects.filter(panel__evidence_step=sample.step_id)
    assert {one.rater for one in asked} == {kettle.lea.person, kettle.mila.person}
    assert "You have handed this in" in text_of(client.get(link))
    again = client.post(f"{link}/hand-in", {"text": "Other words"})
    assert "already" in text_of(again, 409)
    assert fresh(sample).text.startswith("Dear Carla")


FETCHED = {"Sec-Fetch-Dest": "empty"}


def test_a_page_that_saves_as_one_types_learns_what_it_has_seen(client, sample, link):
    client.post(f"{link}/beginning")
    answer = client.post(f"{link}/text", {"text": "Dear"}, headers=FETCHED)
    assert answer.json() == {"fields": {"seen": 1}}


def test_of_two_windows_the_older_is_told_and_loses_nothing(client, sample, link):
    client.post(f"{link}/beginning")
    first, second = {"window": "first", "seen": 0}, {"window": "second", "seen": 0}
    assert client.post(f"{link}/text", {"text": "Dear Carla", **first}, headers=FETCHED).status_code == 200
    # What a window has sent itself is nothing new to it, even when the answer was lost on the way.
    assert client.post(f"{link}/text", {"text": "Dear Carla,", **first}, headers=FETCHED).status_code == 200
    clash = client.post(f"{link}/text", {"text": "Hello", **second}, headers=FETCHED)
    assert clash.status_code == 409
    assert clash.json() == {"fields": {}, "other": "Dear Carla,", "seen": 2}
    assert fresh(sample).text == "Dear Carla,"
    for address in (f"{link}/text", f"{link}/hand-in"):
        page = text_of(client.post(address, {"text": "Hello", **second}), 409)
        assert "Dear Carla," in page
        assert ">Hello</textarea>" in page
        assert 'name="seen" value="2"' in page
    assert not fresh(sample).is_closed
    knowing = {"window": "second", "seen": 2}
    assert client.post(f"{link}/text", {"text": "Hello Carla", **knowing}, headers=FETCHED).status_code == 200
    assert client.post(f"{link}/text", {"text": "Dear", **first}, headers=FETCHED).status_code == 409
    assert client.post(f"{link}/text", {"text": "Hello Carla", **first}, headers=FETCHED).status_code == 200
    assert fresh(sample).text == "Hello Carla"


def test_a_candidate_who_is_moved_with_a_letter_gets_one_that_holds_both(kettle, opening, stage):
    ivo = applies(opening, "Ivo", "ivo@example.org", language="en")
    before = ivo.conversation.messages.count()
    hiring.move(ivo, stage, with_letter=True, by=kettle.hana.actor)
    assert ivo.conversation.messages.count() == before + 1
    letter = ivo.conversation.messages.latest("pk").text
    assert "the next step" in letter
    assert "There are 30 minutes for it." in letter
    ivo.refresh_from_db()
    assert ivo.answered_at is not None
    hiring.move(ivo, opening.stages.get(kind="application"), by=kettle.hana.actor)
    hiring.move(ivo, stage, with_letter=True, by=kettle.hana.actor)
    assert "The next step is: Writing sample" in ivo.conversation.messages.latest("pk").text


def test_what_cannot_be_taken_stays_in_the_window(client, sample, link):
    assert client.post(f"{link}/text", {"text": "too early"}).status_code == 422
    client.post(f"{link}/beginning")
    assert "nothing to hand in" in text_of(client.post(f"{link}/hand-in", {"text": "  \n "}), 422)
    long = "x" * 20_001
    assert escape(long) in text_of(client.post(f"{link}/hand-in", {"text": long}), 422)
    assert "too long" in text_of(client.post(f"{link}/text", {"text": long}), 422)
    assert not fresh(sample).is_closed


def test_the_end_of_the_time_closes_it_with_what_was_saved(kettle, sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.save_writing(sample, "Half a sentence", by=APPLICANT, at=NOW + minutes(29))
    assert hiring.close_due_writing(at=NOW + minutes(29)) == 0
    assert hiring.close_due_writing(at=NOW + minutes(31)) == 1
    assert hiring.close_due_writing(at=NOW + minutes(31)) == 0
    assert (fresh(sample).text, sample.closed_at) == ("Half a sentence", NOW + minutes(30))
    sample.step.refresh_from_db()
    assert sample.step.panel is not None


def test_what_comes_late_is_taken_once_and_marked(kettle, sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.save_writing(sample, "Half", by=APPLICANT, at=NOW + minutes(20))
    hiring.close_due_writing(at=NOW + minutes(31))
    hiring.hand_in_writing(sample, "Half and the rest", by=APPLICANT, at=NOW + minutes(42))
    assert (fresh(sample).text, sample.late_text) == ("Half", "Half and the rest")
    assert sample.late_by == minutes(12)
    with pytest.raises(HandedIn):
        hiring.hand_in_writing(sample, "And more", by=APPLICANT, at=NOW + minutes(43))
    page = text_of(kettle.lea.client.get(f"/app/hiring/steps/{sample.step_id}/"))
    assert "Sent 12 min after the end" in page
    assert "Half and the rest" in page


def test_a_save_after_the_end_closes_it_before_the_clock_does(sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.save_writing(sample, "Typed while the line was down", by=APPLICANT, at=NOW + minutes(33))
    assert fresh(sample).closed_at == NOW + minutes(30)
    assert (sample.text, sample.late_text) == ("", "Typed while the line was down")
    sample.step.refresh_from_db()
    assert sample.step.panel is not None


def test_the_same_words_handed_in_late_are_not_late(sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.save_writing(sample, "All of it", by=APPLICANT, at=NOW + minutes(29))
    hiring.hand_in_writing(sample, "All of it", by=APPLICANT, at=NOW + minutes(32))
    assert fresh(sample).late_by is None
    assert (sample.closed_at, sample.handed_in_at) == (NOW + minutes(30), NOW + minutes(32))


def test_nothing_written_is_graded_by_nobody(sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.close_due_writing(at=NOW + minutes(31))
    sample.step.refresh_from_db()
    assert sample.step.panel is None


def test_more_time_is_granted_with_a_reason(kettle, sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    address = f"/app/hiring/steps/{sample.step_id}/time"
    assert kettle.hana.client.post(address, {"minutes": 15}).status_code == 422
    assert kettle.hana.client.post(address, {"minutes": 15, "reason": "Dyslexia"}).status_code == 302
    assert fresh(sample).due_at == NOW + minutes(45)
    assert "15 minutes were granted" in text_of(
        kettle.hana.client.get(f"/app/hiring/steps/{sample.step_id}/")
    )
    assert kettle.lea.client.post(address, {"minutes": 15, "reason": "x"}).status_code == 403
    for bad in (0, 481):
        with pytest.raises(Invalid):
            hiring.grant_time(sample, minutes=bad, reason="So", by=kettle.hana.actor)
    with pytest.raises(Invalid):
        hiring.grant_time(sample, minutes=10, reason=" ", by=kettle.hana.actor)
    hiring.hand_in_writing(sample, "Done", by=APPLICANT, at=NOW + minutes(40))
    with pytest.raises(Invalid):
        hiring.grant_time(sample, minutes=10, reason="Late", by=kettle.hana.actor)


def test_graders_never_read_why_somebody_got_more_time(kettle, sample):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.grant_time(sample, minutes=15, reason="Unmistakable illness", by=kettle.hana.actor)
    hiring.hand_in_writing(sample, "Done", by=APPLICANT, at=NOW + minutes(40))
    page = text_of(kettle.lea.client.get(f"/app/hiring/steps/{sample.step_id}/"))
    assert "Unmistakable" not in page
    assert "granted" not in page


def test_nobody_is_asked_to_grade_what_is_not_there(kettle, sample):
    raters = f"/app/hiring/steps/{sample.step_id}/raters"
    answer = kettle.hana.client.post(raters, {"person": kettle.mila.person.pk})
    assert answer.status_code in {409, 422}
    sample.step.refresh_from_db()
    assert sample.step.panel is None


def test_an_application_that_ended_takes_nothing_more(client, kettle, petra, sample, link):
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    hiring.reject(petra, reason=Reason.OTHER, by=kettle.hana.actor)
    with pytest.raises(Ended):
        hiring.save_writing(sample, "Still here", by=APPLICANT)
    hiring.close_due_writing(at=NOW + minutes(31))
    sample.step.refresh_from_db()
    assert (fresh(sample).is_closed, sample.step.panel) == (True, None)


def test_every_candidate_of_an_opening_gets_the_same(kettle, opening, stage, petra, sample):
    usual = WritingTask.objects.get(key="leaking_kettle")
    assert StageTask.objects.get(stage=stage).task == usual
    hiring.set_task_retired(usual, is_retired=True, by=kettle.hana.actor)
    ivo = applies(opening, "Ivo", "ivo@example.org")
    hiring.move(ivo, stage, by=kettle.hana.actor)
    assert WritingSample.objects.get(step__application=ivo).task == usual
    other = WritingTask.objects.get(key="late_present")
    answer = kettle.hana.client.post(
        f"/app/hiring/openings/{opening.pk}/plan/stages/{stage.pk}/writing",
        {f"stage-{stage.pk}-task": other.pk},
    )
    assert answer.status_code == 422
    assert StageTask.objects.get(stage=stage).task == usual


def test_the_plan_names_an_exercise_and_warns_of_too_few_graders(kettle, opening, stage):
    plan = f"/app/hiring/openings/{opening.pk}/plan"
    assert "Fewer than two people grade this" not in text_of(kettle.hana.client.get(plan))
    stage.raters.set([kettle.lea.person])
    assert "Fewer than two people grade this" in text_of(kettle.hana.client.get(plan))
    chosen, field = WritingTask.objects.get(key="praise"), f"stage-{stage.pk}-task"
    kettle.hana.client.post(f"{plan}/stages/{stage.pk}/writing", {field: chosen.pk})
    assert StageTask.objects.get(stage=stage).task == chosen
    petra = applies(opening, language="hr")
    hiring.move(petra, stage, by=kettle.hana.actor)
    sample = WritingSample.objects.get(step__application=petra)
    hiring.start_writing(sample, by=APPLICANT, at=NOW)
    assert fresh(sample).due_at is None
    page = text_of(kettle.hana.client.get(f"/app/hiring/steps/{sample.step_id}/"))
    assert "It is being written." in page
    kettle.hana.client.post(f"{plan}/stages/{stage.pk}/writing", {field: chosen.pk})
    with pytest.raises(Invalid):
        hiring.name_task(opening.stages.get(position=1), chosen, by=kettle.hana.actor)


def test_somebody_who_is_moved_is_never_stuck_for_want_of_an_exercise(kettle, opening, stage):
    WritingTask.objects.update(is_retired=True)
    hiring.move(petra := applies(opening), stage, by=kettle.hana.actor)
    assert WritingSample.objects.get(step__application=petra).task.key == "leaking_kettle"


def test_the_ready_set_comes_when_there_is_none(kettle, opening, stage):
    WritingTask.objects.all().delete()
    hiring.move(applies(opening), stage, by=kettle.hana.actor)
    assert WritingTask.objects.count() == len(shipped_tasks())


def test_exercises_are_written_changed_and_retired(kettle, sample):
    hana = kettle.hana.client
    assert "The kettle that leaks" in text_of(hana.get("/app/hiring/writing-tasks/"))
    assert "at least one language" in text_of(
        hana.post("/app/hiring/writing-tasks/new", {"channel": "chat"}), 422
    )
    assert "New exercise" in text_of(hana.get("/app/hiring/writing-tasks/new"))
    words = {"channel": "chat", "minutes": 10, "titles_hr": "Čep", "letters_hr": "Gdje je čep?"}
    hana.post("/app/hiring/writing-tasks/new", words)
    hana.post("/app/hiring/writing-tasks/new", words)
    task, twin = WritingTask.objects.filter(is_shipped=False).order_by("pk")
    assert task.key != twin.key
    assert task.unwritten == ["en", "sr-latn"]
    address = f"/app/hiring/writing-tasks/{task.pk}/"
    assert "Gdje je čep?" in text_of(hana.get(address))
    assert hana.post(address, {**words, "letters_hr": ""}).status_code == 422
    hana.post(address, {**words, "minutes": 0})
    task.refresh_from_db()
    assert task.minutes == 0
    hana.post(f"{address}retirement")
    task.refresh_from_db()
    assert task.is_retired
    assert "retired" in text_of(hana.get("/app/hiring/writing-tasks/"))
    hana.post(f"{address}retirement")
    assert kettle.lea.client.get(address).status_code == 403


def test_what_was_asked_keeps_its_words_and_edited_ones_are_not_renewed(kettle, sample):
    asked = sample.letter
    words = Exercise(channel=WritingChannel.CHAT, titles={"en": "Other"}, letters={"en": "Other words"})
    hiring.change_task(sample.task, words, by=kettle.hana.actor)
    assert fresh(sample).letter == asked
    assert hiring.renew_tasks() == 0
    assert WritingTask.objects.get(key="leaking_kettle").letter == "Other words"
    WritingTask.objects.filter(key="praise").update(minutes=99)
    hiring.renew_tasks()
    assert WritingTask.objects.get(key="praise").minutes == 0


def test_the_ready_set_is_complete_in_every_language(db):
    hiring.renew_tasks(by=SYSTEM)
    tasks = WritingTask.objects.in_order()
    assert len(tasks) >= 6
    assert {task.channel for task in tasks} == {"mail", "chat"}
    for task in tasks:
        for texts in (task.titles, task.letters, task.facts, task.good):
            assert set(texts) == {"en", "hr", "sr-latn"}
            assert len(set(texts.values())) >= 2 or texts is task.titles


def test_a_withdrawn_application_or_a_wrong_link_leads_nowhere(client, kettle, petra, sample, link):
    other = applies(petra.opening, "Ivo", "ivo@example.org")
    token = token_for(other.pk, other.candidate.link_key)
    assert client.get(f"/careers/status/{token}/writing/{sample.step_id}").status_code == 404
    assert client.get(f"/careers/status/made-up/writing/{sample.step_id}").status_code == 410


def test_own_data_hold_what_was_written_and_erasing_takes_it(client, petra, sample, link):
    client.post(f"{link}/beginning")
    client.post(f"{link}/hand-in", {"text": "My very own words"})
    taken = client.get(f"{link.rpartition('/writing')[0]}/data").json()
    assert taken["applications"][0]["writing_samples"][0]["text"] == "My very own words"
    hiring.erase(petra.candidate, by=APPLICANT)
    assert (fresh(sample).text, sample.late_text, sample.extra_reason) == ("", "", "")
    assert sample.closed_at is not None
