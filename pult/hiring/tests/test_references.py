"""References: asked when the candidate agrees, answered by a link, declined, reminded, and forgotten."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.gateways.email.events import MailReturned
from pult.hiring import operations as hiring
from pult.hiring.errors import HandedIn, NotReady
from pult.hiring.links import REFERENCE_VALID_FOR, reference_token, token_for
from pult.hiring.models import Referee
from pult.hiring.operations import Contact, Step
from pult.hiring.subscribers import note_returned_mail
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import Reason, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Score
from pult.skills.models import Evidence
from tests.scene import scene

DAVOR = Contact(name="Davor Marić", email="davor@old-firm.example", relation="Team lead", language="hr")


@pytest.fixture
@scene
def opening(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    plan = [Step(kind=StageKind.APPLICATION), Step(kind=StageKind.REFERENCES)]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return opening


@pytest.fixture
def petra(kettle, opening):
    petra = applies(opening, language="en")
    hiring.move(petra, opening.stages.get(kind="reference"), by=kettle.hana.actor)
    return petra


@pytest.fixture
def davor(petra):
    return fresh(hiring.name_referee(petra, DAVOR, has_agreed=True, by=APPLICANT))


def fresh(referee):
    return Referee.objects.select_related("application__candidate", "step").get(pk=referee.pk)


def link(referee):
    return f"/careers/references/{reference_token(referee.pk, referee.link_key)}"


def own(application):
    return f"/careers/status/{token_for(application.pk, application.candidate.link_key)}"


def criteria(referee):
    sheet = Assessment.objects.select_related("panel__version").get(panel__evidence_step=referee.step_id)
    return sheet.panel.version.criteria_in_order


def answers(referee, seen=0, words="On time, every day."):
    data: dict[str, object] = {}
    for one in criteria(referee):
        data |= {f"seen-{one.pk}": seen, f"evidence-{one.pk}": words}
        if one.kind != "text":
            data[f"value-{one.pk}"] = one.highest
    return data


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def letters_to(address):
    return [letter for letter in mail.outbox if address in letter.to[0]]


def test_a_candidate_names_somebody_on_their_own_page_and_they_are_asked(client, petra):
    assert "Name two on your page" in petra.conversation.messages.latest("pk").text.replace(
        "Please name", "Name"
    )
    assert "To the references" in text_of(client.get(own(petra)))
    page = f"{own(petra)}/referees"
    form = {
        "name": "Davor Marić",
        "email": "Davor@old-firm.example",
        "relation": "Team lead",
        "language": "hr",
    }
    assert "we write to nobody" in text_of(client.post(page, form), 422)
    assert not mail.outbox
    assert client.post(page, {**form, "has_agreed": "on"}).status_code == 302
    (letter,) = letters_to("davor@old-firm.example")
    assert "Nekoliko pitanja o osobi Petra Kovač" in letter.subject
    assert "/careers/references/" in letter.body
    assert "was asked" in text_of(client.get(page))


def test_who_was_written_down_by_us_waits_for_the_candidate(client, kettle, petra):
    hana, page = kettle.hana.client, f"/app/hiring/applications/{petra.pk}/referees"
    form = {"name": "Davor Marić", "email": "davor@old-firm.example", "language": "en"}
    assert text_of(hana.post(page, {**form, "email": "no"}), 422)
    hana.post(page, form)
    davor = Referee.objects.get()
    assert "not agreed yet" in text_of(hana.get(page))
    with pytest.raises(NotReady):
        hiring.ask_referee(davor, by=kettle.hana.actor)
    assert hana.post(f"{page}/{davor.pk}/asking").status_code == 422
    assert "I agree that you write" in text_of(client.get(f"{own(petra)}/referees"))
    client.post(f"{own(petra)}/referees/{davor.pk}/agreement")
    assert letters_to("davor@old-firm.example")
    assert client.post(f"{own(petra)}/referees/999999/agreement").status_code == 404
    assert kettle.lea.client.get(page).status_code == 403
    hana.post(f"{page}/{davor.pk}/asking")
    assert len(letters_to("davor@old-firm.example")) == 2


def test_nonsense_is_refused(kettle, petra, davor):
    for bad in (
        Contact(name=" ", email="a@b.example"),
        Contact(name="Petra", email="petra@example.org"),
        DAVOR,
    ):
        with pytest.raises(Invalid):
            hiring.name_referee(petra, bad, has_agreed=False, by=kettle.hana.actor)


def test_a_referee_answers_without_an_account_and_without_any_script(client, kettle, petra, davor):
    page = text_of(client.get(link(davor)))
    assert "Petra Kovač" in page
    assert "Питања" not in page
    assert "Тачност" in text_of(client.get(f"{link(davor)}?language=sr"))
    assert "Punctuality" in text_of(client.get(f"{link(davor)}?language=en"))
    some = dict(list(answers(davor).items())[:2])
    assert client.post(f"{link(davor)}/answers", some).status_code == 302
    assert "On time, every day." in text_of(client.get(link(davor)))
    text_of(client.post(f"{link(davor)}/submission", some), 422)
    assert client.post(f"{link(davor)}/submission", answers(davor, seen=1)).status_code == 302
    done = fresh(davor)
    assert done.answered_at is not None
    assert (done.email, done.name) == ("", "Davor Marić")
    assert Evidence.objects.in_force().filter(holder=petra.candidate.holder).exists()
    panel = f"/app/scorecards/panels/{done.step.panel_id}"
    assert "On time, every day." in text_of(kettle.hana.client.get(panel))
    shown = text_of(kettle.hana.client.get(f"/app/hiring/steps/{done.step_id}/"))
    assert "has answered" in shown
    assert "has answered" in text_of(kettle.hana.client.get(f"/app/hiring/applications/{petra.pk}/referees"))


def test_answering_twice_shows_it_locked(client, davor):
    client.post(f"{link(davor)}/submission", answers(davor))
    page = text_of(client.get(f"{link(davor)}?language=en"))
    assert "You have handed this in" in page
    assert "On time, every day." in page
    assert "<textarea" not in page
    again = client.post(f"{link(davor)}/submission?language=en", answers(davor, words="Other words"))
    assert "already" in text_of(again, 409)
    assert not Score.objects.filter(evidence="Other words").exists()
    with pytest.raises(HandedIn):
        hiring.decline_reference(fresh(davor))


def test_two_windows_do_not_overwrite_each_other(client, davor):
    one = criteria(davor)[0]
    first = {f"seen-{one.pk}": 0, f"evidence-{one.pk}": "From the first window"}
    saved = client.post(f"{link(davor)}/answers", first, headers={"Sec-Fetch-Dest": "empty"})
    assert saved.json() == {"fields": {f"seen-{one.pk}": 1}, "changed": []}
    second = {f"seen-{one.pk}": 0, f"evidence-{one.pk}": "From the second"}
    clash = client.post(f"{link(davor)}/answers", second, headers={"Sec-Fetch-Dest": "empty"})
    assert (clash.status_code, clash.json()["changed"]) == (409, [one.pk])
    page = text_of(client.post(f"{link(davor)}/answers?language=en", second))
    assert "changed in another window" in page
    assert "From the first window" in page


def test_what_is_no_mark_is_passed_over(client, davor):
    one = next(one for one in criteria(davor) if one.kind != "text")
    bad = {
        f"seen-{one.pk}": "x",
        f"value-{one.pk}": "99",
        f"evidence-{one.pk}": "y" * 6000,
        "seen-999999": "0",
    }
    assert client.post(f"{link(davor)}/answers", bad).status_code == 302
    score = Score.objects.get(criterion=one)
    assert (score.value, len(score.evidence)) == (None, 5000)


def test_declining_is_held_against_nobody(client, petra, davor):
    assert client.post(f"{link(davor)}/refusal").status_code == 302
    assert fresh(davor).declined_at is not None
    assert "held against nobody" in text_of(client.get(f"{link(davor)}?language=en"))
    assert client.post(f"{link(davor)}/answers", {"seen-1": "0"}).status_code == 409
    assert not Evidence.objects.in_force().filter(holder=petra.candidate.holder, source="reference").exists()


def test_one_reminder_and_no_more(davor):
    now = timezone.now()
    assert hiring.remind_referees(at=now + timedelta(days=4)) == 0
    assert hiring.remind_referees(at=now + timedelta(days=6)) == 1
    assert hiring.remind_referees(at=now + timedelta(days=12)) == 0
    assert "Podsjetnik" in letters_to("davor@old-firm.example")[-1].subject


def test_a_letter_that_came_back_is_marked_and_another_address_is_asked(client, kettle, petra, davor):
    lost = MailReturned(message_ids=[davor.message_id, ""], by=SYSTEM.ref, at=timezone.now())
    assert lost.subject.startswith("mail:")
    assert lost.topics == ()
    note_returned_mail(lost)
    page = f"/app/hiring/applications/{petra.pk}/referees"
    assert "the letter came back" in text_of(kettle.hana.client.get(page))
    assert hiring.remind_referees(at=timezone.now() + timedelta(days=9)) == 0
    kettle.hana.client.post(f"{page}/{davor.pk}/address", {"email": "davor@new-firm.example"})
    assert letters_to("davor@new-firm.example")
    assert client.get(link(davor)).status_code == 410
    assert client.get(link(fresh(davor))).status_code == 200
    hiring.decline_reference(fresh(davor))
    with pytest.raises(HandedIn):
        hiring.readdress_referee(fresh(davor), email="x@y.example", by=kettle.hana.actor)


def test_forged_broken_and_old_links_are_explained(client, kettle, petra, davor, monkeypatch):
    for address in (
        f"{link(davor)}x",
        "/careers/references/made-up",
        f"/careers/references/{reference_token(davor.pk, 'x')}",
    ):
        assert client.get(address).status_code == 410
    asked = hiring.name_referee(
        petra, Contact(name="Iva", email="iva@x.example"), has_agreed=False, by=APPLICANT
    )
    assert "not asked any longer" in text_of(client.get(f"{link(asked)}?language=en"), 410)
    hiring.reject(petra, reason=Reason.OTHER, by=kettle.hana.actor)
    assert "not needed any longer" in text_of(client.get(f"{link(davor)}?language=en"), 410)
    old = link(davor)
    moment = time.time() + REFERENCE_VALID_FOR.total_seconds() + 60
    monkeypatch.setattr(time, "time", lambda: moment)
    assert "too old" in text_of(client.get(f"{old}?language=en"), 410)


def test_who_was_agreed_to_before_is_asked_when_the_candidate_comes_to_the_step(kettle, opening):
    ivo = applies(opening, "Ivo", "ivo@example.org")
    hiring.name_referee(ivo, DAVOR, has_agreed=True, by=APPLICANT)
    assert not mail.outbox
    hiring.move(ivo, opening.stages.get(kind="reference"), by=kettle.hana.actor)
    assert letters_to("davor@old-firm.example")


def test_referees_are_forgotten_after_the_end_and_with_the_candidate(client, kettle, petra, davor):
    client.post(f"{link(davor)}/submission", answers(davor, words="Unmistakable praise"))
    hiring.reject(petra, reason=Reason.OTHER, by=kettle.hana.actor)
    assert hiring.forget_referees(at=timezone.now() + timedelta(days=29)) == 0
    assert hiring.forget_referees(at=timezone.now() + timedelta(days=31)) == 1
    gone = fresh(davor)
    assert (gone.name, gone.email, gone.relation, str(gone)) == ("", "", "", "Forgotten")
    assert Assessment.objects.get(panel__evidence_step=gone.step_id).rater_name == ""
    assert Score.objects.filter(evidence="Unmistakable praise").exists()
    hiring.erase(petra.candidate, by=APPLICANT)
    assert not Score.objects.filter(evidence="Unmistakable praise").exists()


def test_erasing_a_candidate_forgets_who_told_about_them(petra, davor):
    hiring.erase(petra.candidate, by=APPLICANT)
    assert (fresh(davor).name, fresh(davor).email) == ("", "")
    assert fresh(davor).forgotten_at is not None
