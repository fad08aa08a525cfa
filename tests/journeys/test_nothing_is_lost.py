"""The whole of Pult under fire: web and worker are killed at random while mail comes in and people answer.

A few by default; `KILL_MAILS=500 KILL_REPLIES=200` for the long run.
"""

import os
import random
import signal
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
from django.utils.crypto import get_random_string

from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, MessageKind
from pult.gateways.email.tests.post_office import post_office
from tests.cast import Kettle, Player
from tests.journeys import test_mail_survives_kills as mail
from tests.processes import free_port, pult, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CONVERSATIONS = "/app/conversations"
SHORTEST, LONGEST = 0.5, 8.0


class Fire:
    """Kills a random child of `pult up` again and again; the supervisor starts it again."""

    def __init__(self, supervisor: int) -> None:
        self.supervisor = supervisor
        self.kills = 0
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


@contextmanager
def under_fire(supervisor: int) -> Iterator[Fire]:
    fire = Fire(supervisor)
    fire.thread.start()
    try:
        yield fire
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
    deadline = time.monotonic() + mail.LONGEST
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


def answer_some(port: int, who: Player) -> None:
    answered: set[int] = set()
    deadline = time.monotonic() + mail.LONGEST
    while len(answered) < mail.REPLIES and time.monotonic() < deadline:
        waiting = Conversation.objects.exclude(pk__in=answered).order_by("pk").values_list("pk", flat=True)
        for pk in list(waiting[: mail.REPLIES - len(answered)]):
            reply(port, who, pk)
            answered.add(pk)
        time.sleep(0.1)


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
                sent = [senders.submit(mail.send, smtp_port, number) for number in range(mail.MAILS)]
                answer_some(port, kettle.lea)
                for one in sent:
                    one.result()
            mail.wait_until_all_is_done()
        finally:
            process.terminate()
            process.wait(60)
    assert fire.kills > 0
    received = Message.objects.filter(kind=MessageKind.CUSTOMER).values_list("external_id", flat=True)
    assert sorted(received) == sorted(f"kill-{number}@example.org" for number in range(mail.MAILS))
    assert Conversation.objects.count() == mail.MAILS
    left = Counter(letter["Message-ID"] for letter in office.mails)
    assert len(left) == mail.REPLIES
    assert max(left.values()) == 1
    assert Message.objects.filter(kind=MessageKind.REPLY, delivery=Delivery.SENT).count() == mail.REPLIES
