"""What is kept for whoever was told: one notice a thing, counted on every page, read when the thing is opened."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.conversations import operations as conversations
from pult.foundation.actors import SYSTEM
from pult.notifications import operations, queries
from pult.notifications.models import KeptNotice, Muting
from pult.notifications.types import Shelf, kinds
from pult.ui import navigation
from pult.ui.icons import require

pytestmark = pytest.mark.django_db
PAGE = "/app/notices/"


@pytest.fixture
def had(kettle):
    """A conversation that Lea has given to Ana."""
    return given(kettle)


def given(kettle, sender="carl@example.org", subject="My kettle leaks"):
    conversation = kettle.conversation(sender, subject=subject)
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    kettle.settle()
    return conversation


def answered(kettle, conversation, text="Still leaking."):
    sender = conversation.customer.identities.get().value
    first = conversation.messages.order_by("pk").first()
    kettle.mail(sender, text=text, references=(first.external_id,))
    kettle.settle()


def mine(player):
    return KeptNotice.objects.visible_to(player.actor).order_by("-at", "-pk")


def lines(player, shelf=Shelf.OPEN):
    page = queries.notices_of(player.actor, shelf)
    return queries.lines_of(page.rows, player.actor)


def test_what_happens_to_one_conversation_is_one_notice_with_a_count(kettle, had):
    for _ in range(3):
        answered(kettle, had)
    conversations.note(had, by=kettle.lea.actor, text="He has called, too.")
    kettle.settle()
    notice = mine(kettle.ana).get()
    assert (notice.thing, notice.count) == (f"conversation:{had.pk}", 5)
    assert notice.kinds == ["note.added", "message.received", "conversation.assigned"]
    [line] = lines(kettle.ana)
    assert [str(said) for said in line.sentences] == [
        "A colleague has written a note",
        "A customer has answered",
        "You have been given a conversation",
    ]
    assert (line.who, line.thing.title) == (kettle.lea.person.name, "My kettle leaks")


def test_what_comes_after_it_was_read_begins_anew(kettle, had):
    operations.mark_read(mine(kettle.ana).get(), by=kettle.ana.actor)
    answered(kettle, had)
    notice = mine(kettle.ana).get()
    assert (notice.count, notice.kinds, notice.read_at) == (1, ["message.received"], None)


def test_nobody_is_told_of_what_they_did_themselves(kettle):
    conversation = kettle.conversation()
    conversations.assign(conversation, to=kettle.ana.member, by=kettle.ana.actor)
    conversations.note(conversation, by=kettle.ana.actor, text="I look into it.")
    kettle.settle()
    assert not KeptNotice.objects.exists()


def test_whoever_opens_the_conversation_has_read_its_notice_and_everybody_else_has_not(kettle, had):
    conversations.assign(had, to=kettle.lea.member, by=kettle.ana.actor)
    kettle.settle()
    kettle.ana.client.get(f"/app/conversations/{had.pk}/")
    assert mine(kettle.ana).get().read_at is not None
    assert mine(kettle.lea).get().read_at is None


def test_the_bell_counts_what_is_unread_on_every_page_within_its_one_statement(kettle, had):
    ana = kettle.ana.client
    assert ">1 unread<" in ana.get("/app/settings/notifications").content.decode()
    given(kettle, "dora@example.org")
    assert ">2 unread<" in ana.get("/app/notices/bell").content.decode()
    navigation.counted_for(kettle.ana.actor, path=PAGE)
    with CaptureQueriesContext(connection) as asked:
        counted = navigation.counted_for(kettle.ana.actor, path=PAGE)
    assert len(asked) == 1
    assert counted.bell.count == 2
    assert counted.bell.topic == f"notices:{kettle.ana.person.pk}"
    assert "unread<" not in kettle.lea.client.get("/app/notices/bell").content.decode()


def test_more_than_a_hundred_are_not_counted(kettle):
    KeptNotice.objects.bulk_create(
        KeptNotice(person=kettle.ana.person, thing=f"conversation:{pk}", at=timezone.now(), kinds=[])
        for pk in range(150)
    )
    assert ">99+<" in kettle.ana.client.get("/app/notices/bell").content.decode()


def test_the_page_costs_the_same_with_three_rows_and_with_thirty(kettle):
    def cost():
        kettle.ana.client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            answer = kettle.ana.client.get(PAGE)
        return len(asked), answer.content.decode().count('class="notice-link"')

    for number in range(3):
        given(kettle, f"c{number}@example.org")
    few, shown = cost()
    assert shown == 3
    for number in range(3, 32):
        given(kettle, f"c{number}@example.org")
    many, shown = cost()
    assert shown == 30
    assert many == few


def test_the_list_goes_on_and_speaks_the_reader_s_language(kettle):
    for number in range(32):
        given(kettle, f"c{number}@example.org", subject=f"Kettle {number}")
    page = queries.notices_of(kettle.ana.actor, Shelf.OPEN)
    further = kettle.ana.client.get(PAGE, {"after": page.after}).content.decode()
    assert "Kettle 1<" in further
    assert "Kettle 31<" not in further
    accounts.change_profile(kettle.ana.person, language="hr")
    said = kettle.ana.client.get(PAGE).content.decode()
    assert "Dobili ste razgovor" in said


def test_read_unread_done_and_open_again(kettle, had):
    ana, notice = kettle.ana.client, mine(kettle.ana).get()

    def stands(state):
        said = ana.post(f"{PAGE}{notice.pk}/state", {"state": state}, headers={"hx-request": "true"})
        assert said.status_code == 200
        assert f'hx-get="{PAGE}?"' in said.content.decode()
        notice.refresh_from_db()
        return notice.read_at is not None, notice.done_at is not None

    assert stands("read") == (True, False)
    assert stands("unread") == (False, False)
    assert stands("done") == (True, True)
    assert "My kettle leaks" not in ana.get(PAGE).content.decode()
    assert "My kettle leaks" in ana.get(PAGE, {"show": "done"}).content.decode()
    assert stands("open") == (True, False)
    assert stands("eaten") == (True, False)
    assert "You have seen everything" in ana.get(PAGE, {"show": "unread"}).content.decode()


def test_all_are_read_at_once_and_without_scripts_too(kettle, had):
    given(kettle, "dora@example.org")
    assert kettle.ana.client.post(f"{PAGE}reading?show=unread").headers["Location"] == f"{PAGE}?show=unread"
    assert not mine(kettle.ana).unread().exists()
    assert "Nothing is marked as done" in kettle.ana.client.get(PAGE, {"show": "done"}).content.decode()
    assert "Nothing to tell" in kettle.omar.client.get(PAGE).content.decode()


def test_a_muted_conversation_says_only_what_is_meant_for_oneself(kettle, had):
    notice = mine(kettle.ana).get()
    operations.mark_read(notice, by=kettle.ana.actor)
    kettle.ana.client.post(f"{PAGE}{notice.pk}/muting", {"is_muted": "on"})
    answered(kettle, had)
    conversations.note(had, by=kettle.lea.actor, text="He has called, too.")
    kettle.settle()
    assert mine(kettle.ana).get().read_at is not None
    assert "Muted" in kettle.ana.client.get(PAGE).content.decode()
    conversations.assign(had, to=kettle.lea.member, by=kettle.lea.actor)
    conversations.assign(had, to=kettle.ana.member, by=kettle.lea.actor)
    kettle.settle()
    assert mine(kettle.ana).get().kinds == ["conversation.assigned"]
    kettle.ana.client.post(f"{PAGE}{notice.pk}/muting")
    assert not Muting.objects.exists()


def test_a_notice_leads_to_its_thing_as_long_as_one_may_read_it(kettle, had):
    notice = mine(kettle.ana).get()
    there = kettle.ana.client.get(f"{PAGE}{notice.pk}/")
    assert there.headers["Location"] == f"/app/conversations/{had.pk}/"
    notice.refresh_from_db()
    assert notice.read_at is not None
    conversations.assign(had, to=None, by=kettle.lea.actor)
    conversations.transfer(had, to=kettle.billing, by=kettle.lea.actor)
    said = kettle.ana.client.get(PAGE).content.decode()
    assert "You may not read this any more" in said
    assert "My kettle leaks" not in said
    assert kettle.ana.client.get(f"{PAGE}{notice.pk}/").headers["Location"] == PAGE


def test_notices_are_nobody_else_s_business(kettle, had):
    notice = mine(kettle.ana).get()
    omar = kettle.omar.client
    assert omar.get(f"{PAGE}{notice.pk}/").status_code == 404
    for act in ("state", "muting"):
        assert omar.post(f"{PAGE}{notice.pk}/{act}", {"state": "read"}).status_code == 404
    assert "My kettle leaks" not in omar.get(PAGE).content.decode()
    assert not operations.mark_read(notice, by=kettle.omar.actor)


def test_a_notice_of_a_solved_conversation_still_says_what_it_was(kettle, had):
    conversations.solve(had, by=kettle.ana.actor)
    kettle.settle()
    assert "My kettle leaks" in kettle.ana.client.get(PAGE).content.decode()


def test_old_notices_are_forgotten_and_unread_ones_later(kettle, had):
    other = given(kettle, "dora@example.org")
    notice = mine(kettle.ana).get(thing=f"conversation:{had.pk}")
    operations.mark_read(notice, by=kettle.ana.actor)
    now = timezone.now()
    assert operations.forget_old(at=now + timedelta(days=29)) == 0
    assert operations.forget_old(at=now + timedelta(days=31)) == 1
    assert mine(kettle.ana).get().thing == f"conversation:{other.pk}"
    assert operations.forget_old(at=now + timedelta(days=91)) == 1


def test_whoever_has_left_is_told_nothing(kettle, had):
    KeptNotice.objects.all().delete()
    accounts.switch_off(kettle.ana.person, by=SYSTEM)
    conversations.note(had, by=kettle.lea.actor, text="She has left.")
    kettle.settle()
    assert not mine(kettle.ana).exists()


def test_what_is_done_is_read(kettle, had):
    with pytest.raises(IntegrityError, match="notice_done_is_read"), transaction.atomic():
        mine(kettle.ana).update(done_at=timezone.now(), read_at=None)


def test_every_kind_has_a_sentence_and_a_picture_that_exists():
    for kind in kinds():
        require(kind.icon)
        assert kind.label


def test_what_came_after_the_list_was_shown_is_not_read_with_it(kettle, had):
    shown = timezone.now()
    given(kettle, "dora@example.org", subject="A lid is missing")
    kettle.ana.client.post(f"{PAGE}reading", {"up_to": shown.isoformat()})
    [left] = [line.thing.title for line in lines(kettle.ana, Shelf.UNREAD)]
    assert left == "A lid is missing"


def test_what_is_long_past_is_not_kept(kettle, had):
    KeptNotice.objects.all().delete()
    conversations.note(had, by=kettle.lea.actor, text="Long ago.", at=timezone.now() - timedelta(days=40))
    kettle.settle()
    assert not KeptNotice.objects.exists()
