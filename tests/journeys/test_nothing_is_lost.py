"""The whole of Pult under fire: web and worker are killed at random while mail comes in and people answer.

A few by default; `KILL_MAILS=500 KILL_REPLIES=200` for the long run.
"""

import os
import random
import signal
import smtplib
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.utils.crypto import get_random_string

from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, MessageKind
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.tests.post_office import post_office, write
from pult.gateways.email.types import Progress, State
from tests.cast import Kettle, Player
from tests.processes import free_port, pult, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CONVERSATIONS = "/app/conversations"
MAILS = int(os.environ.get("KILL_MAILS", "20"))
REPLIES = int(os.environ.get("KILL_REPLIES", "8"))
PATIENCE = 60 + 4 * (MAILS + REPLIES)
SHORTEST, LONGEST = 0.5, 6.0
FEWEST_KILLS = 3


class Fire:
    """Kills a random child of `pult up` again and again; the supervisor starts it again."""

    def __init__(self, supervisor: int) -> None:
        self.supervisor = supervisor
        self.kills = 0
        self.enough = threading.Event()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.burn)

    def burn(self) -> None:
        chance = random.Random(11)
        while not self.ended.wait(chance.uniform(SHORTEST, LONGEST)):
            command = ["ps", "-o", "pid=", "--ppid", str(self.supervisor)]
            children = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
            if children:
                os.kill(int(chance.choice(children)), signal.SIGKILL)
                self.kills += 1
            if self.kills >= FEWEST_KILLS:
                self.enough.set()


@contextmanager
def under_fire(supervisor: int) -> Iterator[Fire]:
    fire = Fire(supervisor)
    fire.thread.start()
    try:
        yield fire
        # What there is to do may be done before the first kill; what is left of it then meets the others.
        fire.enough.wait(PATIENCE)
    finally:
        fire.ended.set()
        fire.thread.join()


def reply(port: int, who: Player, conversation: int) -> None:
    """As a browser does: again, with the same key, until the answer is good."""
    secret = get_random_string(32)
    cookies = {
        settings.SESSION_COOKIE_NAME: who.client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.CSRF_COOKIE_NAME: secret,
    }
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": secret,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"text": "A new one comes.", "client_key": f"fire-{conversation}"})
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        asked = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asked.request("POST", f"{CONVERSATIONS}/{conversation}/replies/", body, headers)
            answer = asked.getresponse()
            answer.read()
            assert answer.status < 500, f"{answer.status} for conversation {conversation}"
            if answer.status == 200:
                return
            raise AssertionError(f"{answer.status} for a reply in conversation {conversation}")
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            asked.close()
    raise AssertionError(f"Nobody took the reply in conversation {conversation}.")


def send(port: int, number: int) -> None:
    """As every mail server does: again, until somebody has said 250."""
    raw = write(
        f"It leaks, {number}.", sender=f"c{number}@example.org", message_id=f"<kill-{number}@example.org>"
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
                client.sendmail(f"c{number}@example.org", ["help@kettle.example"], raw)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Nobody took mail {number}.")


def answer_some(port: int, who: Player) -> None:
    answered: set[int] = set()
    deadline = time.monotonic() + PATIENCE
    while len(answered) < REPLIES and time.monotonic() < deadline:
        waiting = Conversation.objects.exclude(pk__in=answered).order_by("pk").values_list("pk", flat=True)
        for pk in list(waiting[: REPLIES - len(answered)]):
            reply(port, who, pk)
            answered.add(pk)
        time.sleep(0.1)


def wait_until_all_is_done() -> None:
    deadline = time.monotonic() + PATIENCE
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
def test_nothing_is_lost_and_nothing_comes_twice(kettle: Kettle, tmp_path: Path):
    port, smtp_port, log = free_port(), free_port(), tmp_path / "log"
    with post_office() as office:
        process = pult(
            "up",
            log=log,
            PULT_DATA=str(tmp_path),
            PORT=str(port),
            SMTP_PORT=str(smtp_port),
            SMTP_URL=office.url,
        )
        try:
            wait_until_ready(process, port, log)
            with under_fire(process.pid) as fire, ThreadPoolExecutor(4) as senders:
                sent = [senders.submit(send, smtp_port, number) for number in range(MAILS)]
                answer_some(port, kettle.lea)
                for one in sent:
                    one.result()
            wait_until_all_is_done()
        finally:
            process.terminate()
            process.wait(60)
    assert fire.kills >= FEWEST_KILLS
    received = Message.objects.filter(kind=MessageKind.CUSTOMER).values_list("external_id", flat=True)
    assert sorted(received) == sorted(f"kill-{number}@example.org" for number in range(MAILS))
    assert Conversation.objects.count() == MAILS
    left = Counter(letter["Message-ID"] for letter in office.mails)
    assert len(left) == REPLIES
    assert max(left.values()) == 1
    assert Message.objects.filter(kind=MessageKind.REPLY, delivery=Delivery.SENT).count() == REPLIES
