"""Erasing: what tells who somebody was goes, everywhere; what is counted stays."""

import io
from datetime import datetime, time, timedelta

from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Inbound, Sender
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.foundation.files.models import StoredFile
from pult.foundation.files.tests import noises
from pult.gateways.email.models import RawMail
from pult.gateways.email.operations import take_in
from pult.gateways.email.types import Source
from pult.hiring import operations as hiring
from pult.hiring.models import Application, StageMove
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import ApplicationState, Reason, StageKind
from pult.skills.models import Holder
from pult.surveys import operations as surveys

LETTER = b"""From: Petra Kova <petra@example.org>\r
To: jobs@kettle.example\r
Subject: My Unmistakable question\r
Message-ID: <q1@example.org>\r
Date: Sun, 22 Nov 2026 01:00:00 +0000\r
\r
When do I hear from you, says Unmistakable?\r
"""


def everything_that_says(words: str) -> list[str]:
    """The tables in which these words stand anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text ILIKE %s', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_nothing_is_left_of_a_name_and_the_counts_stay(kettle, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "pult.gateways.email.backend.OutboxBackend"
    opening = published(kettle)
    petra = applies(opening, "Petra Unmistakable", "unmistakable@example.org")
    hiring.move(petra, opening.stages.get(position=2), by=kettle.hana.actor, with_letter=True)
    hiring.note(petra, text="Unmistakable talent", by=kettle.hana.actor)
    hiring.set_tags(petra, ["unmistakable"], by=kettle.hana.actor)
    day = timezone.now() + timedelta(days=2)
    interview = hiring.offer_times(
        petra, times=[day], interviewers=[kettle.lea.person], minutes=30, place="Unmistakable Street 1",
        by=kettle.hana.actor,
    )  # fmt: skip
    hiring.book(interview, start_at=day, by=APPLICANT)
    take_in(LETTER.replace(b"petra@", b"unmistakable@"), source=Source.SMTP)
    surveys.invite(
        "candidate", address="unmistakable@example.org", name="Petra Unmistakable", language="en",
        about=f"application:{petra.pk}", by=SYSTEM,
    )  # fmt: skip
    surveys.send_due()
    kettle.settle()
    talk = _recorded(kettle, petra)
    path, heard = petra.files.get().file.path, talk.file.path
    with django_capture_on_commit_callbacks(execute=True):
        hiring.erase(petra.candidate, by=APPLICANT)
    kettle.settle()
    jobs = {"procrastinate_jobs", "procrastinate_events"}
    assert set(everything_that_says("unmistakable")) - jobs == set()
    assert not default_storage.exists(path)
    assert not default_storage.exists(heard)
    talk.refresh_from_db()
    assert (talk.file, talk.erased_why) == (None, "candidate")
    assert not Conversation.objects.filter(is_apart=True).exists()
    assert not RawMail.objects.exists()
    assert not Holder.objects.filter(person=None).exists()
    petra.refresh_from_db()
    assert petra.state == ApplicationState.WITHDRAWN
    assert StageMove.objects.filter(application=petra).count() == 3
    assert Application.objects.filter(opening=opening).count() == 1


def _recorded(kettle, petra):
    """Petra talks with Lea on the telephone, and agrees to a recording."""
    stage = petra.opening.stages.get(kind=StageKind.PHONE)
    step = hiring.begin_by_hand(petra, stage, by=kettle.hana.actor)
    hiring.note_spoken_consent(step, by=kettle.hana.actor)
    begun = hiring.begin_recording(step, by=kettle.hana.actor)
    hiring.add_piece(begun, number=0, content=b"Unmistakable voice", by=kettle.hana.actor)
    return hiring.add_recording(step, io.BytesIO(noises.wav()), by=kettle.hana.actor)


def test_a_file_that_somebody_else_sent_too_stays(kettle):
    opening = published(kettle)
    petra, ivo = applies(opening), applies(opening, "Ivo", "ivo@example.org")
    hiring.add_file(ivo, hiring.Sent(upload=_same(petra)), by=APPLICANT)
    hiring.erase(petra.candidate, by=APPLICANT)
    assert ivo.files.count() == 2
    assert StoredFile.objects.count() == 2


def _same(application):
    from pult.conversations.types import Upload
    from pult.foundation.files.operations import read

    return Upload(name="same.pdf", content_type="application/pdf", content=read(application.files.get().file))


def test_a_customer_who_applied_is_still_a_customer(kettle):
    carls = kettle.conversation("carl@example.org", name="Carl Carlsson")
    application = applies(published(kettle), "Carl", "carl@example.org")
    hiring.erase(application.candidate, by=APPLICANT)
    assert Conversation.objects.get() == carls
    assert Customer.objects.get().name == "Carl Carlsson"


def test_data_are_kept_as_long_as_was_said_and_no_longer(kettle):
    petra = applies(published(kettle))
    hiring.reject(petra, reason=Reason.STRONGER, by=kettle.hana.actor)
    petra.candidate.refresh_from_db()
    # Noon here, whatever the hour now and the summer time then.
    due = timezone.make_aware(datetime.combine(petra.candidate.keep_until, time(12)))
    assert hiring.warn_due(at=due - timedelta(days=15)) == 0
    assert hiring.erase_due(at=due + timedelta(days=1)) == 0
    assert hiring.warn_due(at=due - timedelta(days=14)) == 1
    assert hiring.warn_due(at=due - timedelta(days=14)) == 0
    assert "brišemo" in petra.conversation.messages.latest("pk").text
    assert hiring.erase_due(at=due - timedelta(days=1)) == 0
    assert hiring.erase_due(at=due) == 1
    assert hiring.erase_due(at=due) == 0


def test_a_candidates_answer_comes_into_their_conversation(kettle):
    petra = applies(published(kettle))
    kettle.settle()
    received = conversations.receive(
        Inbound(
            intake_key="answer", external_id="<answer@example.org>", subject="Re: Vaša prijava",
            sender=Sender(kind=IdentityKind.EMAIL, value="petra@example.org"), text="Hvala!",
            claimed_conversation=petra.conversation_id, at=petra.applied_at,
        ),
        inbox=petra.conversation.inbox,
    )  # fmt: skip
    kettle.settle()
    petra.conversation.refresh_from_db()
    assert received.conversation == petra.conversation
    assert petra.conversation.waiting_since is not None
