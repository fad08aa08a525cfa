"""Surveys by mail: what comes back, or never leaves, was not asked."""

import pytest

from pult.foundation.actors import SYSTEM
from pult.gateways.email import operations
from pult.gateways.email.models import OutgoingMail
from pult.gateways.email.tests.post_office import post_office
from pult.gateways.email.tests.reference import letter
from pult.gateways.email.types import MailOutcome, Progress, Source
from pult.surveys import operations as surveys
from pult.surveys.models import Invitation
from pult.surveys.types import State


@pytest.fixture
def asked(kettle, settings):
    """Carl was asked by mail, and the letter lies in the outbox."""
    settings.EMAIL_BACKEND = "pult.gateways.email.backend.OutboxBackend"
    survey = surveys.take_ready("desk-csat", by=SYSTEM)
    surveys.invite(survey, address="carl@kupac.example", language="hr", by=SYSTEM)
    return Invitation.objects.get()


def test_an_invitation_that_bounces_leaves_the_count_of_those_who_were_asked(kettle, settings, asked):
    with post_office() as office:
        settings.SMTP_URL = office.url
        surveys.send_due()
        kettle.settle()
    asked.refresh_from_db()
    mail = OutgoingMail.objects.get()
    assert (asked.state, mail.progress, asked.message_id) == (State.SENT, Progress.SENT, mail.external_id)
    raw = letter("bounce").replace(b"pult-9@kettle.example", asked.message_id.encode())
    found = operations.settle(operations.take_in(raw, source=Source.SMTP, later=False)).mail
    assert found.outcome == MailOutcome.BOUNCE
    asked.refresh_from_db()
    assert (asked.state, asked.remind_at) == (State.BOUNCED, None)
    assert OutgoingMail.objects.get().progress == Progress.FAILED


def test_a_bounce_of_another_letter_changes_nothing(kettle, settings, asked):
    with post_office() as office:
        settings.SMTP_URL = office.url
        surveys.send_due()
        kettle.settle()
    operations.settle(operations.take_in(letter("bounce"), source=Source.SMTP, later=False))
    asked.refresh_from_db()
    assert asked.state == State.SENT


def test_an_invitation_that_the_server_refuses_for_good_was_never_asked(kettle, settings, asked):
    with post_office() as office:
        settings.SMTP_URL = office.url
        office.answers = ["550 No such person"]
        surveys.send_due()
        kettle.settle()
    asked.refresh_from_db()
    assert asked.state == State.BOUNCED


def test_what_pult_wrote_to_one_address_is_forgotten_and_to_another_kept(kettle, asked):
    surveys.invite(asked.survey, address="oscarl@kupac.example", language="hr", name="Oscar", by=SYSTEM)
    surveys.send_due()
    assert operations.forget_own_mail("Carl@kupac.example") == 1
    assert OutgoingMail.objects.get().recipients == ["Oscar <oscarl@kupac.example>"]
