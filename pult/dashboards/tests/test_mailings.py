"""Reports that come by mail: on time, once, and only what the reader may see."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.dashboards import operations
from pult.dashboards.links import stop_token
from pult.dashboards.models import Mailing, Reader, Sending
from pult.dashboards.types import Outcome
from pult.foundation.actors import SYSTEM
from tests.scene import scene

PAGE = "/app/reports/mails"
TOLD = {
    "name": "The desk", "report": "board", "rhythm": "daily", "weekday": 0, "monthday": 1, "hour": 8, "format": "csv",
    "metric": "", "filters": "",
}  # fmt: skip


@pytest.fixture
@scene
def worked(kettle):
    """A letter of yesterday."""
    kettle.conversation("carl@example.org", at=timezone.now() - timedelta(days=1))
    return kettle


def made(who, *readers, **told):
    people = [one.person.pk for one in (readers or (who,))]
    answer = who.client.post(PAGE, TOLD | told | {"readers": people})
    assert answer.status_code == 302, answer.context["form"].errors
    return Mailing.objects.latest("pk")


def sent(kettle, mailing, *, back=5, late=timedelta(0)):
    """What is written when it was due so many days ago, and somebody looks so much later."""
    mail.outbox.clear()
    slot = mailing.timing.after(timezone.now() - timedelta(days=back))
    Mailing.objects.filter(pk=mailing.pk).update(next_at=slot)
    operations.send_due(at=slot + late)
    kettle.settle()
    return sorted(mail.outbox, key=lambda one: one.to)


def test_it_comes_once_with_its_figures_and_its_table(worked):
    mailing = made(worked.mila)
    [letter] = sent(worked, mailing)
    assert letter.to == [worked.mila.person.email]
    assert "Received" in letter.body
    assert letter.attachments[0][0].endswith(".csv")
    assert "/app/reports/?" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"]
    assert sent(worked, mailing) == [], "the same moment never sends twice"
    assert len(sent(worked, mailing, back=4)) == 1


def test_moments_that_nobody_was_there_for_are_counted_and_the_last_is_made_up_for(worked):
    mailing = made(worked.mila)
    [letter] = sent(worked, mailing, late=timedelta(days=3, hours=2))
    assert "3 reports before it were not sent" in letter.body
    assert "3 before it were missed" in worked.mila.client.get(PAGE).content.decode()


def test_everybody_is_sent_what_they_may_see_when_it_is_sent(worked):
    mailing = made(
        worked.mila, worked.mila, worked.ana, worked.lea, filters=f"department={worked.billing.pk}"
    )
    letters = sent(worked, mailing)
    assert [one.to[0].split("@")[0] for one in letters] == ["ana", "mila"]
    assert "your own figures" in letters[0].body
    refused = Sending.objects.get(person=worked.lea.person)
    assert refused.outcome == Outcome.NOT_ALLOWED
    assert "may not see" in worked.mila.client.get(f"{PAGE}/{mailing.pk}").content.decode()
    accounts.give_roles(worked.ana.person, [], by=SYSTEM)
    assert [one.to[0].split("@")[0] for one in sent(worked, mailing, back=4)] == ["mila"]


@pytest.mark.parametrize(
    ("report", "metric"),
    [("times", ""), ("promises", ""), ("figure", "conversations.received")],
)
def test_every_report_can_come(worked, report, metric):
    mailing = made(worked.eva, report=report, metric=metric, rhythm="monthly", format="xlsx", monthday=31)
    [letter] = sent(worked, mailing)
    assert letter.attachments[0][0].endswith(".xlsx")
    assert "http" in letter.body


def test_a_promise_is_not_told_to_those_who_lead_nobody(worked):
    assert sent(worked, made(worked.lea, worked.ana, report="promises")) == []


def test_a_reader_stops_it_without_signing_in(worked, client):
    mailing = made(worked.mila, worked.mila, worked.lea)
    token = stop_token(Reader.objects.get(person=worked.lea.person))
    assert client.get(f"/reports/stop/{token}").status_code == 200
    assert len(sent(worked, mailing)) == 2
    assert client.post(f"/reports/stop/{token}").status_code == 200
    assert [one.to[0].split("@")[0] for one in sent(worked, mailing, back=4)] == ["mila"]
    assert client.get("/reports/stop/forged").status_code == 404
    assert "stopped by Lea" in worked.mila.client.get(PAGE).content.decode()
    chosen = [worked.mila.person.pk, worked.lea.person.pk]
    worked.mila.client.post(f"{PAGE}/{mailing.pk}", TOLD | {"name": "Renamed", "readers": chosen})
    mailing.refresh_from_db()
    assert mailing.name == "Renamed"
    assert len(sent(worked, mailing, back=3)) == 1, "who has stopped it is not written to again"


def test_it_rests_goes_on_comes_at_once_and_goes(worked):
    mailing = made(worked.mila)
    worked.mila.client.post(f"{PAGE}/{mailing.pk}/pause", {"is_paused": "on"})
    assert sent(worked, mailing) == []
    worked.mila.client.post(f"{PAGE}/{mailing.pk}/sending")
    worked.settle()
    assert len(mail.outbox) == 1
    worked.mila.client.post(f"{PAGE}/{mailing.pk}/pause", {"is_paused": ""})
    assert len(sent(worked, mailing)) == 1
    worked.mila.client.post(f"{PAGE}/{mailing.pk}/removal")
    assert not Mailing.objects.exists()


def test_others_do_not_see_it(worked):
    mailing = made(worked.mila)
    for place, verb in (
        ("", "get"),
        ("", "post"),
        ("/pause", "post"),
        ("/sending", "post"),
        ("/removal", "post"),
    ):
        assert getattr(worked.lea.client, verb)(f"{PAGE}/{mailing.pk}{place}").status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        {"report": "figure"},
        {"report": "figure", "metric": "no.such"},
        {"hour": 24},
        {"name": ""},
        {"readers": []},
    ],
)
def test_what_makes_no_sense_is_said(kettle, told):
    answer = kettle.mila.client.post(PAGE, TOLD | {"readers": [kettle.mila.person.pk]} | told)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_the_form_knows_what_one_looks_at(kettle):
    page = kettle.mila.client.get(
        f"{PAGE}/new?report=figure&metric=feedback.csat&department=1&preset=7&after=x"
    )
    form = page.context["form"]
    assert (form.initial["metric"], form.initial["filters"]) == ("feedback.csat", "department=1")
