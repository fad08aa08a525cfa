"""The settings page of the mail door."""

import pytest

from pult.foundation.actors import SYSTEM
from pult.gateways.email import operations
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import MailOutcome, Progress, Source
from pult.inboxes import operations as inboxes
from pult.inboxes.types import Purpose

PAGE = "/app/settings/mail"


@pytest.fixture
def held(kettle):
    raw = write(to="sales@kettle.example", subject="Ten kettles")
    mail = operations.take_in(raw, source=Source.COMMAND, envelope_to=["sales@kettle.example"], later=False)
    return operations.settle(mail).mail


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 403), ("lea", 403), ("mila", 200), ("omar", 200), ("eva", 403)]
)
def test_who_may_look(kettle, held, who, status):
    client = getattr(kettle, who).client
    assert client.get(PAGE).status_code == status
    assert client.get(f"{PAGE}/held/{held.pk}/original").status_code == status


def test_held_mail_is_shown_with_its_reason_and_can_be_read_again(kettle, held):
    page = kettle.omar.client.get(PAGE).content.decode()
    assert "Ten kettles" in page
    assert "carl@example.org" in page
    inboxes.open_inbox(
        "Sales", address="sales@kettle.example", department=kettle.billing, by=kettle.omar.actor
    )
    kettle.omar.client.post(f"{PAGE}/held/{held.pk}/reading")
    held.refresh_from_db()
    assert held.outcome == MailOutcome.OPENED
    assert kettle.omar.client.post(f"{PAGE}/held/{held.pk}/reading").status_code == 404


def test_the_original_is_a_download(kettle, held):
    answer = kettle.omar.client.get(f"{PAGE}/held/{held.pk}/original")
    assert b"Ten kettles" in answer.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_what_waits_without_a_server_is_said_and_what_failed_is_tried_again(kettle, settings):
    settings.SMTP_URL = ""
    kettle.reply(kettle.conversation())
    page = kettle.omar.client.get(PAGE).content.decode()
    assert "SMTP_URL" in page
    mail = OutgoingMail.objects.get()
    OutgoingMail.objects.update(progress=Progress.FAILED, answer="550 no")
    assert "550 no" in kettle.omar.client.get(PAGE).content.decode()
    kettle.omar.client.post(f"{PAGE}/outbox/{mail.pk}/sending")
    mail.refresh_from_db()
    assert mail.progress == Progress.WAITING


def test_the_page_costs_the_same_for_three_and_for_thirty(kettle, django_assert_num_queries):
    def hold(count):
        for _ in range(count):
            number = RawMail.objects.count()
            raw = write(to="x@kettle.example", message_id=f"<{number}@x>")
            operations.settle(
                operations.take_in(raw, source=Source.COMMAND, envelope_to=["x@kettle.example"], later=False)
            )

    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as statements:
            kettle.omar.client.get(PAGE)
        return len(statements)

    hold(3)
    kettle.omar.client.get(PAGE)
    few = cost()
    hold(27)
    assert cost() == few


def test_who_keeps_the_door_does_not_read_letters_that_are_kept_apart(kettle, held):
    jobs = inboxes.open_inbox(
        "Jobs", address="jobs@kettle.example", department=kettle.support, purpose=Purpose.HIRING, by=SYSTEM
    )
    kettle.reply(kettle.conversation())
    OutgoingMail.objects.update(progress=Progress.FAILED, inbox=jobs, subject="Rejection of Petra")
    RawMail.objects.filter(pk=held.pk).update(inbox=jobs)
    page = kettle.omar.client.get(PAGE).content.decode()
    assert page.count("A letter that is kept apart") == 2
    assert not [word for word in ("Petra", "Ten kettles", "carl@example.org") if word in page]
    assert kettle.omar.client.get(f"{PAGE}/held/{held.pk}/original").status_code == 404
