"""Nobody learns a mark early: every path, whoever looks, whatever has happened so far."""

import json

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.foundation import live
from pult.foundation.audit.models import AuditRecord
from pult.foundation.eventlog.models import EventRecord
from pult.scorecards import operations
from pult.scorecards.live import PANEL
from pult.scorecards.models import Assessment, Panel, Score
from pult.scorecards.queries import agreement, panels
from pult.scorecards.queries.results import results
from pult.scorecards.types import Act, Mark, State
from pult.skills.models import Evidence
from tests.scene import scene

from .stage import Play, role_play

pytestmark = pytest.mark.django_db

# A mark that nobody else gives, and words that nobody else writes: wherever they turn up, a mark was shown.
RATERS = ("lea", "mila", "ana")
READERS = ("lea", "mila", "ana", "omar", "eva", "stella")
WORDS = {"lea": "leaswords", "mila": "milaswords", "ana": "anaswords"}
STEPS = st.lists(
    st.tuples(st.sampled_from(RATERS), st.sampled_from(["mark", "submit", "withdraw"])), max_size=7
)


@pytest.fixture
@scene
def play(kettle):
    return role_play(kettle, kettle.lea, kettle.mila, kettle.ana)


def may_see(play: Play, reader: str, rater: str) -> bool:
    """The rule in its own words, apart from the code that enforces it."""
    states = {name: play.sheet(getattr(play.kettle, name)).state for name in RATERS}
    if reader == rater:
        return True
    if states[rater] != State.SUBMITTED or states.get(reader) == State.DRAFT:
        return False
    if reader in RATERS:
        return True
    return reader == "omar" and State.DRAFT not in states.values()


def act(play: Play, rater: str, step: str) -> None:
    player = getattr(play.kettle, rater)
    sheet = play.sheet(player)
    if not sheet.is_open:
        return
    if step == "withdraw":
        operations.withdraw(sheet, by=player.actor)
        return
    value = 1 + RATERS.index(rater) * 2
    for criterion in play.version.criteria_in_order:
        operations.save_score(sheet, criterion, by=player.actor, mark=Mark(value), evidence=WORDS[rater])
    if step == "submit":
        operations.submit(sheet, by=player.actor)


def addresses(play: Play) -> list[str]:
    """Every page that could carry a mark."""
    card, panel = play.version.scorecard_id, play.panel.pk
    sheets = Assessment.objects.values_list("pk", flat=True)
    criterion = play.version.criteria_in_order[0].pk
    scores = Score.objects.values_list("pk", flat=True)[:3]
    return [
        reverse("scorecards:scorecards"),
        reverse("scorecards:mine"),
        reverse("scorecards:panels"),
        reverse("scorecards:panel", args=[panel]),
        reverse("scorecards:scorecard", args=[card]),
        reverse("scorecards:agreement", args=[card]),
        *(reverse("scorecards:assessment", args=[pk]) for pk in sheets),
        *(reverse("scorecards:sheet", args=[pk]) for pk in sheets),
        *(reverse("scorecards:score", args=[pk, criterion]) for pk in sheets),
        *(reverse("scorecards:calibration", args=[pk]) for pk in scores),
    ]


def seen_on_pages(client: Client, play: Play) -> set[str]:
    """Whose words stand on any page that this reader can open."""
    texts = [client.get(address).content.decode() for address in addresses(play)]
    return {name for name, words in WORDS.items() if any(words in text for text in texts)}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, closes=st.booleans())
def test_no_query_gives_a_mark_away(play, steps, closes):
    with transaction.atomic():
        for rater, step in steps:
            act(play, rater, step)
        if closes:
            operations.close_panel(play.panel, by=play.kettle.omar.actor)
        for reader in READERS:
            _look_everywhere(play, reader)
        transaction.set_rollback(True)


def _look_everywhere(play: Play, reader: str) -> None:
    actor = getattr(play.kettle, reader).actor
    written = set(Score.objects.values_list("assessment__rater__email", flat=True))
    allowed = {name for name in RATERS if f"{name}@kettle.example" in written and may_see(play, reader, name)}
    seen = Score.objects.revealed_to(actor).values_list("evidence", flat=True)
    assert {name for name in RATERS if WORDS[name] in set(seen)} == allowed
    # Side by side, and every figure made from it.
    shown = panels.comparison(play.panel, actor)
    assert {one.assessment.rater_name.split()[0].lower() for one in shown.columns} <= allowed
    if len(allowed) < 2:
        assert shown.alpha_before is None
        assert shown.wide == 0
    for told in results([play.panel.about], actor)[play.panel.about]:
        assert {one.assessment.rater_name.split()[0].lower() for one in told.raters} <= allowed
        assert told.mean is None or not told.waiting
    report = agreement.report(play.version, actor)
    assert report.panels == (1 if len([one for one in allowed if _is_submitted(play, one)]) > 1 else 0)
    if panels.is_revealed(play.panel, actor):
        assert reader not in RATERS or play.sheet(getattr(play.kettle, reader)).state != State.DRAFT
    # The ledger of skills says nothing before everybody is done.
    if Assessment.objects.open().filter(panel=play.panel).exists():
        assert not Evidence.objects.exists()


def _is_submitted(play: Play, name: str) -> bool:
    return play.sheet(getattr(play.kettle, name)).is_submitted


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_page_gives_a_mark_away(play, steps):
    with transaction.atomic():
        for rater, step in steps:
            act(play, rater, step)
        for reader in READERS:
            allowed = {name for name in RATERS if may_see(play, reader, name)}
            assert seen_on_pages(getattr(play.kettle, reader).client, play) <= allowed
        transaction.set_rollback(True)


def test_the_order_of_the_list_tells_nothing(kettle):
    good, bad = (
        role_play(kettle, kettle.lea, kettle.mila),
        role_play(kettle, kettle.lea, kettle.mila, about="x:2"),
    )
    good.submit(kettle.lea, 5)
    bad.submit(kettle.lea, 1)
    order = [one.pk for one in panels.panels(kettle.omar.actor).rows]
    assert order == [bad.panel.pk, good.panel.pk]
    with CaptureQueriesContext(connection) as captured:
        panels.rows(panels.panels(kettle.omar.actor), kettle.omar.actor)
    assert not any('"scorecards_score"' in query["sql"] for query in captured)


def test_another_panel_about_the_same_thing_stays_closed_too(kettle):
    first = role_play(kettle, kettle.lea)
    second = role_play(kettle, kettle.mila)
    first.submit(kettle.lea)
    assert not panels.is_revealed(first.panel, kettle.mila.actor)
    assert not Evidence.objects.exists()
    second.submit(kettle.mila)
    assert panels.is_revealed(first.panel, kettle.mila.actor)
    assert Evidence.objects.filter(skill__key="empathy").count() == 2


def test_news_and_facts_say_nothing_of_marks(kettle, play):
    play.submit(kettle.lea, 1)
    for record in EventRecord.objects.all():
        assert "value" not in record.data
        assert not any(words in json.dumps(record.data) for words in WORDS.values())
    assert live.allowed(kettle.ana.actor, [PANEL.of(play.panel.pk)]) == {PANEL.of(play.panel.pk)}
    assert live.allowed(kettle.stella.actor, [PANEL.of(play.panel.pk)]) == set()


def test_seeing_is_written_down_once(kettle, play):
    for player in (kettle.lea, kettle.mila, kettle.ana):
        play.submit(player)
    looks = AuditRecord.objects.filter(what=Act.MARKS_SEEN)
    assert not looks.exists()
    for _ in range(2):
        kettle.omar.client.get(reverse("scorecards:panel", args=[play.panel.pk]))
        kettle.lea.client.get(reverse("scorecards:panel", args=[play.panel.pk]))
    assert sorted(one.who_name for one in looks) == ["Lea Novak", "Omar Khalil"]


def test_closing_early_and_withdrawing_are_audited(kettle, play):
    operations.withdraw(play.sheet(kettle.lea), by=kettle.lea.actor)
    operations.close_panel(play.panel, by=kettle.omar.actor)
    acts = AuditRecord.objects.filter(about=f"panel:{play.panel.pk}").order_by("pk")
    assert [one.what for one in acts] == [Act.WITHDRAWN, Act.PANEL_CLOSED]
    assert acts[1].after == {"withdrawn": ["Mila Petrović", "Ana Horvat"]}
    assert Panel.objects.get().is_closed
