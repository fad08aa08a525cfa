"""Webhooks: what is told, how it is signed, what happens when nobody takes it, and who may set them up."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from pult.accounts.types import Scope
from pult.api import operations, signing
from pult.api.models import ReadPosition, Webhook, WebhookAttempt, WebhookDelivery
from pult.api.operations import sending
from pult.api.operations.reading import Horizon, newest
from pult.api.reader import Reader
from pult.api.tests.test_api import Caller
from pult.api.types import SECRET_LASTS_HOURS, WAITS, DeliveryState
from pult.conversations import operations as conversations
from pult.conversations.types import Priority
from pult.foundation import jobs
from pult.foundation.actors import Actor, Kind
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.notifications.models import KeptNotice
from tests.loopback import Reply, listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    with listening() as one:
        yield one


@pytest.fixture
def shop(kettle, server):
    """Another system that is told of new conversations and notes."""
    return hook(kettle, server)


def hook(kettle, server, *facts, **more):
    facts = facts or ("conversation.opened", "note.added")
    webhook, webhook.secret = _made(kettle, server, facts, more)
    return webhook


def _made(kettle, server, facts, more):
    webhook, secret = operations.create_webhook(
        f"{server.url}/hook", facts=facts, by=kettle.omar.actor, **more
    )
    return webhook, secret


def read():
    """What a worker's reader does."""
    return operations.read_log(up_to=newest())


def told(server):
    return [json.loads(each.body) for each in server.heard]


def overdue():
    WebhookDelivery.objects.update(next_try_at=timezone.now())
    Webhook.objects.update(rests_until=None)
    operations.queue_due()
    jobs.run_pending()


def test_the_published_example_of_the_specification_is_signed_as_it_says():
    assert (
        signing.signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp=1614265330,
            body=b'{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_another_system_is_told_and_can_check_who_told_it(kettle, server, shop):
    conversation = kettle.conversation("carl@example.org")
    assert read() == 1
    jobs.run_pending()
    [heard] = server.heard
    said = json.loads(heard.body)
    assert (said["type"], said["data"]["conversation"]["id"]) == ("conversation.opened", conversation.pk)
    assert set(said) == {"type", "timestamp", "data"}
    number, moment = heard.headers["webhook-id"], heard.headers["webhook-timestamp"]
    key = base64.b64decode(shop.secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{number}.{moment}.".encode() + heard.body, hashlib.sha256).digest()
    assert heard.headers["webhook-signature"] == "v1," + base64.b64encode(mac).decode()
    [sent] = WebhookDelivery.objects.all()
    assert (sent.state, sent.message_id) == (DeliveryState.DONE, number)
    assert (sent.log.get().status, sent.log.get().answer) == (200, "thanks")


def test_the_same_facts_read_twice_are_told_once(kettle, server, shop):
    kettle.conversation()
    read()
    ReadPosition.objects.update(event_id=0)
    read()
    assert WebhookDelivery.objects.count() == 1


def test_only_chosen_facts_of_chosen_departments_are_told(kettle, server):
    hook(kettle, server, "conversation.opened", "conversation.priority_changed", departments=[kettle.billing])
    conversation = kettle.conversation()
    conversations.set_priority(conversation, Priority.HIGH, by=kettle.ana.actor)
    assert read() == 0
    conversations.transfer(conversation, to=kettle.billing, by=kettle.lea.actor)
    conversations.set_priority(conversation, Priority.LOW, by=kettle.lea.actor)
    assert read() == 1
    jobs.run_pending()
    assert told(server)[0]["data"]["priority"] == "low"


def test_the_text_of_a_note_is_sent_only_where_notes_were_chosen(kettle, server):
    hook(kettle, server, "conversation.status_changed", "message.received")
    conversation = kettle.conversation()
    conversations.note(conversation, by=kettle.ana.actor, text="between us")
    conversations.set_pending(conversation, by=kettle.ana.actor)
    read()
    jobs.run_pending()
    assert len(server.heard) == 2
    assert all(b"between us" not in each.body for each in server.heard)
    hook(kettle, server, "note.added")
    conversations.note(conversation, by=kettle.ana.actor, text="between us")
    read()
    jobs.run_pending()
    assert told(server)[-1]["data"]["message"]["text"] == "between us"


def test_what_was_before_and_what_is_brought_in_is_not_told(kettle, server):
    kettle.conversation()
    hook(kettle, server, "conversation.opened", "conversation.priority_changed")
    conversation = kettle.conversation("dora@example.org")
    conversations.set_priority(conversation, Priority.HIGH, by=Actor(kind=Kind.SYSTEM, id=7))
    assert read() == 1


def test_after_no_answer_it_is_tried_again_for_about_a_day(kettle, server, shop):
    server.say = lambda heard: Reply(500, b"broken")
    kettle.conversation()
    read()
    jobs.run_pending()
    [sent] = WebhookDelivery.objects.all()
    wait = (sent.next_try_at - sent.log.get().at).total_seconds()
    assert sent.state == DeliveryState.RETRYING
    assert 0.8 * WAITS[0] * 60 <= wait <= 1.2 * WAITS[0] * 60
    for _ in WAITS:
        overdue()
    sent.refresh_from_db()
    assert (sent.state, sent.attempts) == (DeliveryState.FAILED, len(WAITS) + 1)
    assert 20 < sum(WAITS) / 60 < 30
    assert len({each.headers["webhook-id"] for each in server.heard}) == 1


def test_facts_about_one_conversation_keep_their_order(kettle, server, shop):
    conversation = kettle.conversation()
    server.say = lambda heard: Reply(400 if len(server.heard) < 3 else 200)
    conversations.note(conversation, by=kettle.ana.actor, text="second")
    read()
    jobs.run_pending()
    overdue()
    assert [each["type"] for each in told(server)] == ["conversation.opened"] * 2
    overdue()
    assert [each["type"] for each in told(server)][2:] == ["conversation.opened", "note.added"]


def test_while_nobody_answers_the_webhook_rests(kettle, server, shop):
    server.say = lambda heard: Reply(503)
    for number in range(6):
        kettle.conversation(f"guest{number}@example.org")
    read()
    jobs.run_pending()
    shop.refresh_from_db()
    assert len(server.heard) == 3
    assert shop.rests_until > timezone.now()
    server.say = lambda heard: Reply(200)
    overdue()
    shop.refresh_from_db()
    assert (len(server.heard), shop.failures, shop.failing_since, shop.rests_until) == (9, 0, None, None)


def test_who_says_that_it_is_gone_is_asked_no_more_and_administrators_are_told(kettle, server, shop):
    server.say = lambda heard: Reply(410)
    kettle.conversation()
    read()
    jobs.run_pending()
    shop.refresh_from_db()
    assert (shop.is_active, shop.off_because) == (False, "gone")
    assert KeptNotice.objects.filter(
        person=kettle.omar.person, kinds__contains=["webhook.switched_off"]
    ).exists()
    assert AuditRecord.objects.filter(what="webhook.switched_off").exists()
    kettle.conversation("dora@example.org")
    assert read() == 0


def test_a_webhook_that_fails_for_days_is_switched_off(kettle, server, shop):
    server.say = lambda heard: Reply(500)
    kettle.conversation()
    read()
    jobs.run_pending()
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=6))
    overdue()
    shop.refresh_from_db()
    assert (shop.is_active, shop.off_because) == (False, "failing")
    assert WebhookDelivery.objects.get().state == DeliveryState.FAILED


def test_a_redirect_is_not_followed(kettle, server, shop):
    server.say = lambda heard: Reply(302, b"", {"Location": f"{server.url}/elsewhere"})
    operations.send_test(shop, by=kettle.omar.actor)
    jobs.run_pending()
    assert [each.path for each in server.heard] == ["/hook"]
    assert WebhookAttempt.objects.get().trouble == "redirect"


def test_of_a_huge_answer_the_first_kilobyte_is_kept(kettle, server, shop):
    server.say = lambda heard: Reply(200, b"\x00" + b"x" * 2_000_000)
    operations.send_test(shop, by=kettle.omar.actor)
    jobs.run_pending()
    assert len(WebhookAttempt.objects.get().answer) == 1023


def test_who_answers_too_late_has_not_taken_it(kettle, server, shop, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.1)
    server.say = lambda heard: Reply(waits=0.5)
    operations.send_test(shop, by=kettle.omar.actor)
    jobs.run_pending()
    assert WebhookAttempt.objects.get().trouble == "too_slow"


def test_a_name_that_leads_home_is_refused_when_it_is_called(kettle, monkeypatch):
    webhook, _ = operations.create_webhook(
        "https://hook.example.org/x", facts=["note.added"], by=kettle.omar.actor
    )
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_named: found)
    operations.send_test(webhook, by=kettle.omar.actor)
    jobs.run_pending()
    assert WebhookAttempt.objects.get().trouble == "private"


@pytest.mark.parametrize("address", ["https://10.0.0.1/x", "http://hook.example.org", "nonsense"])
def test_an_address_that_could_never_be_called_is_refused_with_a_sentence(kettle, address):
    with pytest.raises(Invalid):
        operations.create_webhook(address, facts=["note.added"], by=kettle.omar.actor)


def test_a_worker_that_dies_in_between_sends_it_once_more(kettle, server, shop, monkeypatch):
    kettle.conversation()
    read()

    def dies(*_given, **_named):
        raise KeyboardInterrupt

    lane = WebhookDelivery.objects.get().lane
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_write_down", dies)
        with pytest.raises(KeyboardInterrupt):
            operations.send_lane(shop, lane)
    jobs.run_pending()
    assert len(server.heard) == 2
    assert len({each.headers["webhook-id"] for each in server.heard}) == 1
    assert WebhookDelivery.objects.get().state == DeliveryState.DONE


def test_a_new_secret_and_the_old_one_both_sign_for_a_day(kettle, server, shop):
    now = timezone.now()
    new = operations.rotate_secret(shop, by=kettle.omar.actor, at=now)
    assert shop.secrets_at(now) == [new, shop.secret]
    assert shop.secrets_at(now + timedelta(hours=SECRET_LASTS_HOURS)) == [new]
    operations.send_test(shop, by=kettle.omar.actor)
    jobs.run_pending()
    assert len(server.heard[0].headers["webhook-signature"].split()) == 2
    assert shop.secret not in str(list(AuditRecord.objects.values()))


def test_what_failed_is_sent_again_one_or_all(kettle, server, shop):
    server.say = lambda heard: Reply(404)
    for number in range(3):
        kettle.conversation(f"guest{number}@example.org")
    read()
    jobs.run_pending()
    server.say = lambda heard: Reply(200)
    operations.resend(WebhookDelivery.objects.order_by("pk")[0], by=kettle.omar.actor)
    jobs.run_pending()
    assert WebhookDelivery.objects.not_taken().count() == 2
    since = timezone.now() - timedelta(hours=1)
    assert operations.resend_failed(shop, since=since, by=kettle.omar.actor) == 2
    jobs.run_pending()
    assert WebhookDelivery.objects.not_taken().count() == 0


def test_a_rule_calls_a_webhook(kettle, server, shop):
    conversation = kettle.conversation()
    operations.call(shop, conversation, rule="Angry customers")
    jobs.run_pending()
    said = told(server)[-1]
    assert (said["type"], said["data"]["rule"]) == ("automation.webhook_asked", "Angry customers")
    assert said["data"]["conversation"]["id"] == conversation.pk


def test_nothing_is_written_where_nobody_is_to_be_told(kettle, django_assert_num_queries):
    kettle.conversation()
    with django_assert_num_queries(1):
        assert Reader().read_on() is False
    assert not WebhookDelivery.objects.exists()


def test_many_facts_are_told_with_the_same_number_of_statements(
    kettle, server, shop, django_assert_max_num_queries
):
    for number in range(12):
        kettle.conversation(f"guest{number}@example.org")
    with django_assert_max_num_queries(16):
        assert read() == 12


@pytest.mark.django_db(transaction=True)
def test_reading_waits_for_transactions_that_still_write_facts():
    written, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            EventRecord.objects.create(name="x", subject="x:1", by="x", at=timezone.now(), data={})
            written.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    horizon = Horizon.now()
    assert not horizon.is_settled
    may_end.set()
    thread.join()
    assert horizon.is_settled


def test_old_deliveries_are_forgotten(kettle, server, shop):
    operations.send_test(shop, by=kettle.omar.actor, at=timezone.now() - timedelta(days=40))
    jobs.run_pending()
    assert operations.forget_old_deliveries() > 0
    assert not WebhookDelivery.objects.exists()


def test_an_administrator_sets_one_up_and_sees_its_secret_once(kettle, server):
    page = kettle.omar.client.post(
        "/app/settings/webhooks",
        {"address": server.url, "facts": ["note.added"], "is_active": "on"},
        follow=True,
    )
    assert "whsec_" in page.content.decode()
    again = kettle.omar.client.get(page.request["PATH_INFO"])
    assert "whsec_" not in again.content.decode()
    pk = Webhook.objects.get().pk
    kettle.omar.client.post(f"/app/settings/webhooks/{pk}/test")
    jobs.run_pending()
    assert "thanks" in kettle.omar.client.get(f"/app/settings/webhooks/{pk}").content.decode()
    assert kettle.ana.client.get("/app/settings/webhooks").status_code == 403


def test_bad_input_is_answered_with_a_sentence(kettle):
    refused = kettle.omar.client.post(
        "/app/settings/webhooks", {"address": "https://10.0.0.1", "facts": ["note.added"]}
    )
    assert refused.status_code == 422
    assert "private network" in refused.content.decode()


def test_programs_set_them_up_too(kettle, server):
    omar = Caller(kettle.omar, scopes=[Scope.READ, Scope.WRITE, Scope.ADMIN])
    made = omar("POST", "/webhooks", {"address": server.url, "facts": ["note.added"]})
    assert (made.status_code, made.json()["secret"][:6]) == (201, "whsec_")
    here = f"/webhooks/{made.json()['id']}"
    assert omar("POST", f"{here}/test").status_code == 201
    jobs.run_pending()
    [sent] = omar("GET", f"{here}/deliveries").json()["items"]
    assert sent["attempts"][0]["status"] == 200
    assert omar("POST", f"{here}/deliveries/{sent['id']}/resending").status_code == 200
    assert omar("POST", f"{here}/resendings", {"since": "2026-01-01T00:00:00Z"}).json() == {"count": 0}
    assert omar("PATCH", here, {"facts": ["nothing"]}).status_code == 422
    assert omar("PATCH", here, {"is_active": False}).json()["is_active"] is False
    assert "secret" not in omar("GET", here).json()
    assert omar("POST", f"{here}/secret").json()["secret"] != made.json()["secret"]
    assert omar("DELETE", here).status_code == 204
    assert omar("GET", "/webhooks").json()["items"] == []
    assert Caller(kettle.ana)("GET", "/webhooks").status_code == 403
    assert len(omar("GET", "/webhook-facts").json()) > 10
