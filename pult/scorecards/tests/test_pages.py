"""The pages of scorecards: who sees them, what they do, how many statements they cost."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from pult.foundation.actors import SYSTEM
from pult.scorecards import operations
from pult.scorecards.models import Panel, Score, Scorecard, Version
from pult.scorecards.queries import assessing
from pult.scorecards.types import Mark
from tests.scene import scene

from .stage import handling, role_play, statements

pytestmark = pytest.mark.django_db

FETCHED = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
@scene
def play(kettle):
    return role_play(kettle)


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"scorecards:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_what_is_in_force_and_judged(kettle, play):
    page = text_of(kettle.lea.client, "scorecards")
    assert "Handling checklist" in page
    assert "13 criteria" in page
    assert "judged 1 time" in page
    assert "New scorecard" not in page
    assert "New scorecard" in text_of(kettle.mila.client, "scorecards")


def test_scorecards_speak_the_readers_language(kettle, play):
    person = kettle.mila.person
    for language, words in [
        ("hr", "Popis za postupanje"),
        ("sr", "Листа за поступање"),
        ("sr-latn", "Lista za"),
    ]:
        person.language = language
        person.save(update_fields=["language"])
        assert words in text_of(kettle.mila.client, "scorecards")


def test_a_rater_without_rights_finds_and_fills_in_their_sheet(kettle):
    play = role_play(kettle, kettle.ana, kettle.lea)
    sheet = play.sheet(kettle.ana)
    assert "Role play: the leaking kettle" in text_of(kettle.ana.client, "mine")
    page = text_of(kettle.ana.client, "assessment", sheet.pk)
    assert "Names the feeling and what the matter means" in page
    fragment = kettle.ana.client.get(reverse("scorecards:sheet", args=[sheet.pk]))
    assert fragment.content.decode().strip().startswith("<score-sheet")
    assert "no-store" in fragment["Cache-Control"]


def test_what_waits_is_counted_on_the_rail_until_it_is_judged(kettle):
    assert "pult-rail-count" not in text_of(kettle.ana.client, "mine")
    first, second = (role_play(kettle, kettle.ana, about=f"hiring.step:{at}") for at in (1, 2))
    page = kettle.ana.client.get(reverse("workspace:conversations")).content.decode()
    assert re.search(r'<span>To judge</span>\s*<span class="pult-rail-count">2</span>', page)
    first.submit(kettle.ana)
    assert '<span class="pult-rail-count">1</span>' in text_of(kettle.ana.client, "mine")
    second.submit(kettle.ana)
    assert "pult-rail-count" not in text_of(kettle.ana.client, "mine")
    assert "pult-rail-count" not in text_of(kettle.lea.client, "mine")


def test_what_one_was_asked_and_what_one_has_judged_go_on_over_pages(kettle, monkeypatch):
    monkeypatch.setattr(assessing, "LATEST", 2)
    plays = [role_play(kettle, kettle.ana, about=f"hiring.step:{at}") for at in range(5)]

    def walked(**query: str) -> list[int]:
        page, found = text_of(kettle.ana.client, "mine", **query), []
        while True:
            found.append(page.count('class="card-list-item"'))
            on = re.search(r'href="([^"]*after=[^"]*)"', page)
            if not on:
                return found
            page = kettle.ana.client.get(reverse("scorecards:mine") + html.unescape(on[1])).content.decode()

    assert walked() == [2, 2, 1]
    for play in plays:
        play.submit(kettle.ana)
    page = text_of(kettle.ana.client, "mine")
    assert "Nothing waits for you" in page
    assert "Everything that you have judged" in page
    assert walked(done="1") == [2, 2, 1]


def test_what_is_typed_is_saved_as_it_is_typed(kettle, play):
    sheet, client = play.sheet(kettle.lea), kettle.lea.client
    empathy = play.version.criteria.get(key="empathy")
    place = reverse("scorecards:score", args=[sheet.pk, empathy.pk])
    typed = {"value": "", "evidence": "“That must be tiring.”", "seen": "0"}
    first = client.post(place, typed, **FETCHED).json()
    assert first == {"revision": 1, "answered": 0, "of": 13, "missing": "No mark yet"}
    second = client.post(place, {**typed, "value": "5", "seen": "1"}, **FETCHED).json()
    assert second == {"revision": 2, "answered": 1, "of": 13, "missing": ""}
    assert client.get(place).json() == {"revision": 2, "evidence": "“That must be tiring.”", "value": "5"}
    assert client.post(place, {**typed, "value": "4", "seen": "2"}).status_code == 302  # without scripts
    assert "“That must be tiring.”" in text_of(client, "assessment", sheet.pk)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"value": "6"}, 422),
        ({"value": "²"}, 422),
        ({"value": "na"}, 422),
        ({"evidence": "x" * 5_001}, 422),
        ({"evidence": "Written elsewhere", "seen": "7"}, 409),
    ],
    ids=["not on the scale", "no digit", "always applies", "too long", "another window"],
)
def test_a_refusal_is_a_clear_sentence_and_nothing_is_lost(kettle, play, typed, status):
    sheet, client = play.sheet(kettle.lea), kettle.lea.client
    empathy = play.version.criteria.get(key="empathy")
    operations.save_score(sheet, empathy, by=kettle.lea.actor, mark=Mark(4), evidence="Kept")
    answer = client.post(reverse("scorecards:score", args=[sheet.pk, empathy.pk]), typed, **FETCHED)
    assert answer.status_code == status
    assert answer["HX-Retarget"] == "#toasts"
    assert Score.objects.get().evidence == "Kept"


def test_forged_numbers_lead_nowhere(kettle, play):
    sheet, client = play.sheet(kettle.lea), kettle.lea.client
    other = operations.start_scorecard({"en": "Other"}, by=SYSTEM)
    foreign = operations.add_criterion(other.sections.get(), titles={"en": "Foreign"}, by=SYSTEM)
    assert client.post(reverse("scorecards:score", args=[sheet.pk, foreign.pk])).status_code == 404
    mine = play.sheet(kettle.mila)
    for name in ("assessment", "sheet"):
        assert client.get(reverse(f"scorecards:{name}", args=[mine.pk])).status_code == 404
    for name in ("submission", "withdrawal"):
        assert client.post(reverse(f"scorecards:{name}", args=[mine.pk])).status_code == 404


def test_submitting_twice_is_told_and_changes_nothing(kettle, play):
    sheet, client = play.mark(kettle.lea), kettle.lea.client
    place = reverse("scorecards:submission", args=[sheet.pk])
    assert client.post(place, follow=True).status_code == 200
    again = client.post(place)
    assert (again.status_code, b"locked" in again.content) == (409, True)
    assert "Submitted and locked" in text_of(client, "assessment", sheet.pk)


def test_a_gap_is_told_before_it_is_submitted(kettle, play):
    answer = kettle.lea.client.post(reverse("scorecards:submission", args=[play.sheet(kettle.lea).pk]))
    assert answer.status_code == 422
    assert b"13 criteria still need" in answer.content


def test_marks_stand_side_by_side_when_all_are_done(kettle, play):
    play.submit(kettle.lea, empathy=2)
    assert "Still blind" in text_of(kettle.mila.client, "panel", play.panel.pk)
    play.submit(kettle.mila, empathy=5)
    page = text_of(kettle.mila.client, "panel", play.panel.pk)
    assert "3 apart" in page
    assert "To talk about" in page
    score = play.sheet(kettle.lea).scores.get(criterion__key="empathy")
    place = reverse("scorecards:calibration", args=[score.pk])
    assert "Mark as given" in kettle.lea.client.get(place).content.decode()
    assert kettle.lea.client.post(place, {"value": "4"}).status_code == 422
    assert kettle.lea.client.post(place, {"value": "4", "reason": "Heard again"}).status_code == 302
    page = text_of(kettle.mila.client, "panel", play.panel.pk)
    assert "Heard again" in page
    assert "13 of 13" in page


def test_a_lead_closes_and_a_rater_withdraws(kettle, play):
    assert kettle.ana.client.get(reverse("scorecards:panel", args=[play.panel.pk])).status_code == 404
    assert (
        kettle.lea.client.post(reverse("scorecards:withdrawal", args=[play.sheet(kettle.lea).pk])).status_code
        == 302
    )
    assert kettle.mila.client.post(reverse("scorecards:closure", args=[play.panel.pk])).status_code == 302
    assert "Nobody has judged" in text_of(kettle.mila.client, "panel", play.panel.pk)
    assert "withdrawn" in text_of(kettle.lea.client, "assessment", play.sheet(kettle.lea).pk)


def test_a_panel_is_asked_for_on_the_page(kettle, play):
    client = kettle.lea.client
    assert "Handling checklist" in text_of(client, "new_panel")
    assert client.post(reverse("scorecards:new_panel"), {"title": "x"}).status_code == 422
    asked = {"version": play.version.pk, "title": "Call of Monday", "raters": [kettle.ana.person.pk]}
    assert client.post(reverse("scorecards:new_panel"), asked).status_code == 302
    assert Panel.objects.get(title="Call of Monday").assessments.get().rater == kettle.ana.person
    page = text_of(client, "panels")
    assert "Call of Monday" in page
    assert "1 person still judges" in page


def test_agreement_is_honest_about_few(kettle, play):
    scorecard = play.version.scorecard
    assert "Nothing was judged by two people yet" in text_of(kettle.lea.client, "agreement", scorecard.pk)
    play.submit(kettle.lea, 2)
    play.submit(kettle.mila, 4)
    page = text_of(kettle.lea.client, "agreement", scorecard.pk)
    assert "Too few to say" in page
    assert "Firm" not in page


def test_agreement_is_told_with_enough_of_them(kettle, play):
    for at in range(11):
        one = role_play(kettle, about=f"hiring.step:{20 + at}")
        one.submit(kettle.lea, 1 + at % 5)
        one.submit(kettle.mila, max(1 + at % 5, 2))
    page = text_of(kettle.mila.client, "agreement", play.version.scorecard_id)
    assert "Firm" in page
    assert "Lea Novak" in page
    assert "Raters for a firm mean" in page


def test_pages_cost_the_same_however_much_there_is(kettle, play):
    client = kettle.mila.client
    names = [("scorecards",), ("panels",), ("mine",), ("agreement", play.version.scorecard_id)]
    for player in (kettle.lea, kettle.mila):
        play.submit(player)
    role_play(kettle, about="hiring.step:13")
    pages = [lambda it=it: text_of(client, *it) for it in names]
    before = [statements(page) for page in pages]
    for at in range(8):
        more = role_play(kettle, about=f"hiring.step:{30 + at}")
        more.submit(kettle.lea)
        if at % 2:
            more.submit(kettle.mila)
    assert [statements(page) for page in pages] == before
    assert max(before) <= 30
    panel = [lambda: text_of(client, "panel", play.panel.pk)]
    assert statements(panel[0]) <= 25


def test_a_published_version_is_read_and_put_away(kettle):
    version, client = handling(), kettle.mila.client
    scorecard = version.scorecard
    assert "as raters see it" in text_of(client, "version", scorecard.pk, 1)
    assert "Version 1" in text_of(client, "scorecard", scorecard.pk)
    assert client.post(reverse("scorecards:storage", args=[scorecard.pk])).status_code == 302
    assert "Handling" not in text_of(client, "scorecards")
    assert "Handling" in text_of(client, "scorecards", put_away="")
    assert "There is only one version" in text_of(client, "changes", scorecard.pk)
    assert Version.objects.count() >= 1
    assert Scorecard.objects.in_use().filter(pk=scorecard.pk).count() == 0
