"""Mailboxes without a password: their owner says yes at a real provider, and a real mail server takes its tokens."""

from datetime import timedelta
from html import unescape
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.audit.models import AuditRecord
from pult.gateways.email import consent, operations
from pult.gateways.email.errors import BoxTrouble
from pult.gateways.email.imap.box import open_box
from pult.gateways.email.imap.keeper import Keeper
from pult.gateways.email.models import MailAccount, MailProvider
from pult.gateways.email.operations import signing_in
from pult.gateways.email.tests.mail_server import PASSWORD, USER, mail_server
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.tests.test_mailboxes import QUICK
from pult.gateways.email.types import Alarm, ProviderKind, Trouble
from tests.journeys import identity as providers

BACK = "/app/settings/mail/consent"


@pytest.fixture(scope="module")
def _server():
    with mail_server() as running:
        yield running


@pytest.fixture
def server(_server):
    _server.clear()
    _server.tokens = {"granted", "granted-1"}
    return _server


@pytest.fixture
def owner():
    """Who is asked at the provider."""
    with providers.identity_provider() as running:
        yield running


@pytest.fixture
def provider(kettle, owner, settings, monkeypatch):
    # It stands on this machine, without TLS.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    settings.OUTGOING_HOSTS = ["127.0.0.0/8"]
    return operations.set_provider(
        ProviderKind.OTHER,
        by=kettle.omar.actor,
        name="Copper Mail",
        client_id=providers.CLIENT,
        secret=providers.SECRET,
        consent_url=f"{owner.issuer}/authorize",
        token_url=f"{owner.issuer}/token",
        scope=providers.LASTING,
    )


def page_of(kettle):
    return f"/app/settings/mail/inboxes/{kettle.inbox.pk}/mailbox"


def filled(server, **more):
    usual = {
        "host": "127.0.0.1", "port": server.port, "security": "none", "user": USER, "way": "other", "password": "",
        "folder": "INBOX", "afterwards": "leave", "backlog": "none", "backlog_days": 30,
    }  # fmt: skip
    return usual | more


def way_out(kettle, server, **more):
    """Fill in the form; the link that then leads to the provider."""
    answer = kettle.omar.client.post(page_of(kettle), filled(server, **more))
    assert answer.status_code == 302, answer.content.decode()
    page = kettle.omar.client.get(answer["Location"]).content.decode()
    return page.partition('btn-primary" href="')[2].partition('"')[0].replace("&amp;", "&")


def say_yes(link):
    """Be the owner: say yes at the provider; the address that it sends the browser back to."""
    there = urlsplit(link)
    line = HTTPConnection(there.netloc)
    line.request("GET", f"{there.path}?{there.query}")
    place = line.getresponse().headers["Location"]
    line.close()
    return place


def connect(kettle, server, **more):
    back = urlsplit(say_yes(way_out(kettle, server, **more)))
    return kettle.omar.client.get(f"{back.path}?{back.query}")


@pytest.mark.django_db
class TestConnecting:
    def test_the_owner_says_yes_and_mail_is_fetched(self, kettle, server, provider):
        server.deliver(write())
        answer = connect(kettle, server)
        assert answer.status_code == 302
        account = MailAccount.objects.get()
        assert (account.provider, account.sealed_password) == (provider, "")
        page = kettle.omar.client.get(page_of(kettle)).content.decode()
        assert "Copper Mail" in page
        assert "granted" not in page
        assert "lasting-1" not in account.sealed_refresh
        assert "lasting-1" not in str(AuditRecord.objects.get(what="mailbox.connected").after)
        with open_box(signing_in.server_for(account)) as box:
            assert box.standing.count == 1

    def test_the_provider_is_asked_as_the_standards_say(self, kettle, server, provider):
        asked = {name: found[0] for name, found in parse_qs(urlsplit(way_out(kettle, server)).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert (asked["scope"], asked["login_hint"]) == (providers.LASTING, USER)
        assert asked["redirect_uri"] == f"http://testserver{BACK}"

    def test_a_foreign_or_used_return_connects_nothing(self, kettle, server, provider):
        back = urlsplit(say_yes(way_out(kettle, server)))
        assert kettle.mila.client.get(f"{back.path}?{back.query}").status_code == 302
        assert kettle.omar.client.get(f"{back.path}?code=code-1&state=guessed").status_code == 302
        assert not MailAccount.objects.exists()
        kettle.omar.client.get(f"{back.path}?{back.query}")
        MailAccount.objects.all().delete()
        kettle.omar.client.get(f"{back.path}?{back.query}")
        assert not MailAccount.objects.exists()

    def test_a_no_is_told_in_the_providers_words(self, kettle, server, provider):
        state = parse_qs(urlsplit(way_out(kettle, server)).query)["state"][0]
        said = f"{BACK}?error=access_denied&error_description=The+owner+said+%3Cno%3E&state={state}"
        page = kettle.omar.client.get(said, follow=True).content.decode()
        assert "The owner said &lt;no&gt;" in page
        assert not MailAccount.objects.exists()

    def test_what_was_filled_in_is_still_there_when_the_mail_server_says_no(self, kettle, server, provider):
        server.tokens = set()
        answer = connect(kettle, server, folder="Archive")
        page = unescape(answer.content.decode())
        assert answer.status_code == 422
        assert str(Trouble.ENTRY.label) in page
        assert 'value="Archive"' in page

    def test_a_consent_for_one_mailbox_opens_no_other(self, kettle, server, provider):
        connect(kettle, server)
        moved = kettle.omar.client.post(page_of(kettle), filled(server, folder="INBOX", backlog="everything"))
        assert moved["Location"] == page_of(kettle)
        other = kettle.omar.client.post(page_of(kettle), filled(server, user="else@kettle.example"))
        assert other["Location"].endswith("/consent")
        again = kettle.omar.client.post(page_of(kettle), filled(server, again="1"))
        assert again["Location"].endswith("/consent")

    def test_a_password_takes_the_place_of_a_consent(self, kettle, server, provider):
        connect(kettle, server)
        kettle.omar.client.post(page_of(kettle), filled(server, way="password", password=PASSWORD))
        account = MailAccount.objects.get()
        assert (account.provider, account.sealed_refresh, account.sealed_access) == (None, "", "")
        assert account.server.password == PASSWORD

    def test_an_hour_alone_is_not_enough(self, kettle, server, provider):
        MailProvider.objects.update(scope="mail")
        answer = connect(kettle, server)
        assert str(Trouble.NO_REFRESH.label) in unescape(answer.content.decode())


@pytest.mark.django_db
class TestRenewing:
    @pytest.fixture
    def account(self, kettle, server, provider):
        connect(kettle, server)
        return MailAccount.objects.get()

    def test_a_token_is_used_until_shortly_before_its_end(self, account, owner):
        assert signing_in.server_for(account).token == "granted"
        soon = account.access_ends_at - timedelta(minutes=4)
        assert signing_in.server_for(account, at=soon).token == "granted-1"
        account.refresh_from_db()
        assert account.server.token == "granted-1"
        assert account.access_ends_at == soon + timedelta(hours=1)

    def test_a_consent_that_was_taken_back_is_named(self, account, owner):
        owner.lasting.clear()
        later = timezone.now() + timedelta(hours=2)
        with pytest.raises(BoxTrouble) as found:
            signing_in.server_for(account, at=later)
        assert found.value.kind is Trouble.CONSENT

    def test_a_secret_that_is_wrong_is_named(self, account, kettle, owner):
        operations.set_provider(ProviderKind.OTHER, by=kettle.omar.actor, client_id="pult", secret="old")
        account = MailAccount.objects.get()
        with pytest.raises(BoxTrouble) as found:
            signing_in.server_for(account, at=timezone.now() + timedelta(hours=2))
        assert found.value.kind is Trouble.CONSENT

    def test_a_provider_that_is_away_is_tried_again(self, account, kettle, settings):
        settings.OUTGOING_HOSTS = []
        with pytest.raises(BoxTrouble) as found:
            signing_in.server_for(account, at=timezone.now() + timedelta(hours=2))
        assert found.value.kind is Trouble.PROVIDER

    def test_the_owner_is_asked_before_a_consent_ends(self, kettle, server, provider, owner):
        owner.lasts_seconds = 7 * 86400
        connect(kettle, server)
        account = MailAccount.objects.get()
        now = timezone.now()
        assert account.alarm_at(now) is None
        MailAccount.objects.update(looked_at=now + timedelta(days=5))
        account.refresh_from_db()
        assert account.alarm_at(now + timedelta(days=5)) == Alarm.ENDING


@pytest.mark.django_db(transaction=True)
def test_a_token_that_the_server_refuses_is_not_used_again(kettle, server, provider):
    connect(kettle, server)
    account = MailAccount.objects.get()
    server.tokens = {"granted-1"}
    keeper = Keeper(account.pk, account.version, QUICK)
    assert keeper._served() == Trouble.ENTRY
    account.refresh_from_db()
    assert (account.trouble, account.sealed_access) == (Trouble.ENTRY, "")
    with open_box(signing_in.server_for(account)) as box:
        assert box.standing.count == 0


@pytest.mark.django_db
class TestProviders:
    PLACE = "/app/settings/mail/providers"

    @pytest.mark.parametrize(("who", "status"), [("ana", 403), ("lea", 403), ("mila", 200), ("omar", 200)])
    def test_who_may(self, kettle, who, status):
        client = getattr(kettle, who).client
        assert {client.get(f"{self.PLACE}{one}").status_code for one in ("", "/google", "/other")} == {status}

    def test_the_address_to_come_back_to_stands_there(self, kettle):
        assert f"http://testserver{BACK}" in kettle.omar.client.get(f"{self.PLACE}/google").content.decode()

    def test_the_secret_is_sealed_and_never_shown(self, kettle):
        form = {"client_id": "our-id", "secret": "copper-secret-7"}
        kettle.omar.client.post(f"{self.PLACE}/google", form)
        provider = MailProvider.objects.get()
        assert "copper-secret-7" not in provider.sealed_secret
        assert provider.spoken.secret == "copper-secret-7"
        assert "copper-secret-7" not in kettle.omar.client.get(f"{self.PLACE}/google").content.decode()
        assert "copper-secret-7" not in str(AuditRecord.objects.get(what="mail_provider.set").after)
        kettle.omar.client.post(f"{self.PLACE}/google", {"client_id": "other-id", "secret": ""})
        assert MailProvider.objects.get().spoken.secret == "copper-secret-7"

    def test_microsoft_is_asked_in_its_directory(self, kettle):
        form = {"client_id": "our-id", "secret": "s", "tenant": "kettle.example"}
        kettle.omar.client.post(f"{self.PLACE}/microsoft", form)
        assert "/kettle.example/oauth2/" in MailProvider.objects.get().spoken.token_url
        wrong = kettle.omar.client.post(f"{self.PLACE}/microsoft", form | {"tenant": "../x"})
        assert wrong.status_code == 422

    def test_no_address_leads_into_this_house(self, kettle):
        inside = {
            "name": "X",
            "client_id": "a",
            "secret": "b",
            "scope": "c",
            "consent_url": "https://idp.example/",
        }
        answer = kettle.omar.client.post(
            f"{self.PLACE}/other", inside | {"token_url": "https://127.0.0.1/token"}
        )
        assert answer.status_code == 422

    def test_it_stays_while_a_mailbox_needs_it(self, kettle, server, provider):
        connect(kettle, server)
        kettle.omar.client.post(f"{self.PLACE}/other/removal")
        assert MailProvider.objects.exists()
        MailAccount.objects.all().delete()
        kettle.omar.client.post(f"{self.PLACE}/other/removal")
        assert not MailProvider.objects.exists()

    def test_a_preset_leads_to_the_sign_in(self, kettle, provider):
        page = kettle.omar.client.get(f"{page_of(kettle)}?preset=microsoft").content.decode()
        assert f"{self.PLACE}/microsoft" in page


@given(
    st.dictionaries(
        st.sampled_from(["access_token", "expires_in", "refresh_token"]), st.text() | st.integers()
    )
)
def test_whatever_a_provider_says_about_time_is_a_time(said):
    now = timezone.now()
    tokens = consent._tokens({"access_token": "x", **said}, at=now)
    assert tokens.ends_at > now
