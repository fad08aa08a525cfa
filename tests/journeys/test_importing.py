"""An import that is killed again and again, and started again, brings everything in once."""

import time

import pytest
from django.db import close_old_connections

from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind
from pult.gateways.desks.models import BroughtIn
from tests.processes import pult

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MANY = 60
HEAD = "conversation,subject,status,customer_email,customer_name,at,kind,author_name,message,text\n"
PATIENCE_SECONDS = 180


def wait_for(count: int) -> None:
    """Until so many have come in."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while Conversation.objects.count() < count and time.monotonic() < ends:
        time.sleep(0.02)
    close_old_connections()


def test_killed_again_and_again_everything_is_here_once(kettle, tmp_path):
    table = tmp_path / "table.csv"
    rows = [
        f"{number},Matter,closed,guest{number % 7}@example.org,Guest,2020-01-01,{kind},Guest,{number}-{kind},Said\n"
        for number in range(MANY)
        for kind in ("customer", "reply")
    ]
    table.write_text(HEAD + "".join(rows))
    asked = ("csv", str(table), "--inbox", "help@kettle.example")
    for kills in range(1, 3):
        process = pult("import", *asked)
        wait_for(kills * 8)
        process.kill()
        process.wait(PATIENCE_SECONDS)
    assert 0 < Conversation.objects.count() < MANY
    assert pult("import", *asked).wait(PATIENCE_SECONDS) == 0
    assert Conversation.objects.count() == BroughtIn.objects.count() == MANY
    said = Message.objects.exclude(kind=MessageKind.NOTE)
    assert said.count() == said.values("intake_key").distinct().count() == 2 * MANY
    assert {each.message_count for each in Conversation.objects.all()} == {2}
