"""What a browser would have shown in somebody's quiet comes once, as one, when it ends."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.notifications import operations
from pult.notifications.models import Browser, HeldPush
from pult.notifications.operations.releasing import LOOKS_AGAIN
from pult.notifications.types import Notice, Outcome, Way, kind_named
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

from .service import push_service, told_in

pytestmark = pytest.mark.django_db
ZAGREB = ZoneInfo("Europe/Zagreb")
LOUD = {"shows_words": False, "also_offline": False, "quiet_from": None, "quiet_until": None}
# Errands are done by the real clock: at whatever hour the tests run, it stands outside of Ana's night of eleven hours.
DUSK = timezone.now().astimezone(ZAGREB).replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
DAWN = DUSK + timedelta(hours=11)
NIGHT = LOUD | {"quiet_from": DUSK.time(), "quiet_until": DAWN.time()}


@pytest.fixture
def service():
    with push_service() as running:
        yield running


@pytest.fixture
def ana(kettle, service):
    """Ana has two browsers, and her quiet of a night."""
    kettle.ana.browser, kettle.ana.alone = told_in(kettle.ana.person, service, by=kettle.ana.actor)
    told_in(kettle.ana.person, service, by=kettle.ana.actor, name="two")
    operations.change_wishes(kettle.ana.person, **NIGHT, by=kettle.ana.actor)
    return kettle.ana


@pytest.fixture
def assigned(monkeypatch):
    """A kind whose news are those that are not in `stale`."""
    kind = kind_named("conversation.assigned")
    stale = set[int]()

    def compose(about, _person, _shows_words):
        said = {"title": f"News {about}", "body": "", "url": "/", "tag": str(about)}
        return None if about in stale else Notice(**said)

    monkeypatch.setitem(kind.__dict__, "compose", compose)
    kind.__dict__["stale"] = stale
    yield kind
    del kind.__dict__["stale"]


def night():
    return DUSK + timedelta(hours=3)


def morning():
    return DAWN


def held(person):
    return HeldPush.objects.waiting().filter(person=person).count()


def told(kettle, ana, service):
    """What Ana's first browser was given since it was last asked."""
    kettle.settle()
    said = [ana.alone.reads(push) for push in service.taken if push.path == "/push/one"]
    service.taken.clear()
    return said


def test_a_night_of_news_comes_once_as_one_in_the_morning(kettle, ana, service, assigned):
    for about in (1, 2, 2, 3):
        assert operations.tell(assigned, [ana.person.pk], about=about, at=night()) == 0
    assert (told(kettle, ana, service), held(ana.person)) == ([], 3)
    assert operations.release_held(at=morning() - timedelta(minutes=1)) == 0
    assigned.stale.add(3)
    assert operations.release_held(at=morning()) == 1
    assert operations.release_held(at=morning()) == 0
    [notice] = told(kettle, ana, service)
    assert notice["title"] == "2 notices while it was quiet"
    assert notice["body"] == "News 2\nNews 1"
    assert notice["url"] == "/app/notices/"


def test_one_alone_says_its_own_words_and_what_is_no_news_says_nothing(kettle, ana, service, assigned):
    operations.tell(assigned, [ana.person.pk], about=1, at=night())
    operations.release_held(at=morning())
    assert [one["title"] for one in told(kettle, ana, service)] == ["News 1"]
    assigned.stale.add(2)
    operations.tell(assigned, [ana.person.pk], about=2, at=night())
    operations.release_held(at=morning())
    assert told(kettle, ana, service) == []


def test_more_than_can_be_told_is_counted(kettle, ana, service, assigned):
    for about in range(60):
        operations.tell(assigned, [ana.person.pk], about=about, at=night())
    operations.release_held(at=morning())
    [notice] = told(kettle, ana, service)
    assert notice["title"] == "60 notices while it was quiet"
    assert notice["body"].endswith("and 56 more")


def test_what_was_read_muted_or_is_not_wanted_any_more_is_not_told(kettle, ana, service, assigned):
    for about in (1, 2):
        given = {"about": about, "thing": f"conversation:{about}", "at": night()}
        operations.tell(assigned, [ana.person.pk], **given)
    operations.mark_thing_read("conversation:1", by=ana.actor, at=night() + timedelta(minutes=5))
    operations.mute("conversation:2", by=ana.actor)
    operations.release_held(at=morning())
    # What is meant for her alone comes through although she has muted it.
    expected = ["News 2"] if assigned.is_personal else []
    assert [one["title"] for one in told(kettle, ana, service)] == expected
    operations.tell(assigned, [ana.person.pk], about=3, at=night())
    operations.change_wishes(ana.person, **NIGHT, off=[assigned.by(Way.PUSH)], by=ana.actor)
    operations.release_held(at=morning())
    assert (told(kettle, ana, service), held(ana.person)) == ([], 0)


def test_whoever_is_offline_is_told_when_they_are_back(kettle, ana, service, assigned):
    workforce.set_presence(ana.member, Presence.OFFLINE, by=SYSTEM)
    operations.tell(assigned, [ana.person.pk], about=1, at=night())
    assert operations.release_held(at=morning()) == 0
    workforce.set_presence(ana.member, Presence.AVAILABLE, by=SYSTEM)
    assert operations.release_held(at=morning()) == 0
    assert operations.release_held(at=morning() + LOOKS_AGAIN) == 1
    assert len(told(kettle, ana, service)) == 1


def test_other_quiet_hours_hold_for_longer_or_let_go(kettle, ana, service, assigned):
    operations.tell(assigned, [ana.person.pk], about=1, at=night())
    later = NIGHT | {"quiet_until": (DAWN + timedelta(hours=2)).time()}
    operations.change_wishes(ana.person, **later, by=ana.actor, at=night())
    assert operations.release_held(at=morning()) == 0
    assert held(ana.person) == 1
    operations.change_wishes(ana.person, **LOUD, by=ana.actor, at=morning())
    assert operations.release_held(at=morning()) == 1
    assert len(told(kettle, ana, service)) == 1


def test_what_was_under_way_when_the_quiet_began_waits_too(kettle, ana, service, assigned):
    until = night() + timedelta(hours=1)
    errand = {"kind": assigned.key, "about": 1, "until": until, "at": night()}
    for browser in Browser.objects.all():
        assert operations.push(browser.pk, **errand) is None
    assert held(ana.person) == 1
    # A second attempt belongs to one browser: the other has shown it.
    assert operations.push(ana.browser.pk, **errand | {"about": 2}, attempt=1) is None
    assert (held(ana.person), service.taken) == (1, [])
    test = errand | {"kind": "test"}
    assert operations.push(ana.browser.pk, **test) is Outcome.TAKEN


def test_nothing_waits_for_whoever_has_no_browser_and_nothing_for_ever(kettle, ana, assigned):
    Browser.objects.all().delete()
    operations.tell(assigned, [ana.person.pk], about=1, at=night())
    assert not HeldPush.objects.exists()
    HeldPush.objects.create(person=ana.person, kind="gone", about=1, at=night(), due_at=night())
    assert operations.forget_held(at=night()) == 0
    assert operations.forget_held(at=night() + timedelta(days=8)) == 1


def test_the_diagnosis_says_how_many_wait(kettle, ana, assigned):
    operations.tell(assigned, [ana.person.pk], about=1, at=night())
    assert "1 notice is held" in ana.client.get("/app/settings/notifications/check").content.decode()
