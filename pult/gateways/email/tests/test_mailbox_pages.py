"""Connecting a mailbox on its page, and seeing how it does."""

import pytest
from django.utils import timezone

from pult.foundation.audit.models import AuditRecord
from pult.gateways.email import operations
from pult.gateways.email.models import MailAccount
from pult.gateways.email.operations import fetching
from pult.gateways.email.tests.mail_server import PASSWORD, USER, mail_server
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import Trouble


@pytest.fixture(scope="module")
def _server():
    with mail_server() as running:
        yield running


@pytest.fixture
def server(_server):
    _server.clear()
    return _server


def page_of(kettle):
    return f"/app/settings/mail/inboxes/{kettle.inbox.pk}/mailbox"


def filled(server, **more):
    usual = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "user": USER,
        "password": PASSWORD,
        "folder": "INBOX",
        "afterwards": "leave",
        "backlog": "none",
        "backlog_days": 30,
    }
    return usual | more


@pytest.mark.django_db
class TestConnecting:
    @pytest.mark.parametrize(("who", "status"), [("ana", 403), ("lea", 403), ("mila", 200), ("omar", 200)])
    def test_who_may(self, kettle, who, status):
        assert getattr(kettle, who).client.get(page_of(kettle)).status_code == status

    def test_a_provider_fills_in_the_server(self, kettle):
        page = kettle.omar.client.get(f"{page_of(kettle)}?preset=gmail").content.decode()
        assert "imap.gmail.com" in page
        assert "an app password" in page

    def test_trying_saves_nothing(self, kettle, server):
        server.deliver(write())
        page = kettle.omar.client.post(page_of(kettle), filled(server, **{"try": "1"})).content.decode()
        assert "The connection works" in page
        assert "There is 1 mail in this folder." in page
        assert not MailAccount.objects.exists()

    def test_what_is_wrong_is_said_in_plain_words(self, kettle, server):
        answer = kettle.omar.client.post(page_of(kettle), filled(server, password="guessed"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "does not accept this user name with this password" in page
        assert "guessed" not in page

    def test_connected_the_password_is_sealed_and_never_shown(self, kettle, server):
        server.deliver(write())
        kettle.omar.client.post(page_of(kettle), filled(server))
        account = MailAccount.objects.get()
        assert PASSWORD not in account.sealed_password
        assert account.server.password == PASSWORD
        assert account.last_uid == 101
        record = AuditRecord.objects.filter(what="mailbox.connected").get()
        assert PASSWORD not in str(record.after)
        page = kettle.omar.client.get(page_of(kettle)).content.decode()
        assert PASSWORD not in page
        assert "Begins in a moment" in page

    def test_a_kept_password_goes_to_no_other_server(self, kettle, server):
        kettle.omar.client.post(page_of(kettle), filled(server))
        kept = kettle.omar.client.post(page_of(kettle), filled(server, password="", backlog="everything"))
        assert kept.status_code == 302
        elsewhere = kettle.omar.client.post(page_of(kettle), filled(server, password="", host="localhost"))
        assert elsewhere.status_code == 422
        assert "Enter the password" in elsewhere.content.decode()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"afterwards": "move"}, "moved_to"),
            ({"afterwards": "move", "moved_to": "INBOX"}, "moved_to"),
            ({"backlog": "days", "backlog_days": ""}, "backlog_days"),
            ({"host": "https://imap.example.org/"}, "host"),
        ],
    )
    def test_what_does_not_fit_together_is_said_at_its_field(self, kettle, server, wrong, field):
        answer = kettle.omar.client.post(page_of(kettle), filled(server, **wrong))
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode() or "is-invalid" in answer.content.decode()


@pytest.mark.django_db
class TestHealth:
    @pytest.fixture
    def account(self, kettle, server):
        return operations.connect_mailbox(kettle.inbox, server.server(), by=kettle.omar.actor)

    def test_it_says_how_the_mailbox_does(self, kettle, account):
        fetching.note_look(account, waits_by_idle=True, backlog_left=7)
        fetching.note_count(account, on_server=12, in_desk=11, missing=1)
        page = kettle.omar.client.get(page_of(kettle)).content.decode()
        assert "Needs a look" in page
        assert "The server has mail that the desk has not." in page
        assert "Still to be archived" in page

    def test_trouble_stands_on_its_page_and_among_all_mail(self, kettle, account):
        fetching.note_trouble(account, Trouble.PASSWORD, "LOGIN failed", at=timezone.now())
        assert "LOGIN failed" in kettle.omar.client.get(page_of(kettle)).content.decode()
        assert "Not working" in kettle.omar.client.get("/app/settings/mail").content.decode()

    def test_pause_count_and_disconnect(self, kettle, account):
        for _ in range(2):
            kettle.omar.client.post(f"{page_of(kettle)}/pause")
        account.refresh_from_db()
        assert not account.is_paused
        MailAccount.objects.update(counted_at=timezone.now())
        kettle.omar.client.post(f"{page_of(kettle)}/counting")
        account.refresh_from_db()
        assert account.counted_at is None
        kettle.omar.client.post(f"{page_of(kettle)}/end")
        assert not MailAccount.objects.exists()
        acts = set(AuditRecord.objects.values_list("what", flat=True))
        assert {"mailbox.paused", "mailbox.resumed", "mailbox.disconnected"} <= acts
