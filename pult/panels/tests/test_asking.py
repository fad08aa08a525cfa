"""Asking the shop: what is shown, kept, left alone, and what is never let through."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.customers import operations as customers
from pult.panels import operations
from pult.panels.facts import About
from pult.panels.models import Answer, SidePanel
from pult.panels.types import State

from .shop import open_shop, panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings):
    settings.OUTGOING_HOSTS = ["127.0.0.0/8"]
    with open_shop() as one:
        yield one


@pytest.fixture
def about(kettle):
    conversation = kettle.conversation()
    return About(customer=conversation.customer, conversation=conversation)


def test_it_is_asked_once_with_its_secret_and_then_known_for_a_while(shop, about):
    found = panel(shop)
    first = operations.look_up(found, about)
    assert (first.state, len(first.shown.tables[0].rows)) == (State.KNOWN, 2)
    (path, headers) = shop.asked[0]
    email = about.customer.identities.get(kind="email").value
    assert path == f"/orders?email={email.replace('@', '%40')}"
    assert headers["Authorization"] == "Bearer s3cret"
    assert operations.look_up(found, about).shown == first.shown
    assert len(shop.asked) == 1
    operations.look_up(found, about, again=True)
    operations.look_up(found, about, at=timezone.now() + timedelta(minutes=6))
    assert len(shop.asked) == 3
    assert "s3cret" not in found.sealed_secret


def test_a_header_of_its_own_carries_the_secret(shop, about):
    operations.look_up(panel(shop, header="X-Api-Key"), about)
    headers = shop.asked[0][1]
    assert headers["X-Api-Key"] == "s3cret"
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (404, b"", State.NOTHING),
        (200, b"{}", State.NOTHING),
        (200, b"", State.NOTHING),
        (204, b"", State.NOTHING),
        (401, b"", State.REFUSED),
        (403, b"", State.REFUSED),
        (302, b"", State.ODD),
        (400, b"", State.ODD),
        (500, b"", State.SILENT),
        (429, b"", State.SILENT),
        (200, b"<html>", State.ODD),
        (200, b"[" * 100_000, State.ODD),
        (200, b"9" * 5000, State.ODD),
        (200, b" " * 300_000, State.ODD),
        (200, b'{"customer": {"level": "\\u0000\\ud800"}}', State.KNOWN),
    ],
)
def test_every_answer_ends_in_a_clear_state(shop, about, status, body, state):
    shop.status, shop.body = status, body
    asked = operations.look_up(panel(shop), about)
    assert asked.state == state
    assert asked.says
    assert asked.may_ask_again == (state not in {State.KNOWN, State.NOTHING})


def test_a_silent_system_is_left_alone_and_trusted_again(shop, about):
    found, now = panel(shop), timezone.now()
    shop.status = 503
    for _number in range(3):
        found.refresh_from_db()
        assert operations.look_up(found, about, at=now).state == State.SILENT
    found.refresh_from_db()
    assert operations.look_up(found, about, at=now).state == State.RESTING
    assert operations.look_up(found, about, again=True, at=now).state == State.RESTING
    assert len(shop.asked) == 3
    shop.status = 200
    later = now + timedelta(seconds=31)
    assert operations.look_up(found, about, at=later).state == State.KNOWN
    found.refresh_from_db()
    assert (found.failures, found.rests_until) == (0, None)


def test_what_is_not_known_is_not_asked(shop, about):
    about.customer.identities.filter(kind="email").delete()
    asked = operations.look_up(panel(shop), about)
    assert (asked.state, asked.why) == (State.MISSING, "{customer.email}")
    assert shop.asked == []


def test_no_call_goes_into_the_own_network(shop, about, settings):
    found = panel(shop)
    settings.OUTGOING_HOSTS = []
    SidePanel.objects.update(address=f"https://127.0.0.1:{shop.port}/orders")
    found.refresh_from_db()
    assert operations.look_up(found, about).state == State.REFUSED
    assert shop.asked == []


def test_what_was_said_is_forgotten_with_the_customer_and_by_the_clock(shop, about, kettle):
    operations.look_up(panel(shop), about)
    assert Answer.objects.count() == 1
    customers.ask_erasure(about.customer, typed=about.customer.name, by=kettle.omar.actor)
    kettle.settle()
    assert not Answer.objects.exists()
    other = kettle.conversation()
    operations.look_up(SidePanel.objects.get(), About(customer=other.customer))
    assert operations.forget_old_answers(at=timezone.now()) == 0
    assert operations.forget_old_answers(at=timezone.now() + timedelta(minutes=5, seconds=1)) == 1


def test_trying_keeps_nothing_and_counts_no_failure(shop, about):
    found = panel(shop)
    assert operations.try_out(found, about).state == State.KNOWN
    shop.status = 500
    for _number in range(4):
        operations.try_out(found, about)
    found.refresh_from_db()
    assert (found.failures, Answer.objects.count()) == (0, 0)
