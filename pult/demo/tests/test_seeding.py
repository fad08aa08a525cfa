"""Seeding that is interrupted, waits for itself, or has nothing to do."""

import pickle
import subprocess
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.demo import people, seed
from pult.demo.branding import LETTERS as TEA
from pult.demo.processes import begin
from pult.demo.restricting import LETTERS as QUIET
from pult.demo.weeding import LETTERS

NOW = datetime(2026, 3, 12, 11, 30, tzinfo=UTC)


@pytest.fixture
def bare(monkeypatch):
    """Only conversations: what furnishes the house is told elsewhere."""
    for act in (
        "take_the_pulse",
        "write_canned_replies",
        "read_along",
        "write_down",
        "hire_people",
        "open_the_portal",
        "_asked_and_answered",
    ):
        monkeypatch.setattr(seed, act, lambda *_said, **_more: None)


@pytest.mark.usefixtures("bare")
def test_an_interrupted_seeding_is_finished(db, monkeypatch):
    monkeypatch.setattr(seed, "CUSTOMERS", 10)

    def broken_off(count):
        yield from [(1, False), (2, False), (3, False)]
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(seed, "turns", broken_off)
        with pytest.raises(KeyboardInterrupt):
            seed.seed(lambda _words: None, now=NOW, conversations=6, processes=1)
    assert seed.is_needed()
    assert Conversation.objects.genuine().count() == 3
    seed.seed(lambda _words: None, now=NOW, conversations=6, processes=1)
    assert Conversation.objects.genuine().count() == 6 + len(TEA) + len(QUIET)
    assert Customer.objects.count() - len(LETTERS) - len(TEA) - len(QUIET) == 10


@pytest.mark.usefixtures("bare")
def test_two_processes_that_wait_for_each_other_begin_the_conversation_again(db, monkeypatch):
    monkeypatch.setattr(seed, "CUSTOMERS", 5)
    monkeypatch.setattr(seed, "_in_a_hurry", nullcontext)  # this test stands in a transaction of its own
    act_out, tried = seed._act_out, []

    def waits_once(play, number, at):
        tried.append(number)
        act_out(play, number, at)
        if len(tried) == 1:
            raise OperationalError from DeadlockDetected()

    monkeypatch.setattr(seed, "_act_out", waits_once)
    seed.seed(lambda _words: None, now=NOW, conversations=2, processes=1)
    assert tried == [1, 1, 2]
    assert Conversation.objects.genuine().count() == 2 + len(TEA) + len(QUIET)


def test_a_house_of_somebody_else_is_left_alone(kettle):
    assert not seed.is_needed() or kettle.omar.person.email == people.OMAR.email


def test_a_seeding_process_begins_before_django_is_up():
    code = "import pickle, sys; pickle.loads(bytes.fromhex(sys.argv[1])); import django.apps;"
    code += " assert not django.apps.apps.ready"
    given = pickle.dumps(begin).hex()
    subprocess.run([sys.executable, "-c", code, given], check=True, cwd=Path(__file__).parents[3])


def test_the_progress_says_how_long_it_will_still_take(monkeypatch):
    clock = seed.Estimate(count=100, at_first=20, began=1000.0)
    monkeypatch.setattr("pult.demo.seed.time.monotonic", lambda: 1010.0)
    assert clock.left(20) == "", "nobody can know yet"
    assert clock.left(60) == ", about 10 s to go"
    assert clock.left(100) == ""
