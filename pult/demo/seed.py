"""Kettle & Co. as it would look after ninety days: everything through public verbs, with the past as its moment."""

import gc
import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from multiprocessing import get_context

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from pult.accounts.models import Person as Account
from pult.calendars import queries as calendars
from pult.calendars.types import OpeningHours
from pult.conversations.models import Message
from pult.feedback import operations as feedback
from pult.foundation import events
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events.delivery import Held
from pult.metrics import operations as ledger
from pult.metrics.models import Target
from pult.metrics.types import metric_named
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

from .announcing import announce_closures, answer_by_themselves
from .asking_others import ask_others
from .attending import attend
from .automating import automate
from .bot import answer_at_night
from .branding import open_the_second_brand
from .buying import show_the_shop
from .canned import write_canned_replies
from .chatting import open_shop_chat, talk_by_day
from .customers import Person, people
from .fielding import ask_for_fields
from .founding import administrator, as_it_stands, calendar_of, found, invite_customers, promise_wholesale
from .guiding import guide_through_leaks
from .keeping import keep_in_time
from .knowledge import write_down
from .listing import save_views
from .merging import merge_doubles
from .noticing import look_through
from .people import OMAR, SUPPORT
from .portal import open_the_portal
from .processes import begin
from .pulse import take_the_pulse
from .reading import read_and_search
from .restricting import open_the_quiet_door
from .reviews import read_along
from .rhythm import arrivals, turns
from .sharing import share_the_work
from .stage import DOORS, House, close_books, opened
from .stories import Story, topic_for
from .ticking import keep_checklists
from .ways import hire_people
from .weeding import weed
from .wording import TOPICS, Slots, Voice
from .working import work_on_letters

SEED = 1729
DAYS = 90
CONVERSATIONS = 2000
FRESH = 26
CUSTOMERS = 400
# What people who are asked should aim at; also the mark that the demo is whole.
TARGETS = {"conversations.first_response": 4 * 3600.0, "feedback.csat": 0.85, "sla.attainment": 0.9}
AVAILABLE = ("Ana Horvat", "Ivan Kovač", "Vesna Ilić", "Jelena Jovanović", "Stella Marić", "Lea Novak")
SERVING = (*AVAILABLE, "Sara Weber", "Marko Babić", "Luka Perić", "Nikola Đorđević")
PROCESSES = min(os.cpu_count() or 1, 4)
FIRST_LETTER = r"^demo-\d+-1$"
OUTSIDE = ("pult.gateways.",)  # doors that would carry the past out of the house

Say = Callable[[str], None]


def is_needed() -> bool:
    """Nobody is here yet, or an earlier seeding was interrupted."""
    if not Account.objects.exists():
        return True
    return Account.objects.filter(email=OMAR.email).exists() and not Target.objects.exists()


def seed(
    progress: Say,
    *,
    now: datetime | None = None,
    conversations: int = CONVERSATIONS,
    processes: int = PROCESSES,
) -> None:
    """Make the demo department, or finish what was begun; a second call finds it there."""
    if not is_needed():
        progress("The demo department is here already")
        return
    now = now or timezone.now()
    with _in_a_hurry(), events.held(without=OUTSIDE) as box:
        house = _founded(box, now=now, progress=progress)
        if processes > 1:
            _acted_out_together(processes, conversations, now=now, progress=progress)
        else:
            _acted_out(Play(house, box, now, conversations), progress)
        _furnished(house, box, now=now)
    ledger.fold()
    progress(f"Kettle & Co. is ready: {conversations} conversations over {DAYS} days")


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """Without savepoints and without waiting for the disk: a conversation of the demo is made whole or not at all."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    usual = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        connection.features.uses_savepoints = usual
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")


@dataclass
class Estimate:
    """How long something will still take, judged by how long it has taken so far."""

    count: int
    at_first: int = 0
    began: float = field(default_factory=time.monotonic)

    def left(self, done: int) -> str:
        """`, about 40 s to go`; nothing while nobody can know, and nothing at the end."""
        made, took = done - self.at_first, time.monotonic() - self.began
        if made <= 0 or done >= self.count:
            return ""
        seconds = took / made * (self.count - done)
        return f", about {max(5, round(seconds / 5) * 5)} s to go"


@dataclass
class Play:
    """All that one run knows."""

    house: House
    box: Held
    now: datetime
    count: int
    part: int = 0
    parts: int = 1

    @cached_property
    def customers(self) -> list[Person]:
        return people(random.Random(SEED), CUSTOMERS)

    @cached_property
    def hours(self) -> OpeningHours:
        return calendars.hours(calendar_of(self.house))


def _founded(box: Held, *, now: datetime, progress: Say) -> House:
    if Account.objects.filter(email=OMAR.email).exists():
        return as_it_stands()
    began = now - timedelta(days=DAYS + 30)
    customers = people(random.Random(SEED), CUSTOMERS)
    with transaction.atomic():
        found(at=began)
        invite_customers(customers, at=began, dice=random.Random(SEED))
        promise_wholesale(at=began)
    box.release()
    progress(f"Departments, colleagues and {len(customers)} customers are there")
    return as_it_stands()


def _acted_out_together(processes: int, count: int, *, now: datetime, progress: Say) -> None:
    """Several processes take every second, third … conversation; each is whole in a transaction of its own."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=begin) as pool:
        parts = [pool.submit(act_out_part, part, processes, count, now) for part in range(processes)]
        clock = Estimate(count, at_first=Message.objects.filter(intake_key__regex=FIRST_LETTER).count())
        while not all(one.done() for one in parts):
            wait(parts, timeout=5)
            begun = Message.objects.filter(intake_key__regex=FIRST_LETTER).count()
            progress(f"Conversations: {begun} of {count}{clock.left(begun)}")
        for one in parts:
            one.result()


def act_out_part(part: int, parts: int, count: int, now: datetime) -> None:
    """What one of several processes does."""
    with _in_a_hurry(), events.held(without=OUTSIDE) as box:
        _acted_out(Play(as_it_stands(), box, now, count, part, parts), lambda _words: None)


def _acted_out(play: Play, progress: Say) -> None:
    begun = set(Message.objects.filter(intake_key__regex=FIRST_LETTER).values_list("intake_key", flat=True))
    fresh = min(FRESH, play.count // 4)
    clock = Estimate(play.count, at_first=len(begun))
    moments = arrivals(random.Random(SEED), now=play.now, days=DAYS, count=play.count, fresh=fresh)
    for number, is_mile in turns(play.count):
        if number % play.parts == play.part and f"demo-{number}-1" not in begun:
            _act_out_whole(play, number, moments[number - 1])
        if is_mile:
            _look_again_at_sizes()
            progress(f"Conversations: {number} of {play.count}{clock.left(number)}")


def _look_again_at_sizes() -> None:
    """Tables that grow from nothing to thousands of rows in a minute mislead the planner."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _act_out_whole(play: Play, number: int, at: datetime) -> None:
    """One conversation, whole or not at all. Two processes that wait for each other's new words begin again."""
    for is_last in (False, False, True):
        try:
            with transaction.atomic():
                _act_out(play, number, at)
        except OperationalError as error:
            if is_last or not isinstance(error.__cause__, DeadlockDetected):
                raise
            play.box.waiting.clear()
        else:
            return


def _act_out(play: Play, number: int, at: datetime) -> None:
    """One conversation from its first letter to where it stands now."""
    dice = random.Random(f"{SEED}-{number}")
    person = dice.choice(play.customers)
    topic = topic_for(dice, person.language)
    slots = Slots.thrown(dice, person.language)
    voice = Voice(dice, person.language, topic, slots, person.name, person.is_woman)
    department = TOPICS[topic][0]
    steps = list(Story(dice, play.hours, voice, department, at).steps())
    door = next((step for step in steps if step.department), None)
    first = door.who.departments[0] if door and door.who else department
    scene = opened(play.house, play.box, number=number, person=person, voice=voice, at=at, door=DOORS[first])
    for step in steps:
        if step.at <= play.now:
            scene.play(step)
    close_books(scene, now=play.now)


def _furnished(house: House, box: Held, *, now: datetime) -> None:
    """Today: who is there, how Support gives out its work, and what to aim at."""
    attend(house, SERVING, now=now)
    for name in AVAILABLE:
        workforce.set_presence(house.members[name], Presence.AVAILABLE, by=SYSTEM, at=now)
    box.release()
    take_the_pulse(now=now)
    write_canned_replies(now=now)
    save_views(house, now=now)
    merge_doubles(house, now=now)
    ask_others(house, now=now)
    read_along(house, now=now)
    write_down(house, now=now)
    hire_people(house, box, now=now)
    open_the_portal(house, now=now)
    open_the_second_brand(house, now=now)
    open_the_quiet_door(house, now=now)
    box.release()
    omar = administrator().actor
    _asked_and_answered(house, box, by=omar, now=now)
    # Whoever tries the demo wants to see the question come, not to wait half an hour for it.
    feedback.change_settings(by=omar, delay_minutes=0, at=now)
    share_the_work(house, by=omar, now=now)
    box.release()
    for key, value in TARGETS.items():
        ledger.set_target(metric_named(key), value=value, by=omar)
    automate(house, now=now)
    weed(house, now=now)
    keep_in_time(omar, now=now)
    ask_for_fields(now=now)
    keep_checklists(now=now)
    show_the_shop()
    box.release()
    work_on_letters(now=now)
    look_through(now=now)


def _asked_and_answered(house: House, box: Held, *, by: Actor, now: datetime) -> None:
    """By whom else and where else customers were answered: in the chat, by the bot, in the help centre."""
    shop = open_shop_chat(house.departments[SUPPORT], by=by, now=now)
    talk_by_day(shop, box, now=now)
    answer_at_night(shop, box, by=by, ana=house.members["Ana Horvat"], now=now)
    read_and_search(now=now)
    guide_through_leaks(house, box, now=now)
    announce_closures(by=by, now=now)
    answer_by_themselves(by=by)
    box.release()
