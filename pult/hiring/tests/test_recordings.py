"""Recordings of talks: only with consent, heard by few, and gone when it is taken back."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import DomainError
from pult.foundation.files.bounds import TooLarge
from pult.foundation.files.models import StoredFile
from pult.foundation.files.tests import noises
from pult.hiring import operations as hiring
from pult.hiring.errors import Ended, NoConsent, NotReady, TakeOver, WrongFile
from pult.hiring.links import token_for
from pult.hiring.models import EvidenceStep, Look, Recording, RecordingConsent, RecordingPiece
from pult.hiring.operations import Step
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import Act, ConsentState, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment
from tests.scene import scene


@pytest.fixture
@scene
def step(kettle) -> EvidenceStep:
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    plan = [
        Step(kind=StageKind.APPLICATION, raters=(kettle.mila.person,)),
        Step(kind=StageKind.PHONE, minutes=15, raters=(kettle.lea.person,)),
    ]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    petra = applies(opening, phone="+385 91 234-5678")
    hiring.move(petra, opening.stages.get(kind=StageKind.PHONE), by=kettle.hana.actor)
    return petra.steps.select_related("application__opening", "application__candidate").get(
        kind=StageKind.PHONE
    )


@pytest.fixture
def recorded(kettle, step) -> Recording:
    hiring.note_spoken_consent(step, by=kettle.lea.actor)
    return hiring.add_recording(step, io.BytesIO(noises.wav(2)), by=kettle.lea.actor)


def page(step) -> str:
    return reverse("hiring:step", args=[step.pk])


def own(step) -> str:
    application = step.application
    return reverse("hiring:status", args=[token_for(application.pk, application.candidate.link_key)])


def says(client, step, answer: str):
    token = own(step).rpartition("/")[2]
    return client.post(reverse("hiring:own-consent", args=[token, step.pk]), {"answer": answer})


def heard(player, recording, **more):
    address = f"/files/talk-recording/{recording.pk}/talk"
    answer = player.client.get(address, **more)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def acts() -> list[str]:
    return list(
        AuditRecord.objects.filter(what__startswith="recording.")
        .order_by("pk")
        .values_list("what", flat=True)
    )


def test_without_consent_nothing_is_recorded_or_added(kettle, step):
    lea = kettle.lea
    for verb in (
        lambda: hiring.begin_recording(step, by=lea.actor),
        lambda: hiring.add_recording(step, io.BytesIO(noises.wav()), by=lea.actor),
    ):
        with pytest.raises(NoConsent):
            verb()
    hiring.ask_to_record(step, by=kettle.hana.actor)
    with pytest.raises(NoConsent):
        hiring.begin_recording(step, by=lea.actor)
    file = SimpleUploadedFile("talk.wav", noises.wav())
    assert lea.client.post(reverse("hiring:recordings", args=[step.pk]), {"file": file}).status_code == 409
    assert lea.client.post(reverse("hiring:takes", args=[step.pk])).status_code == 409
    text = lea.client.get(page(step)).content.decode()
    assert "talk-recorder" not in text
    assert "there is no answer yet" in text
    assert not StoredFile.objects.filter(content_type__startswith="audio").exists()


def test_petra_agrees_by_her_link_in_her_language_and_takes_it_back(
    client, kettle, step, django_capture_on_commit_callbacks
):
    hiring.ask_to_record(step, by=kettle.hana.actor)
    letter = step.application.conversation or EvidenceStep.objects.get(pk=step.pk).application.conversation
    assert "smijemo li snimiti razgovor" in letter.messages.latest("pk").text
    with pytest.raises(NotReady):
        hiring.ask_to_record(step, by=kettle.hana.actor)
    assert 'value="yes"' in client.get(own(step)).content.decode()
    assert says(client, step, "yes").status_code == 302
    consent = RecordingConsent.objects.get()
    assert (consent.state, consent.way, consent.asked_by) == ("given", "own_page", kettle.hana.person)
    recording = hiring.add_recording(step, io.BytesIO(noises.mp3()), by=kettle.lea.actor)
    path = recording.file.path
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        says(client, step, "no")
    recording.refresh_from_db()
    assert (recording.file, recording.erased_why) == (None, "consent")
    assert not default_storage.exists(path)
    assert heard(kettle.hana, recording).status_code == 404
    with pytest.raises(NoConsent):
        hiring.note_spoken_consent(step, by=kettle.hana.actor)
    asked, *others = acts()
    assert [asked, *others] == [
        Act.RECORDING_ASKED, Act.RECORDING_AGREED, Act.RECORDING_KEPT, Act.RECORDING_ERASED, Act.RECORDING_TAKEN_BACK,
    ]  # fmt: skip
    assert (
        AuditRecord.objects.get(what=Act.RECORDING_TAKEN_BACK).who
        == f"candidate:{step.application.candidate_id}"
    )
    assert says(client, step, "yes").status_code == 302
    assert RecordingConsent.objects.get().is_given


def test_a_no_before_the_talk_is_final_for_the_house(client, kettle, step):
    hiring.ask_to_record(step, by=kettle.hana.actor)
    says(client, step, "no")
    assert RecordingConsent.objects.get().state == ConsentState.REFUSED
    sent = {"how": "spoken", "is_explained": "on"}
    answer = kettle.lea.client.post(reverse("hiring:recording-consent", args=[step.pk]), sent)
    assert answer.status_code == 409
    assert "held against nobody" in kettle.lea.client.get(page(step)).content.decode()
    assert says(client, step, "perhaps").status_code == 422
    stranger = applies(published(kettle), "Ivo", "ivo@example.org")
    token = token_for(stranger.pk, stranger.candidate.link_key)
    assert (
        client.post(reverse("hiring:own-consent", args=[token, step.pk]), {"answer": "yes"}).status_code
        == 404
    )


def test_spoken_consent_is_noted_only_after_it_was_explained(kettle, step):
    address = reverse("hiring:recording-consent", args=[step.pk])
    assert kettle.lea.client.post(address, {"how": "spoken"}).status_code == 422
    assert kettle.lea.client.post(address, {"how": "shouted"}).status_code == 422
    assert kettle.lea.client.post(address, {"how": "spoken", "is_explained": "on"}).status_code == 302
    text = kettle.lea.client.get(page(step)).content.decode()
    assert "said at the beginning of the talk" in text
    assert "asked by Lea" in text
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordingConsent.objects.update(state="given", way="")


def test_only_the_page_of_a_consented_talk_may_use_the_microphone(kettle, step):
    lea = kettle.lea.client
    assert "microphone=()" in lea.get(page(step))["Permissions-Policy"]
    hiring.note_spoken_consent(step, by=kettle.lea.actor)
    answer = lea.get(page(step))
    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert "media-src 'self' blob:" in answer["Content-Security-Policy"]
    assert "microphone=()" in lea.get("/app/hiring/")["Permissions-Policy"]
    assert "media-src" not in lea.get("/app/hiring/")["Content-Security-Policy"]


def test_those_who_judge_or_run_it_listen_and_nobody_else(kettle, step, recorded):
    for player in (kettle.lea, kettle.hana):
        assert "<talk-player" in player.client.get(page(step)).content.decode()
        assert heard(player, recorded).status_code == 200
    assert heard(kettle.ana, recorded).status_code == 404
    assert kettle.ana.client.get(page(step)).status_code == 403
    # Lea does not judge this any longer; she still sees the application.
    sheet = Assessment.objects.get(panel=step.panel, rater=kettle.lea.person)
    scorecards.withdraw(sheet, by=kettle.lea.actor)
    text = kettle.lea.client.get(page(step)).content.decode()
    assert "talk-player" not in text
    assert "+385" not in text
    assert heard(kettle.lea, recorded).status_code == 404
    assert kettle.lea.client.post(reverse("hiring:takes", args=[step.pk])).status_code == 404
    removal = reverse("hiring:recording-removal", args=[recorded.pk])
    assert kettle.lea.client.post(removal).status_code == 404


def test_every_listening_is_a_look_and_jumping_is_none_of_its_own(kettle, step, recorded):
    for begin in (0, 5000, 9000):
        answer = heard(kettle.lea, recorded, HTTP_RANGE=f"bytes={begin}-")
        assert answer.status_code == 206
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
    looks = Look.objects.filter(what=f"recording {recorded.pk}")
    assert looks.count() == 1
    looks.update(at=timezone.now() - timedelta(minutes=11))
    heard(kettle.lea, recorded)
    assert looks.count() == 2
    history = kettle.mila.client.get(reverse("hiring:application", args=[step.application_id]))
    assert "listened to a talk" in history.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("talk.mp3", b"#!/bin/sh\necho hello\n"),
        ("talk.mp3", b""),
        ("talk.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x00<html><script>alert(1)</script>" * 50),
        ("talk.wav", b"RIFF\x00\x00\x00\x00WAVE<html><script>alert(1)</script>"),
        ("talk.webm", noises.webm(codec=b"V_VP8", kind=1)),
    ],
)
def test_what_is_no_recording_is_refused_with_a_sentence(kettle, step, name, content):
    hiring.note_spoken_consent(step, by=kettle.lea.actor)
    sent = {"file": SimpleUploadedFile(name, content, content_type="audio/mpeg")}
    answer = kettle.lea.client.post(reverse("hiring:recordings", args=[step.pk]), sent)
    assert answer.status_code == 422
    assert not Recording.objects.exists()
    with pytest.raises(WrongFile):
        hiring.add_recording(step, io.BytesIO(content), by=kettle.lea.actor)


def test_what_is_too_large_is_refused_whole_or_in_pieces(kettle, step, settings):
    settings.MAX_RECORDING_BYTES = 10_000
    hiring.note_spoken_consent(step, by=kettle.lea.actor)
    with pytest.raises(TooLarge):
        hiring.add_recording(step, io.BytesIO(noises.wav(2)), by=kettle.lea.actor)
    made = hiring.begin_recording(step, by=kettle.lea.actor)
    hiring.add_piece(made, number=0, content=b"x" * 9_000, by=kettle.lea.actor)
    with pytest.raises(TooLarge):
        hiring.add_piece(made, number=1, content=b"x" * 2_000, by=kettle.lea.actor)
    assert made.pieces.count() == 1


def pieces_of(content: bytes, size: int = 300) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def test_a_recording_is_made_piece_by_piece_and_a_lost_window_loses_little(kettle, step):
    hiring.note_spoken_consent(step, by=kettle.lea.actor)
    lea = kettle.lea.client
    made = lea.post(reverse("hiring:takes", args=[step.pk])).json()
    pieces = pieces_of(noises.webm(8))
    for number, content in enumerate(pieces):
        sent = {"number": number, "content": SimpleUploadedFile("piece", content)}
        assert lea.post(made["pieces"], sent).status_code == 204
    again = {"number": 0, "content": SimpleUploadedFile("piece", b"other")}
    assert lea.post(made["pieces"], again).status_code == 204
    recording = Recording.objects.get()
    assert bytes(recording.pieces.get(number=0).content) == pieces[0]
    assert "neither kept nor thrown away" in lea.get(page(step)).content.decode()
    recording.pieces.filter(number=len(pieces) - 1).delete()
    assert lea.post(made["keeping"]).status_code == 302
    recording.refresh_from_db()
    assert recording.file.content_type == "audio/webm"
    assert 6.5 < recording.seconds < 8
    assert not RecordingPiece.objects.exists()
    with pytest.raises(TakeOver):
        hiring.keep_recording(recording, by=kettle.lea.actor)


def test_nobody_records_into_the_recording_of_another_and_nothing_kept_is_nothing(kettle, step):
    hiring.note_spoken_consent(step, by=kettle.lea.actor)
    made = hiring.begin_recording(step, by=kettle.lea.actor)
    with pytest.raises(DomainError, match="Somebody else"):
        hiring.add_piece(made, number=0, content=b"x", by=kettle.hana.actor)
    assert not hiring.keep_recording(made, by=kettle.lea.actor).is_kept
    made.refresh_from_db()
    assert made.erased_why == "empty"
    other = hiring.begin_recording(step, by=kettle.lea.actor)
    hiring.add_piece(other, number=0, content=b"noise", by=kettle.lea.actor)
    with pytest.raises(WrongFile):
        hiring.keep_recording(other, by=kettle.lea.actor)
    hiring.answer_consent(other.consent, may_record=False, by=APPLICANT)
    with pytest.raises(NoConsent):
        hiring.add_piece(other, number=1, content=b"noise", by=kettle.lea.actor)
    assert not RecordingPiece.objects.exists()


def test_time_erases_recordings_and_says_why(kettle, step, recorded):
    hiring.change_settings(recording_days=30, by=kettle.mila.actor)
    later = recorded.begun_at + timedelta(days=30)
    assert hiring.erase_old_recordings(at=later - timedelta(hours=1)) == 0
    assert hiring.erase_old_recordings(at=later) == 1
    assert hiring.erase_old_recordings(at=later) == 0
    assert "its time was over" in kettle.lea.client.get(page(step)).content.decode()
    assert AuditRecord.objects.get(what=Act.RECORDING_ERASED).who == "system"


def test_who_made_it_or_runs_it_may_erase_it_by_hand(kettle, step, recorded):
    hiring.ask_to_judge(step, raters=[kettle.mila.person], by=kettle.hana.actor)
    address = reverse("hiring:recording-removal", args=[recorded.pk])
    assert kettle.ana.client.post(address).status_code == 403
    assert kettle.hana.client.post(address).status_code == 302
    recorded.refresh_from_db()
    assert recorded.erased_why == "by_hand"
    assert hiring.erase_recording(recorded, by=kettle.hana.actor) is None


def test_an_ended_application_is_not_recorded_any_more(kettle, step):
    hiring.withdraw(step.application, by=APPLICANT)
    step.application.refresh_from_db()
    with pytest.raises(Ended):
        hiring.note_spoken_consent(step, by=kettle.lea.actor)
    assert "They agree at the beginning" not in kettle.hana.client.get(page(step)).content.decode()


def test_a_yes_can_be_taken_back_after_the_end_too(client, kettle, step, recorded):
    hiring.withdraw(step.application, by=APPLICANT)
    assert "Povlačim pristanak" in client.get(own(step)).content.decode()
    says(client, step, "no")
    recorded.refresh_from_db()
    assert recorded.erased_why == "consent"
    assert says(client, step, "yes").status_code == 409


def test_only_telephone_talks_are_recorded(kettle, step):
    check = step.application.steps.first()
    if check == step:
        check = hiring.begin_by_hand(
            step.application, step.application.opening.stages.get(position=1), by=kettle.hana.actor
        )
    with pytest.raises(NotReady):
        hiring.note_spoken_consent(check, by=kettle.hana.actor)


def test_petra_takes_along_what_is_known_of_it(client, step, recorded):
    token = own(step).rpartition("/")[2]
    told = client.get(reverse("hiring:own-data", args=[token])).json()["applications"][0]["recordings"]
    assert told[0]["consent"] == "given"
    assert told[0]["recorded"][0]["seconds"] == pytest.approx(2.0)
