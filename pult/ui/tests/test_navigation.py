from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.test import RequestFactory

from pult.foundation.actors import SYSTEM, Actor
from pult.ui import navigation
from pult.ui.context import language_tag, page
from pult.ui.icons import UnknownIcon
from pult.ui.look import COOKIE, Density, Look, Theme, look_of
from pult.ui.navigation import Area, Place, links_for


@dataclass(frozen=True)
class Reader:
    rights: frozenset[str] = frozenset()

    def has(self, right: str) -> bool:
        return right in self.rights


@pytest.fixture(autouse=True)
def _own_areas(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_areas", {})
    navigation.declare(Area(label="Gallery", icon="palette", url_name="ui:gallery", order=20, under="/app/g"))
    navigation.declare(
        Area(label="Sign in", icon="login", url_name="account_login", order=10, right="x.enter")
    )
    navigation.declare(Area(label="Leave", icon="logout", url_name="account_logout", place=Place.PERSON))
    yield
    navigation._open_to.cache_clear()


def labels(reader: Reader | None, path: str = "/", place: Place = Place.RAIL) -> list[str]:
    return [str(link.label) for link in links_for(reader, path=path, place=place)]


def test_a_stranger_sees_only_areas_that_ask_for_no_right():
    assert labels(None) == ["Gallery"]
    assert labels(Reader()) == ["Gallery"]


def test_an_area_appears_with_its_right_and_in_its_order():
    assert labels(Reader(frozenset({"x.enter"}))) == ["Sign in", "Gallery"]
    assert labels(Reader(), place=Place.PERSON) == ["Leave"]


def test_the_area_of_the_page_is_marked_also_for_pages_below_it():
    here = {
        path: [link.is_here for link in links_for(Reader(), path=path)]
        for path in ("/app/gone", "/elsewhere")
    }
    assert here == {"/app/gone": [True], "/elsewhere": [False]}


@pytest.mark.django_db
def test_what_waits_stands_in_the_rail_only_while_it_waits(kettle, django_assert_num_queries):
    def rail(actor: Actor | None) -> list[tuple[str, int, bool]]:
        found = navigation.counted_for(actor, path="/accounts/login/").waiting
        return [(str(link.label), link.count, link.is_here) for link in found]

    navigation.declare(
        Area(
            label="Oneself",
            icon="login",
            url_name="account_login",
            counts=lambda actor: _people(actor.person_id),
        )
    )
    navigation.declare(
        Area(label="Nobody", icon="logout", url_name="account_logout", counts=lambda _: _people(0))
    )
    for player in (kettle.ana, kettle.lea):
        assert [found[:2] for found in rail(player.actor)] == [("Oneself", 1)]
    with django_assert_num_queries(1):
        rail(kettle.ana.actor)
    assert labels(Reader()) == ["Gallery"]
    assert rail(None) == rail(SYSTEM) == []


def _people(pk: int) -> "QuerySet[Any, Any]":
    found: QuerySet[Any, Any] = get_user_model().objects.filter(pk=pk).values_list("pk")
    return found


def test_an_area_with_an_icon_that_does_not_exist_is_refused_when_it_is_declared():
    with pytest.raises(UnknownIcon, match=r"icons\.txt"):
        navigation.declare(Area(label="Odd", icon="no-such-icon", url_name="odd"))


def test_before_sign_in_the_browser_remembers_the_look():
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = "dark.compact"
    assert look_of(request) == Look(theme=Theme.DARK, density=Density.COMPACT)
    request.COOKIES[COOKIE] = "<script>.huge"
    assert look_of(request) == Look()


def test_a_person_s_own_look_wins():
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = "dark.compact"
    vars(request)["look"] = Look(theme=Theme.LIGHT, name="Ana Novak")
    assert page(request)["look"].theme == Theme.LIGHT


@pytest.mark.parametrize(
    ("code", "tag"), [("en", "en"), ("sr", "sr"), ("sr-latn", "sr-Latn"), ("pt-br", "pt-BR")]
)
def test_browsers_are_told_the_language_in_their_own_way(code: str, tag: str):
    assert language_tag(code) == tag


def test_the_palette_is_offered_to_those_who_may_ask_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(navigation, "_palettes", [])
    navigation.declare_palette(navigation.Palette(url_name="ui:gallery", right="x.find"))
    assert navigation.palette_for(Reader({"x.find"})) == "/app/gallery"
    assert navigation.palette_for(Reader()) == navigation.palette_for(None) == ""
