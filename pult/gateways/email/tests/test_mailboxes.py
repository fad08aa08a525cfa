"""Mail is fetched from real mail servers: never lost, never doubled, whatever happens in between."""

import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from pult.conversations.models import Conversation, Message
from pult.conversations.types import Status
from pult.foundation import jobs
from pult.gateways.email import operations
from pult.gateways.email.errors import BoxTrouble
from pult.gateways.email.imap import keeper
from pult.gateways.email.imap.box import open_box
from pult.gateways.email.imap.reader import Reader
from pult.gateways.email.models import FetchedMail, MailAccount, RawMail
from pult.gateways.email.operations import fetching
from pult.gateways.email.tests.mail_server import mail_server
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import Afterwards, Backlog, MailOutcome, Security, State, Trouble
from pult.sla.models import Clock
from tests.cast import build_kettle

QUICK = keeper.Pace(
    tick=0.05,
    idle=20.0,
    first_idle=2.0,
    poll=0.1,
    first_wait=0.05,
    longest_wait=0.1,
    wrong_password=0.1,
    farewell=5,
)
LONG_AGO = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def _server():
    with mail_server() as running:
        yield running


@pytest.fixture
def server(_server):
    _server.clear()
    return _server


def letter(number, **more):
    return write(f"Kettle number {number} leaks.", message_id=f"<leak-{number}@example.org>", **more)


def old(number, **more):
    return dated(letter(number, **more), "Mon, 02 Mar 2026 09:30:00 +0000")


def dated(raw, moment):
    head, gap, body = raw.partition(b"\n\n")
    lines = [line for line in head.split(b"\n") if not line.startswith(b"Date:")]
    return b"\n".join([*lines, b"Date: " + moment.encode()]) + gap + body


def connect(kettle, server, **more):
    given = {name: more.pop(name) for name in ("folder", "moved_to", "password") if name in more}
    return operations.connect_mailbox(kettle.inbox, server.server(**given), by=kettle.omar.actor, **more)


def look(account, *, is_over=lambda: False):
    """One look into the mailbox, as a keeper takes it."""
    account = MailAccount.objects.select_related("inbox").get(pk=account.pk)
    with open_box(account.server) as box:
        reader = Reader(account, box, is_over=is_over, tries={})
        while True:
            reader.look()
            if not reader.backlog:
                break
    account.refresh_from_db()
    return account


def die(*_, **__):
    raise KeyboardInterrupt


def texts():
    return sorted(Message.objects.values_list("text", flat=True))


@pytest.mark.django_db
class TestOneLook:
    def test_new_mail_comes_in_once_and_is_left_as_it_was(self, kettle, server):
        server.deliver(letter(0))
        account = look(connect(kettle, server))
        assert not RawMail.objects.exists()
        uid = server.deliver(letter(1))
        for _ in range(2):
            account = look(account)
        jobs.run_pending()
        assert texts() == ["Kettle number 1 leaks."]
        assert Message.objects.get().conversation.inbox == kettle.inbox
        assert (account.last_uid, account.trouble, account.missing) == (uid, "", 0)
        assert "Seen" not in str(server.flags(uid))

    def test_killed_between_keeping_and_noting_it_comes_again_and_changes_nothing(
        self, kettle, server, monkeypatch
    ):
        account = look(connect(kettle, server))
        server.deliver(letter(1))
        with monkeypatch.context() as patched:
            patched.setattr(fetching, "_note", die)
            with pytest.raises(KeyboardInterrupt):
                look(account)
        assert RawMail.objects.count() == 1
        assert not FetchedMail.objects.exists()
        look(account)
        jobs.run_pending()
        assert texts() == ["Kettle number 1 leaks."]
        assert FetchedMail.objects.count() == 1

    def test_a_folder_that_is_numbered_anew_is_compared_and_nothing_is_doubled(self, kettle, server):
        account = connect(kettle, server, at=timezone.now() - timedelta(hours=1))
        account = look(account)
        for number in (1, 2):
            server.deliver(letter(number))
        account = look(account)
        server.deliver(letter(3))
        server.renumber()
        account = look(account)
        jobs.run_pending()
        assert texts() == [f"Kettle number {number} leaks." for number in (1, 2, 3)]
        assert account.is_renumbered
        assert (account.on_server, account.in_desk) == (3, 3)

    def test_numbered_anew_the_past_that_nobody_wanted_stays_outside(self, kettle, server):
        server.deliver(old(0), at=LONG_AGO)
        account = look(connect(kettle, server))
        server.renumber()
        account = look(account)
        assert not RawMail.objects.exists()
        assert (account.on_server, account.in_desk) == (0, 0)

    def test_the_count_finds_what_was_missed(self, kettle, server):
        account = look(connect(kettle, server))
        missed = server.deliver(letter(1))
        MailAccount.objects.filter(pk=account.pk).update(last_uid=missed, counted_at=timezone.now())
        account = look(account)
        assert not RawMail.objects.exists()
        operations.count_again(account, by=kettle.omar.actor)
        account = look(account)
        assert RawMail.objects.count() == 1
        assert (account.on_server, account.in_desk, account.missing_since) == (1, 1, None)

    def test_what_cannot_be_fetched_is_missing_and_said_and_stops_nothing(self, kettle, server, monkeypatch):
        account = look(connect(kettle, server))
        bad = server.deliver(letter(1))
        server.deliver(letter(2))
        from pult.gateways.email.imap.box import Box

        fetch = Box.bodies

        def stumble(self, uids):
            if bad in uids:
                raise BoxTrouble(Trouble.REFUSED, "internal error")
            return fetch(self, uids)

        monkeypatch.setattr(Box, "bodies", stumble)
        look(account)
        operations.count_again(account, by=kettle.omar.actor)
        account = look(account)
        jobs.run_pending()
        assert texts() == ["Kettle number 2 leaks."]
        assert (account.missing, account.alarm_at(timezone.now())) == (1, "missing")
        monkeypatch.undo()
        operations.count_again(account, by=kettle.omar.actor)
        account = look(account)
        assert (account.missing, account.missing_since) == (0, None)

    def test_too_large_mail_is_held_with_its_head_and_fetched_when_more_is_allowed(
        self, kettle, server, settings
    ):
        settings.MAX_MAIL_BYTES = 2000
        account = look(connect(kettle, server))
        server.deliver(write("x" * 3000, subject="Plans of the house"))
        account = look(account)
        held = RawMail.objects.get()
        assert (held.state, held.reason, held.sender) == (State.HELD, "too_large", "carl@example.org")
        assert "MAX_MAIL_MB" in held.why
        settings.MAX_MAIL_BYTES = 10_000
        operations.retry(held, by=kettle.omar.actor)
        look(account)
        jobs.run_pending()
        assert Message.objects.get().text == "x" * 3000
        held.refresh_from_db()
        assert held.state == State.DONE

    def test_fetched_mail_is_marked_or_moved(self, kettle, server):
        account = look(connect(kettle, server, afterwards=Afterwards.SEEN))
        uid = server.deliver(letter(1))
        look(account)
        assert "Seen" in str(server.flags(uid))
        server.add_folder("Done")
        account = look(connect(kettle, server, afterwards=Afterwards.MOVE, moved_to="Done"))
        server.deliver(letter(2))
        account = look(account)
        assert server.uids() == [uid]
        assert len(server.uids("Done")) == 1
        assert account.missing == 0

    def test_what_was_erased_does_not_come_back(self, kettle, server):
        account = look(connect(kettle, server, at=timezone.now() - timedelta(hours=1)))
        server.deliver(letter(1))
        account = look(account)
        RawMail.objects.all().delete()
        server.renumber()
        account = look(account)
        assert not RawMail.objects.exists()
        assert account.missing == 0


@pytest.mark.django_db
class TestArchive:
    def test_the_past_comes_closed_with_its_own_dates_and_sets_nothing_going(self, kettle, server):
        operations.set_auto_reply(kettle.inbox, is_on=True, every_hours=24, texts={}, by=kettle.omar.actor)
        server.deliver(old(1), at=LONG_AGO)
        answer = write(
            "Please send it in.",
            sender="Help <help@kettle.example>",
            to="Carl <carl@example.org>",
            message_id="<answer@kettle.example>",
            **{"In-Reply-To": "<leak-1@example.org>"},
        )
        answer = dated(answer, "Mon, 02 Mar 2026 11:00:00 +0000")
        server.deliver(answer, at=LONG_AGO + timedelta(hours=2))
        account = look(connect(kettle, server, backlog=Backlog.EVERYTHING))
        server.deliver(letter(2))
        operations.count_again(account, by=kettle.omar.actor)
        account = look(account)
        jobs.run_pending()
        past = Conversation.objects.get(status=Status.CLOSED)
        assert (past.opened_at, past.closed_at) == (LONG_AGO, LONG_AGO + timedelta(hours=1.5))
        assert [message.kind for message in past.messages.order_by("pk")] == ["customer", "reply"]
        assert (past.assignee, past.waiting_since) == (None, None)
        assert not Clock.objects.filter(conversation=past).exists()
        assert Conversation.objects.exclude(pk=past.pk).get().status != Status.CLOSED
        assert (account.on_server, account.in_desk, account.backlog_left) == (3, 3, 0)
        from pult.gateways.email.models import OutgoingMail

        assert not OutgoingMail.objects.filter(message__conversation=past).exists()

    def test_only_the_last_days(self, kettle, server):
        now = timezone.now()
        server.deliver(old(1), at=now - timedelta(days=40))
        server.deliver(letter(2), at=now - timedelta(days=3))
        look(connect(kettle, server, backlog=Backlog.DAYS, backlog_days=30))
        assert texts() == ["Kettle number 2 leaks."]

    def test_an_answer_to_the_past_is_new_work_that_follows_it(self, kettle, server):
        server.deliver(old(1), at=LONG_AGO)
        account = look(connect(kettle, server, backlog=Backlog.EVERYTHING))
        server.deliver(letter(2, **{"In-Reply-To": "<leak-1@example.org>"}))
        look(account)
        jobs.run_pending()
        past = Conversation.objects.get(status=Status.CLOSED)
        assert Conversation.objects.exclude(pk=past.pk).get().follows == past

    def test_what_machines_wrote_in_the_past_marks_nobody(self, kettle, server):
        away = write("I am away.", subject="Out of office", **{"Auto-Submitted": "auto-replied"})
        server.deliver(away, at=LONG_AGO)
        look(connect(kettle, server, backlog=Backlog.EVERYTHING))
        assert RawMail.objects.get().outcome == MailOutcome.AUTO_REPLY
        assert not Conversation.objects.exists()


def why(server):
    with pytest.raises(BoxTrouble) as trouble, open_box(server):
        pass
    return trouble.value


class TestTrouble:
    """What is wrong has a name."""

    def test_wrong_password(self, server):
        trouble = why(server.server(password="guessed"))
        assert trouble.kind is Trouble.PASSWORD
        assert trouble.detail == "[AUTHENTICATIONFAILED] Invalid authentication credentials."

    def test_no_such_folder(self, server):
        assert why(server.server(folder="Sent to nobody")).kind is Trouble.NO_FOLDER
        assert why(server.server(moved_to="Nowhere")).kind is Trouble.NO_TARGET

    def test_no_encryption_there(self, server):
        assert why(server.server(security=Security.TLS)).kind is Trouble.NO_TLS
        assert why(server.server(security=Security.STARTTLS)).kind is Trouble.NO_STARTTLS

    def test_nobody_there(self, server):
        from pult.gateways.email.tests.post_office import free_port

        assert why(server.server(port=free_port())).kind is Trouble.NO_ANSWER
        assert why(server.server(host="mail..kettle.example")).kind is Trouble.UNKNOWN_HOST

    def test_something_else_there(self):
        from pult.gateways.email.tests.post_office import post_office

        with post_office() as office:
            port = int(office.url.partition("127.0.0.1:")[2].partition("?")[0])
            from pult.gateways.email.types import Server

            there = Server(host="127.0.0.1", port=port, security=Security.NONE, user="u", password="p")
            assert why(there).kind is Trouble.NO_IMAP

    def test_the_password_is_not_shown(self, server):
        assert "copper" not in repr(server.server())


@contextmanager
def working(pace=QUICK):
    """A worker that keeps mailboxes open, in a thread of its own."""
    porter = keeper.Porter(pace)
    thread = threading.Thread(target=porter.run)
    thread.start()
    try:
        yield porter
    finally:
        porter.over.set()
        thread.join(30)
        assert not thread.is_alive()
        assert not any(one.is_alive() for one in porter.keepers.values())


def until(question, seconds=20):
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.02)
    raise AssertionError("it did not happen")


@pytest.mark.django_db(transaction=True)
class TestWorker:
    @pytest.fixture(autouse=True)
    def _no_jobs_of_others(self, transactional_db):
        self.forget_jobs()
        yield
        self.forget_jobs()

    @staticmethod
    def forget_jobs():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")

    @staticmethod
    def ready(account):
        until(lambda: MailAccount.objects.filter(pk=account.pk, looked_at__isnull=False).exists())

    def test_new_mail_arrives_by_idle(self, server):
        account = connect(build_kettle(), server)
        with working():
            self.ready(account)
            server.deliver(letter(1))
            # By itself it looks again soon once, for servers that do not tell of what came meanwhile; then rarely.
            until(RawMail.objects.exists, seconds=10)
        account.refresh_from_db()
        assert account.waits_by_idle
        jobs.run_pending()
        assert texts() == ["Kettle number 1 leaks."]

    def test_a_server_without_idle_is_asked_again_and_again(self):
        with mail_server(has_idle=False) as server:
            account = connect(build_kettle(), server)
            with working():
                self.ready(account)
                server.deliver(letter(1))
                until(RawMail.objects.exists)
            account.refresh_from_db()
            assert not account.waits_by_idle

    def test_a_cut_connection_is_opened_again(self, server):
        account = connect(build_kettle(), server)
        with working():
            self.ready(account)
            before = server.connections
            server.cut()
            server.deliver(letter(1))
            until(RawMail.objects.exists)
            assert server.connections > before

    def test_a_wrong_password_is_told_and_a_new_one_is_picked_up(self, server):
        kettle = build_kettle()
        account = connect(kettle, server, password="guessed")
        with working():
            until(lambda: MailAccount.objects.filter(pk=account.pk, trouble=Trouble.PASSWORD).exists())
            connect(kettle, server)
            self.ready(account)
        account.refresh_from_db()
        assert (account.trouble, account.failing_since) == ("", None)

    def test_paused_and_disconnected_without_a_restart(self, server):
        kettle = build_kettle()
        account = connect(kettle, server)
        with working() as porter:
            self.ready(account)
            operations.pause_mailbox(account, by=kettle.omar.actor)
            until(lambda: not porter.keepers)
            operations.resume_mailbox(account, by=kettle.omar.actor)
            until(lambda: porter.keepers)
            operations.disconnect_mailbox(account, by=kettle.omar.actor)
            until(lambda: not porter.keepers)

    def test_two_workers_at_once_fetch_it_once(self, server):
        account = connect(build_kettle(), server)
        with working() as one, working() as other:
            self.ready(account)
            server.deliver(letter(1))
            until(RawMail.objects.exists)
            assert len(one.keepers) + len(other.keepers) == 1
        jobs.run_pending()
        assert texts() == ["Kettle number 1 leaks."]


@pytest.mark.django_db
class TestAlarms:
    def test_failing_for_a_quarter_of_an_hour_is_told_once(self, kettle, server):
        account = connect(kettle, server)
        now = timezone.now()
        fetching.note_trouble(account, Trouble.CUT, at=now - timedelta(minutes=14))
        assert operations.watch_mailboxes(at=now) == 0
        assert operations.watch_mailboxes(at=now + timedelta(minutes=2)) == 1
        assert operations.watch_mailboxes(at=now + timedelta(minutes=3)) == 0
        fetching.note_look(account, waits_by_idle=True, backlog_left=0)
        operations.watch_mailboxes(at=timezone.now())
        account.refresh_from_db()
        assert account.alarm == ""

    def test_nobody_looks(self, kettle, server):
        account = connect(kettle, server)
        assert account.alarm_at(account.connected_at + timedelta(hours=1)) == "stale"

    def test_unusually_long_without_mail(self, kettle, server):
        account = connect(kettle, server)
        now = timezone.now()
        FetchedMail.objects.bulk_create(
            FetchedMail(account=account, validity=1, uid=n, digest=str(n), at=now - timedelta(hours=30 * n))
            for n in range(1, 21)
        )
        fetching.note_count(account, on_server=0, in_desk=0, missing=0)
        MailAccount.objects.update(last_mail_at=now, looked_at=now + timedelta(hours=61))
        account.refresh_from_db()
        assert account.quiet_hours == 60
        assert account.alarm_at(now + timedelta(hours=59)) is None
        assert account.alarm_at(now + timedelta(hours=61)) == "quiet"
