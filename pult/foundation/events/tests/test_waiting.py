"""Facts that wait: told once, in their order, and a subscriber that fails holds up nobody else."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from pult.foundation import jobs
from pult.foundation.eventlog.models import EventDone, EventRecord, EventWaiting
from pult.foundation.events import Event, publish, replay, subscribe, tell_all, waiting
from pult.foundation.events.courier import Courier
from pult.foundation.events.waiting import tell_next

PATIENCE = 30


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    """A kettle in the test kitchen has boiled."""

    name: ClassVar[str] = "kettle.boiled"
    about: ClassVar[str] = "kettle"
    kettle_id: int
    litres: int = 1


heard: list[tuple[str, int, int]] = []
trouble: dict[str, Callable[[KettleBoiled], None]] = {}


@subscribe(KettleBoiled)
def note_it(event: KettleBoiled) -> None:
    """Write it into the kitchen's book."""
    trouble.get("note", lambda _: None)(event)
    heard.append(("note", event.kettle_id, event.litres))


@subscribe(KettleBoiled)
def pour_tea(event: KettleBoiled) -> None:
    """Pour the tea."""
    trouble.get("tea", lambda _: None)(event)
    heard.append(("tea", event.kettle_id, event.litres))


@pytest.fixture(autouse=True)
def _quiet_kitchen() -> Iterator[None]:
    heard.clear()
    trouble.clear()
    yield
    trouble.clear()


def boil(kettle: int, litres: int = 1) -> int:
    return publish(KettleBoiled(by="system", at=timezone.now(), kettle_id=kettle, litres=litres))


def overflows(_event: KettleBoiled) -> None:
    raise RuntimeError("The cup overflows.")


def in_thread(call: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            call()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db
def test_a_fact_is_told_to_everybody_once():
    number = boil(1)
    assert waiting().facts == 1
    assert tell_all() == 1
    assert heard == [("note", 1, 1), ("tea", 1, 1)]
    replay(number)
    assert jobs.run_pending() == 2
    assert len(heard) == 2
    assert waiting().facts == 0


@pytest.mark.django_db
def test_what_is_undone_is_told_to_nobody():
    with transaction.atomic():
        boil(1)
        transaction.set_rollback(True)
    assert not EventRecord.objects.exists()
    assert tell_all() == 0


@pytest.mark.django_db
def test_a_subscriber_that_fails_is_tried_again_apart_from_the_others():
    trouble["note"] = overflows
    number = boil(1)
    with pytest.raises(RuntimeError):
        jobs.run_pending()
    assert not EventWaiting.objects.exists()
    assert not EventDone.objects.filter(event_id=number).exists()
    trouble.clear()
    jobs.run_pending()
    assert heard == [("note", 1, 1), ("tea", 1, 1)]
    assert set(EventDone.objects.values_list("subscriber", flat=True)) == {
        f"{__name__}.note_it",
        f"{__name__}.pour_tea",
    }


@pytest.mark.django_db
def test_later_facts_about_the_same_thing_stand_behind_what_failed_those_about_others_do_not():
    trouble["note"] = overflows
    boil(1, 1)
    tell_all()
    trouble.clear()
    boil(1, 2)
    boil(2, 1)
    tell_all()
    assert heard == [("note", 2, 1), ("tea", 2, 1)]
    jobs.run_pending()
    assert heard[2:] == [("note", 1, 1), ("tea", 1, 1), ("note", 1, 2), ("tea", 1, 2)]


@pytest.mark.django_db
def test_a_fact_that_nobody_knows_any_longer_becomes_a_job_that_shows_it():
    number = boil(1)
    EventRecord.objects.filter(pk=number).update(data={"kettle_id": 1})
    with pytest.raises(TypeError):
        jobs.run_pending()


@pytest.mark.django_db(transaction=True)
def test_whoever_dies_in_the_middle_leaves_the_fact_to_the_next():
    def dies(_event: KettleBoiled) -> None:
        raise SystemExit

    trouble["tea"] = dies
    boil(1)
    with pytest.raises(SystemExit):
        tell_next()
    assert waiting().facts == 1
    trouble.clear()
    tell_all()
    assert heard == [("note", 1, 1), ("note", 1, 1), ("tea", 1, 1)]


@pytest.mark.django_db(transaction=True)
def test_facts_about_one_thing_are_told_in_order_though_many_tell():
    begun, goes_on = threading.Event(), threading.Event()

    def waits(event: KettleBoiled) -> None:
        if (event.kettle_id, event.litres) == (1, 1):
            begun.set()
            assert goes_on.wait(PATIENCE)

    trouble["note"] = waits
    boil(1, 1)
    boil(1, 2)
    boil(2, 1)
    slow = in_thread(tell_next)
    assert begun.wait(PATIENCE)
    assert tell_all() == 1
    assert heard == [("note", 2, 1), ("tea", 2, 1)]
    goes_on.set()
    slow.join(PATIENCE)
    assert tell_all() == 1
    assert [entry[1:] for entry in heard] == [(2, 1), (2, 1), (1, 1), (1, 1), (1, 2), (1, 2)]


@pytest.mark.django_db(transaction=True)
def test_many_who_tell_at_once_tell_each_fact_once_and_in_order():
    for litres in range(1, 11):
        for kettle in range(1, 6):
            boil(kettle, litres)
    threads = [in_thread(tell_until_none) for _ in range(4)]
    for thread in threads:
        thread.join(PATIENCE)
    tell_all()
    for kettle in range(1, 6):
        drunk = [litres for who, which, litres in heard if who == "tea" and which == kettle]
        assert drunk == list(range(1, 11))


def tell_until_none() -> None:
    while waiting().facts:
        tell_next()


@pytest.mark.django_db(transaction=True)
def test_the_courier_tells_what_is_announced_and_ends_when_told_to():
    poured = threading.Event()
    trouble["tea"] = lambda _: poured.set()

    async def live_a_little() -> None:
        courier = Courier()
        running = asyncio.create_task(courier.run())
        await asyncio.to_thread(in_thread(lambda: boil(7)).join, PATIENCE)
        assert await asyncio.to_thread(poured.wait, PATIENCE)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(live_a_little())
    assert heard == [("note", 7, 1), ("tea", 7, 1)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_eventwaiting")
        assert cursor.fetchone() == (0,)
