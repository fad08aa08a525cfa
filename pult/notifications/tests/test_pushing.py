"""From a chat that waits to a browser that says so, through a push service that cannot read a word."""

import json
from base64 import urlsafe_b64decode
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from pult.accounts import operations as accounts
from pult.foundation.actors import SYSTEM
from pult.foundation.eventlog.models import EventRecord
from pult.notifications import operations, vapid
from pult.notifications.encryption import RECORD, plain, seal, unplain
from pult.notifications.errors import BadBrowser
from pult.notifications.models import Browser, Wishes
from pult.notifications.post import is_allowed
from pult.notifications.types import Errand, Outcome, Way, kinds
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

from .service import BrowserAlone, push_service, told_in

ZAGREB = ZoneInfo("Europe/Zagreb")
NOON = datetime(2026, 11, 19, 12, 0, tzinfo=ZAGREB)
ALL = {"off": [], "shows_words": False, "also_offline": False, "quiet_from": None, "quiet_until": None}


@pytest.fixture
def service():
    with push_service() as running:
        yield running


@pytest.fixture
def ana(kettle, service):
    """Ana is told in one browser."""
    kettle.ana.browser, kettle.ana.alone = told_in(kettle.ana.person, service, by=kettle.ana.actor)
    return kettle.ana


def waiting_pushes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args, scheduled_at FROM procrastinate_jobs"
            " WHERE task_name = 'notifications.push' AND status = 'todo' ORDER BY id"
        )
        return [
            (json.loads(args) if isinstance(args, str) else args, moment)
            for args, moment in cursor.fetchall()
        ]


def test_the_envelope_is_the_one_of_the_standard():
    """The example of RFC 8291, appendix A."""
    number = int.from_bytes(unplain("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        p256dh=unplain(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        auth=unplain("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=unplain("DGv6ra1nlYgDCS1FRnbzlw"),
        private=derive_private_key(number, SECP256R1()),
    )
    assert plain(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(st.binary(max_size=3000))
def test_only_the_browser_opens_what_was_sealed_for_it(text):
    alone = BrowserAlone()
    sealed = seal(text, p256dh=alone.point, auth=alone.auth)
    assert alone.opens(sealed) == text
    assert len(sealed) <= RECORD
    assert text not in sealed or len(text) < 4


def test_a_push_is_signed_by_this_installation_for_that_service_only():
    header = vapid.authorization("https://push.example.net/x/y?z", at=NOON)
    token, key = (part.split("=", 1)[1] for part in header.removeprefix("vapid ").split(", "))
    head, claims, signature = token.split(".")
    said = json.loads(urlsafe_b64decode(claims + "=="))
    assert said["aud"] == "https://push.example.net"
    assert said["exp"] == int((NOON + timedelta(hours=12)).timestamp())
    assert said["sub"].startswith(("mailto:", "https://"))
    assert key == vapid.public_key()
    r, s = (int.from_bytes(unplain(signature)[part], "big") for part in (slice(0, 32), slice(32, 64)))
    public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), unplain(key))
    public.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ECDSA(SHA256()))


def test_the_key_follows_from_the_secret_and_from_nothing_else(settings):
    before = vapid.public_key()
    settings.SECRET_KEY = "another"
    assert vapid.public_key() != before
    settings.SECRET_KEY = "only-for-tests"
    assert vapid.public_key() == before


@pytest.mark.django_db
def test_wishes_quiet_hours_and_being_offline_are_kept(kettle, ana, service):
    assigned = kinds()[1]

    def told(at=NOON, **wishes):
        operations.change_wishes(ana.person, **ALL | wishes, by=ana.actor)
        return operations.tell(assigned, [ana.person.pk], about=1, at=at)

    assert assigned.key == "conversation.assigned"
    assert told() == 1
    assert told(off=[assigned.by(Way.PUSH)]) == 0
    night = {"quiet_from": time(20), "quiet_until": time(7)}
    assert told(**night) == 1
    assert told(at=NOON.replace(hour=23), **night) == 0
    assert told(at=NOON.replace(hour=6, minute=59), **night) == 0
    assert told(at=NOON.replace(hour=7), **night) == 1
    assert told(quiet_from=time(11), quiet_until=time(13)) == 0
    workforce.set_presence(ana.member, Presence.OFFLINE, by=SYSTEM)
    assert told() == 0
    assert told(also_offline=True) == 1
    accounts.switch_off(ana.person, by=kettle.omar.actor)
    assert told(also_offline=True) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_its_service_does_not_know_any_more_is_forgotten(kettle, ana, service, status):
    service.status = status
    operations.send_test(ana.browser)
    kettle.settle()
    assert not Browser.objects.filter(pk=ana.browser.pk).exists()
    assert EventRecord.objects.get(name="browser.removed").data["reason"] == "gone"
    assert waiting_pushes() == []


@pytest.mark.django_db
def test_a_busy_service_is_left_alone_as_long_as_it_asks_and_then_longer(kettle, ana, service):
    service.status, service.headers = 429, {"Retry-After": "90"}
    until = NOON + timedelta(hours=1)
    kind = {"kind": "test", "about": 1, "until": until}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert operations.push(ana.browser.pk, **kind, at=NOON) is Outcome.BUSY
    [(arguments, moment)] = waiting_pushes()
    assert (arguments["attempt"], moment) == (1, NOON + timedelta(seconds=90))
    service.status, service.headers = 503, {}
    operations.push(ana.browser.pk, **kind, attempt=6, at=NOON)
    assert waiting_pushes()[1][1] == NOON + timedelta(seconds=320)
    operations.push(ana.browser.pk, **kind, attempt=12, at=NOON + timedelta(minutes=1))
    assert len(waiting_pushes()) == 2
    ana.browser.refresh_from_db()
    assert ana.browser.failure == "503"


@pytest.mark.django_db
def test_a_service_that_nobody_answers_at_is_tried_again(kettle, ana, service):
    Browser.objects.filter(pk=ana.browser.pk).update(endpoint="http://127.0.0.1:9/nobody")
    operations.send_test(ana.browser)
    kettle.settle()
    ana.browser.refresh_from_db()
    assert ana.browser.failure == "unreachable"
    assert [arguments["attempt"] for arguments, _moment in waiting_pushes()] == [1]


@pytest.mark.django_db
def test_a_browser_of_another_key_of_ours_is_forgotten_and_a_refusal_is_told(kettle, ana, service):
    service.status = 403
    operations.send_test(ana.browser)
    kettle.settle()
    ana.browser.refresh_from_db()
    assert ana.browser.failure == "403"
    Browser.objects.filter(pk=ana.browser.pk).update(server_key="of-another-secret")
    operations.send_test(ana.browser)
    kettle.settle()
    assert not Browser.objects.exists()


@pytest.mark.parametrize(
    ("endpoint", "is_fine"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("http://updates.push.services.mozilla.com/wpush/v2/x", False),
        ("https://push.example.com:8443/x", False),
        ("https://user:secret@push.example.com/x", False),
        ("https://push.example.com/x y", False),
        ("https://127.0.0.1/x", False),
        ("https://10.1.2.3/x", False),
        ("https://192.168.1.1/x", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("https://[::1]/x", False),
        ("https://[::ffff:10.0.0.1]/x", False),
        ("https://[fe80::1]/x", False),
        ("https://0.0.0.0/x", False),
        ("https://push.example.com:99999/x", False),
        ("ftp://push.example.com/x", False),
        ("https:///x", False),
        ("", False),
    ],
)
def test_only_public_addresses_are_written_to(settings, endpoint, is_fine):
    settings.PUSH_TO_LOOPBACK = False
    assert is_allowed(endpoint) is is_fine


@pytest.mark.django_db
def test_a_name_that_leads_into_the_house_is_not_followed(settings, kettle, ana, service):
    settings.PUSH_TO_LOOPBACK = False
    Browser.objects.filter(pk=ana.browser.pk).update(endpoint="https://localhost/push")
    assert (
        operations.push(ana.browser.pk, kind="test", about=1, until=NOON + timedelta(1), at=NOON)
        is Outcome.REFUSED
    )
    ana.browser.refresh_from_db()
    assert (ana.browser.failure, service.taken) == ("not_public", [])


@pytest.mark.django_db
def test_a_redirection_is_not_followed(kettle, ana, service):
    service.status, service.headers = 307, {"Location": f"{service.address}/elsewhere"}
    operations.send_test(ana.browser)
    kettle.settle()
    assert [push.path for push in service.taken] == ["/push/one"]


@pytest.mark.django_db
def test_keys_that_are_none_are_refused(kettle, service):
    person, by = kettle.ana.person, kettle.ana.actor
    for wrong in (
        {"p256dh": plain(b"\x04" + b"1" * 64)},
        {"auth": plain(b"short")},
        {"endpoint": "https://10.0.0.1/"},
    ):
        given = service.subscription(BrowserAlone()) | wrong
        with pytest.raises(BadBrowser):
            operations.add_browser(person, **given, agent="", by=by)


@pytest.mark.django_db
def test_a_browser_that_somebody_else_uses_now_is_theirs_and_twenty_are_enough(kettle, ana, service):
    told_in(kettle.lea.person, service, by=kettle.lea.actor)
    assert Browser.objects.get().person == kettle.lea.person
    for number in range(operations.MOST_BROWSERS + 2):
        told_in(kettle.lea.person, service, by=kettle.lea.actor, name=str(number))
    assert Browser.objects.filter(person=kettle.lea.person).count() == operations.MOST_BROWSERS


@pytest.mark.django_db
def test_quiet_hours_need_both_ends(kettle):
    with pytest.raises(Exception, match="quiet_hours_begin_and_end"):
        Wishes.objects.create(person=kettle.ana.person, quiet_from=time(20))


def test_what_waits_at_a_service_has_a_name_that_the_standard_allows():
    for kind in kinds():
        topic = Errand(kind=kind, about=2**40, until=NOON).topic
        assert len(topic) <= 32
        assert topic.replace("-", "").replace("_", "").isalnum()
