"""Evidence on a skills page leads to the panel it came from; panels stay with whoever they speak of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.accounts import operations as accounts
from pult.foundation.actors import SYSTEM
from pult.foundation.rights import BuiltIn
from pult.scorecards import operations
from pult.scorecards.models import Panel
from pult.skills import operations as skills
from pult.skills.models import Evidence, Holder
from pult.skills.types import Source, pages_of

from .stage import Play, handling, role_play

pytestmark = pytest.mark.django_db


def review(kettle, holder: Holder) -> Play:
    """A conversation of somebody, judged by Lea and Mila."""
    version = handling()
    panel = operations.open_panel(
        version,
        about="conversation:5",
        title="The leaking kettle",
        holder=holder,
        raters=[kettle.lea.person, kettle.mila.person],
        source=Source.REVIEW,
        by=SYSTEM,
    )
    play = Play(kettle, version, panel)
    for player in (kettle.lea, kettle.mila):
        play.submit(player)
    return play


def test_evidence_leads_to_its_panel_for_those_who_may_see_it(kettle):
    anas = skills.find_or_make_holder(person=kettle.ana.person)
    play = review(kettle, anas)
    ledger = reverse("skills:ledger", args=[anas.pk, "empathy"])
    link = f'href="{reverse("scorecards:panel", args=[play.panel.pk])}"'
    assert kettle.mila.client.get(ledger).content.decode().count(link) == 2
    # Ana reads what was found out about her, and not who gave what.
    own = kettle.ana.client.get(ledger)
    assert own.status_code == 200
    assert link not in own.content.decode()


def test_many_pieces_of_evidence_ask_one_question(kettle):
    play = review(kettle, skills.find_or_make_holder(person=kettle.ana.person))
    refs = set(Evidence.objects.values_list("source_ref", flat=True))
    with CaptureQueriesContext(connection) as asked:
        found = pages_of({*refs, "assessment:0", "course:3", "assessment:x"}, kettle.mila.actor)
    assert set(found.values()) == {reverse("scorecards:panel", args=[play.panel.pk])}
    assert set(found) == refs
    assert len(asked) == 1


def test_whoever_is_hired_keeps_the_panels_of_the_candidate_and_those_since(kettle):
    play = role_play(kettle)
    carla = play.panel.holder
    person = accounts.create_person(
        name="Carla Novak", email="carla@kettle.example", password=None, roles=[BuiltIn.AGENT], by=SYSTEM
    )
    since = review(kettle, skills.find_or_make_holder(person=person))
    skills.join_person(carla, person=person, by=SYSTEM)
    assert set(Panel.objects.values_list("holder", flat=True)) == {carla.pk}
    for player in (kettle.lea, kettle.mila):
        play.submit(player)
    about = set(Evidence.objects.filter(holder=carla).values_list("source_ref", flat=True))
    assert about == {play.sheet(player).ref for player in (kettle.lea, kettle.mila)} | {
        since.sheet(player).ref for player in (kettle.lea, kettle.mila)
    }


def test_panels_of_a_forgotten_candidate_are_nobodys(kettle):
    play = role_play(kettle)
    skills.forget_holder(play.panel.holder)
    play.panel.refresh_from_db()
    assert play.panel.holder is None
