"""Letters about what somebody was told: in their rhythm, once, and not about what they have read."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.types import Delivery
from pult.foundation.actors import SYSTEM
from pult.gateways.email.models import OutgoingMail
from pult.notifications import diagnosis, operations
from pult.notifications.models import KeptNotice, Wishes
from pult.notifications.types import Rhythm, Way, kind_named

pytestmark = pytest.mark.django_db
CHECK = "/app/settings/notifications/check"
MAILED = ["conversation.assigned/mail", "message.received/mail"]


@pytest.fixture(autouse=True)
def outbox(settings):
    """Letters go where they go in earnest."""
    settings.EMAIL_BACKEND = "pult.gateways.email.backend.OutboxBackend"


def wishes(player, **values):
    given = {"shows_words": False, "also_offline": False, "quiet_from": None, "quiet_until": None}
    operations.change_wishes(player.person, by=player.actor, **(given | {"on": MAILED} | values))


def given(kettle, sender="carl@example.org"):
    conversation = kettle.conversation(sender)
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    kettle.settle()
    return conversation


def letters(player):
    return OutgoingMail.objects.filter(recipients=[player.person.email]).order_by("pk")


def text_of(letter):
    return bytes(letter.content).decode()


def test_what_is_not_read_soon_is_written_once(kettle):
    wishes(kettle.ana)
    conversation = given(kettle)
    now = timezone.now()
    assert operations.write_due(at=now) == 0
    assert operations.write_due(at=now + timedelta(minutes=3)) == 1
    assert operations.write_due(at=now + timedelta(minutes=4)) == 0
    letter = letters(kettle.ana).get()
    assert letter.subject == f"You have been given a conversation: Conversation {conversation.pk}"
    assert f"/app/notices/{KeptNotice.objects.get().pk}/" in text_of(letter)
    assert "leaks" not in text_of(letter)
    assert "List-Unsubscribe-Post: List-Unsubscribe=3DOne-Click" not in text_of(letter)
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text_of(letter)


def test_what_was_read_meanwhile_is_not_written(kettle):
    wishes(kettle.ana)
    conversation = given(kettle)
    kettle.ana.client.get(f"/app/conversations/{conversation.pk}/")
    assert operations.write_due(at=timezone.now() + timedelta(minutes=3)) == 0
    assert not KeptNotice.objects.exclude(mail_due_at=None).exists()
    assert not letters(kettle.ana).exists()


def test_a_day_is_one_letter_in_the_reader_s_language_and_with_words_where_they_are_wanted(kettle):
    wishes(kettle.ana, rhythm=Rhythm.DAILY, daily_at=time(8), shows_words=True)
    kettle.ana.person.language = "hr"
    kettle.ana.person.save()
    for number in range(3):
        given(kettle, f"c{number}@example.org")
    assert operations.write_due(at=timezone.now() + timedelta(days=1, minutes=1)) == 1
    letter = letters(kettle.ana).get()
    assert letter.subject == "3 obavijesti"
    assert text_of(letter).count("My kettle leaks") == 3


def test_in_the_quiet_nothing_is_written_also_when_the_worker_comes_late(kettle):
    wishes(kettle.ana)
    given(kettle)
    zone = ZoneInfo(kettle.ana.person.time_zone)
    now = timezone.now() + timedelta(minutes=5)
    here = now.astimezone(zone)
    begin = (here - timedelta(minutes=30)).time().replace(second=0, microsecond=0)
    end = (here + timedelta(minutes=30)).time().replace(second=0, microsecond=0)
    wishes(kettle.ana, quiet_from=begin, quiet_until=end)
    assert operations.write_due(at=now) == 0
    assert operations.write_due(at=now + timedelta(minutes=31)) == 1


def test_who_wants_letters_only_sees_nothing_in_the_list(kettle):
    wishes(kettle.ana, off=["conversation.assigned/app", "conversation.assigned/push"])
    given(kettle)
    assert "Nothing to tell" in kettle.ana.client.get("/app/notices/").content.decode()
    assert operations.write_due(at=timezone.now() + timedelta(minutes=3)) == 1


def test_the_link_in_a_letter_stops_letters_without_signing_in(kettle, client):
    wishes(kettle.ana)
    given(kettle)
    operations.write_due(at=timezone.now() + timedelta(minutes=3))
    link = next(
        word
        for word in text_of(letters(kettle.ana).get()).split()
        if "/notices/stop/" in word and "<" not in word
    )
    path = link[link.index("/notices/") :]
    assert "Write me no letters" in client.get(path).content.decode()
    assert not Wishes.objects.get().no_mail
    assert "no more letters" in client.post(path, {"List-Unsubscribe": "One-Click"}).content.decode()
    given(kettle, "dora@example.org")
    assert operations.write_due(at=timezone.now() + timedelta(hours=1)) == 0
    assert client.get("/notices/stop/made-up").status_code == 404


def test_a_reply_that_is_not_delivered_is_told_to_whoever_wrote_it(kettle):
    conversation = given(kettle)
    message = kettle.reply(conversation)
    KeptNotice.objects.all().delete()
    conversations.record_delivery(message, Delivery.BOUNCED, by=SYSTEM, detail="no such user")
    kettle.settle()
    assert KeptNotice.objects.get(person=kettle.ana.person).kinds == ["reply.undelivered"]


def test_what_is_new_is_told_only_to_those_who_asked(kettle):
    wishes(kettle.lea, on=["conversation.new/app"])
    kettle.conversation()
    told = KeptNotice.objects.get()
    assert (told.person, told.kinds) == (kettle.lea.person, ["conversation.new"])


@override_settings(SMTP_URL="smtp://127.0.0.1:1")
def test_a_test_in_every_way_and_what_stands_in_it(kettle):
    ana = kettle.ana.client
    said = ana.get(CHECK).content.decode()
    assert "You are told in no browser yet." in said
    assert f"Letters go to {kettle.ana.person.email}" in said
    for way in Way:
        assert ana.post(CHECK, {"way": way}).status_code == 302
    assert ana.post(CHECK, {"way": "pigeon"}).status_code == 302
    assert "This is a test that Ana Horvat has asked for." in ana.get("/app/notices/").content.decode()
    OutgoingMail.objects.update(progress="failed", answer="550 no such user")
    assert "550 no such user" in ana.get(CHECK).content.decode()


def test_a_diagnosis_names_the_quiet_the_stop_and_the_absence(kettle):
    wishes(kettle.ana, on=[], quiet_from=time(0), quiet_until=time(23, 59), no_mail=True)
    at = timezone.now().astimezone(ZoneInfo(kettle.ana.person.time_zone)).replace(hour=12)
    person = type(kettle.ana.person).objects.get(pk=kettle.ana.person.pk)
    found = {
        one.way: [str(finding.title) for finding in one.findings] for one in diagnosis.look(person, at=at)
    }
    assert any(title.startswith("It is quiet until") for title in found[Way.PUSH])
    assert "You have stopped letters" in found[Way.MAIL]
    assert "Nothing is told in this way" in found[Way.MAIL]


def test_only_those_who_manage_inboxes_choose_about_mailboxes(kettle):
    assert (
        "A mailbox needs looking after"
        not in kettle.ana.client.get("/app/settings/notifications").content.decode()
    )
    assert (
        "A mailbox needs looking after"
        in kettle.omar.client.get("/app/settings/notifications").content.decode()
    )
    assert kind_named("mailbox.alarmed").default == tuple(Way)
