"""Mail while the worker is killed at random: nothing lost, nothing twice.

A few dozen mails by default; `KILL_MAILS=500 KILL_REPLIES=200` for the long run.
"""

import os
import random
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, MessageKind
from pult.foundation.actors import SYSTEM
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.tests.post_office import PostOffice, post_office, write
from pult.gateways.email.types import Progress, State
from tests.cast import Kettle
from tests.processes import free_port, pult

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MAILS = int(os.environ.get("KILL_MAILS", "20"))
REPLIES = int(os.environ.get("KILL_REPLIES", "8"))
LONGEST = 60 + 4 * (MAILS + REPLIES)


class Victim:
    """A worker that is killed again and again, each time a little after it has opened the mail door."""

    def __init__(self, folder: Path, office: PostOffice) -> None:
        self.port = free_port()
        self.kills = 0
        self.stopped = threading.Event()
        self.environment = {"PULT_DATA": str(folder), "SMTP_PORT": str(self.port), "SMTP_URL": office.url}
        self.process = pult("work", **self.environment)
        self.thread = threading.Thread(target=self.kill_again_and_again)

    def kill_again_and_again(self) -> None:
        chance = random.Random(7)
        while not self.stopped.is_set():
            if self.is_open():
                self.stopped.wait(chance.uniform(0.5, 6))
                self.process.kill()
                self.process.wait()
                self.kills += 1
                self.process = pult("work", **self.environment)
            self.stopped.wait(0.2)

    def is_open(self) -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5):
                return True
        except (OSError, smtplib.SMTPException):
            return False


@contextmanager
def victim(folder: Path, office: PostOffice) -> Iterator[Victim]:
    one = Victim(folder, office)
    one.thread.start()
    try:
        yield one
    finally:
        one.stopped.set()
        one.thread.join()
        one.process.terminate()
        one.process.wait(60)


def send(port: int, number: int) -> None:
    """As every mail server does: again, until somebody has said 250."""
    raw = write(
        f"It leaks, {number}.", sender=f"c{number}@example.org", message_id=f"<kill-{number}@example.org>"
    )
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
                client.sendmail(f"c{number}@example.org", ["help@kettle.example"], raw)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Nobody took mail {number}.")


def answer_some() -> None:
    answered: set[int] = set()
    deadline = time.monotonic() + LONGEST
    while len(answered) < REPLIES and time.monotonic() < deadline:
        for conversation in Conversation.objects.exclude(pk__in=answered).order_by("pk")[
            : REPLIES - len(answered)
        ]:
            conversations.reply(
                conversation, by=SYSTEM, text="A new one comes.", client_key=f"r{conversation.pk}"
            )
            answered.add(conversation.pk)
        time.sleep(0.1)


def wait_until_all_is_done() -> None:
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        unread = RawMail.objects.exclude(state=State.DONE).exists()
        if not unread and OutgoingMail.objects.filter(progress=Progress.SENT).count() >= REPLIES:
            return
        time.sleep(0.5)


@pytest.fixture
def _no_jobs_of_others(transactional_db: None) -> Iterator[None]:
    forget_jobs()
    yield
    forget_jobs()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.usefixtures("_no_jobs_of_others")
def test_no_mail_is_lost_and_none_comes_twice(kettle: Kettle, tmp_path: Path) -> None:
    with post_office() as office, victim(tmp_path, office) as worker:
        for number in range(MAILS):
            send(worker.port, number)
        answer_some()
        wait_until_all_is_done()
        kills = worker.kills
    names = Message.objects.filter(kind=MessageKind.CUSTOMER).values_list("external_id", flat=True)
    assert sorted(names) == sorted(f"kill-{number}@example.org" for number in range(MAILS))
    assert Conversation.objects.count() == MAILS
    sent = Counter(mail["Message-ID"] for mail in office.mails)
    assert len(sent) == REPLIES
    assert max(sent.values()) == 1
    assert Message.objects.filter(kind=MessageKind.REPLY, delivery=Delivery.SENT).count() == REPLIES
    assert kills > 0
