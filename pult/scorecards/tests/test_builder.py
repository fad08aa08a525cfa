"""Writing a scorecard: drafts, versions, what is different between them, and the ready ones."""

from dataclasses import replace

import pytest
from django.urls import reverse

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.scorecards import operations
from pult.scorecards.comparing import How
from pult.scorecards.errors import NeverChanges, NotReady
from pult.scorecards.models import Criterion, Scorecard, Version
from pult.scorecards.operations import shipping
from pult.scorecards.queries import cards
from pult.scorecards.storing import criterion_content
from pult.scorecards.types import Kind as CriterionKind
from pult.skills import operations as skills
from pult.skills.errors import SkillInUse
from pult.skills.models import Profile
from pult.skills.types import Kind, Source

from .stage import handling, role_play

pytestmark = pytest.mark.django_db

CHANGED = {
    "language": "hr",
    "title": "Pokazao je suosjećanje",
    "kind": "scale",
    "skill": "empathy",
    "weight": "2.5",
    "lowest": "1",
    "highest": "5",
    "low_until": "2",
    "evidence": "always",
    "critical": "section",
    "anchor_1": "Prelazi preko osjećaja.",
    "anchor_5": "Imenuje osjećaj.",
    "causes": "Nije čuo\nNije imao vremena",
}


def place(name, *args):
    return reverse(f"scorecards:{name}", args=args)


def whole(version):
    return Version.objects.whole().get(pk=version.pk)


def test_a_scorecard_is_written_in_the_browser_and_published(kettle):
    client = kettle.mila.client
    begun = client.post(place("new"), {"title": "Welcome call", "source": "phone_interview"})
    card = Scorecard.objects.get()
    assert begun["Location"] == place("draft", card.pk)
    draft = card.versions.get()
    section = draft.sections.get()
    assert client.post(place("publication", card.pk)).status_code == 422  # nothing to judge yet
    client.post(place("section", card.pk, section.pk), {"title": "Voice", "text": "How it sounds"})
    client.post(place("criteria", card.pk, section.pk), {"title": "Showed empathy"})
    client.post(place("criteria", card.pk, section.pk), {"title": "Spoke clearly"})
    client.post(place("sections", card.pk), {"title": "Impression"})
    empathy, clear = draft.criteria.order_by("pk")
    assert "Showed empathy" in client.get(place("draft", card.pk)).content.decode()
    answer = client.post(place("criterion", card.pk, empathy.pk), CHANGED)
    assert answer["Location"].endswith(f"?language=hr#criterion-{empathy.pk}")
    empathy.refresh_from_db()
    assert empathy.titles == {"en": "Showed empathy", "hr": "Pokazao je suosjećanje"}
    assert (float(empathy.weight), empathy.critical, empathy.skill.key) == (2.5, "section", "empathy")
    assert empathy.anchors["5"] == {"hr": "Imenuje osjećaj."}
    assert [one["words"]["hr"] for one in empathy.causes] == ["Nije čuo", "Nije imao vremena"]
    client.post(place("criterion_place", card.pk, clear.pk), {"up": "1"})
    client.post(place("criterion_place", card.pk, empathy.pk), {"down": "1"})  # over the edge of its section
    sections = [[one.key for one in part.criteria.all()] for part in whole(draft).sections.all()]
    assert sections == [["spoke_clearly"], ["showed_empathy"]]
    assert client.post(place("publication", card.pk)).status_code == 302
    draft.refresh_from_db()
    assert not draft.is_draft
    late = client.post(place("criterion", card.pk, empathy.pk), CHANGED)
    assert late.status_code == 409
    assert "Pokazao je suosjećanje" in late.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"weight": "0"},
        {"lowest": "5", "highest": "5"},
        {"low_until": "5"},
        {"skill": "no_such_skill"},
        {"causes": "\n".join(map(str, range(13)))},
    ],
)
def test_what_is_wrong_with_a_criterion_is_said_beside_it(kettle, wrong):
    draft = operations.start_draft(handling().scorecard, by=SYSTEM)
    criterion = draft.criteria.get(key="empathy")
    address = place("criterion", draft.scorecard_id, criterion.pk)
    answer = kettle.mila.client.post(address, {**CHANGED, **wrong})
    assert answer.status_code == 422
    assert b"pult-field-error" in answer.content


def test_causes_keep_their_keys_through_languages(kettle):
    draft = operations.start_draft(handling().scorecard, by=SYSTEM)
    criterion = draft.criteria.get(key="empathy")
    address = place("criterion", draft.scorecard_id, criterion.pk)
    kettle.mila.client.post(address, CHANGED)
    kettle.mila.client.post(
        address, {**CHANGED, "language": "en", "title": "Empathy", "causes": "Not heard\nNo time"}
    )
    criterion.refresh_from_db()
    assert [one["key"] for one in criterion.causes] == ["cause_1", "cause_2"]
    assert criterion.causes[0]["words"] == {"hr": "Nije čuo", "en": "Not heard"}


def test_another_kind_loses_the_scale_but_not_the_words(kettle):
    draft = operations.start_draft(handling().scorecard, by=SYSTEM)
    criterion = draft.criteria.get(key="empathy")
    address = place("criterion", draft.scorecard_id, criterion.pk)
    kettle.mila.client.post(address, {**CHANGED, "kind": "check"})
    criterion.refresh_from_db()
    assert (criterion.values, criterion.titles["en"]) == ([0, 1], "Showed empathy")


def test_sections_move_and_go(kettle):
    draft, client = operations.start_draft(handling().scorecard, by=SYSTEM), kettle.mila.client
    hearing, tone, _solving = draft.sections.order_by("position")
    card = draft.scorecard_id
    client.post(place("section_place", card, tone.pk), {"up": "1"})
    assert [one.key for one in whole(draft).sections.all()] == ["tone", "hearing", "solving"]
    client.post(place("section_removal", card, hearing.pk))
    assert whole(draft).sections.count() == 2
    criterion = draft.criteria.get(key="calm")
    client.post(place("criterion_removal", card, criterion.pk))
    assert not Criterion.objects.filter(pk=criterion.pk).exists()
    client.post(place("words", card), {"title": "Postupanje", "text": "Uvod", "language": "hr"})
    draft.refresh_from_db()
    assert draft.titles == {**handling().titles, "hr": "Postupanje"}
    assert client.post(place("words", card), {"title": ""}).status_code == 422


def test_editing_writes_the_next_version_and_leaves_the_used_one(kettle):
    play = role_play(kettle)
    card = play.version.scorecard
    client = kettle.mila.client
    assert client.post(place("draft", card.pk)).status_code == 302
    assert client.post(place("draft", card.pk)).status_code == 302  # the same draft again
    draft = card.versions.drafts().get()
    assert cards.content(whole(draft)).sections == cards.content(play.version).sections
    empathy = draft.criteria.get(key="empathy")
    client.post(place("criterion", card.pk, empathy.pk), {**CHANGED, "language": "en", "title": "Empathy"})
    client.post(place("criterion_removal", card.pk, draft.criteria.get(key="calm").pk))
    operations.add_criterion(draft.sections.first(), titles={"en": "Smiled"}, by=SYSTEM)
    client.post(place("publication", card.pk))
    assert cards.current("handling").number == 2
    play.submit(kettle.lea)  # the panel keeps the version it was opened with
    found = {one.key: one for one in cards.changes(play.version, whole(draft))}
    assert found["empathy"].how == How.CHANGED
    assert not found["empathy"].is_comparable
    assert (found["calm"].how, found["smiled"].how, found["agreed"].how) == (How.REMOVED, How.ADDED, How.SAME)
    page = client.get(place("changes", card.pk)).content.decode()
    assert "marks are not compared" in page
    assert "Smiled" in page


def test_a_draft_is_thrown_away(kettle):
    card = handling().scorecard
    operations.start_draft(card, by=SYSTEM)
    kettle.mila.client.post(place("removal", card.pk))
    assert not card.versions.drafts().exists()
    fresh = operations.start_scorecard({"en": "New"}, by=SYSTEM)
    kettle.mila.client.post(place("removal", fresh.scorecard_id))
    assert not Scorecard.objects.filter(pk=fresh.scorecard_id).exists()


def test_what_is_published_refuses_every_verb_of_the_builder():
    version = handling()
    section, criterion = version.sections.all()[0], version.criteria_in_order[0]
    for verb in (
        lambda: operations.change_words(version, titles={"en": "x"}, intros={}, by=SYSTEM),
        lambda: operations.add_section(version, titles={"en": "x"}, by=SYSTEM),
        lambda: operations.drop_section(section, by=SYSTEM),
        lambda: operations.move_section(section, up=True, by=SYSTEM),
        lambda: operations.drop_criterion(criterion, by=SYSTEM),
        lambda: operations.publish_draft(version, by=SYSTEM),
        lambda: operations.discard_draft(version, by=SYSTEM),
    ):
        with pytest.raises(NeverChanges):
            verb()


def test_a_draft_says_what_it_would_be_better_with():
    draft = operations.start_scorecard({"en": "New"}, by=SYSTEM)
    with pytest.raises(NotReady):
        operations.publish_draft(draft, by=SYSTEM)
    operations.add_criterion(draft.sections.get(), titles={"en": "Smiled"}, by=SYSTEM)
    found = cards.advice(whole(draft))
    assert (found.no_anchors, found.no_skill, found.missing) == (1, 1, {"hr": 2, "sr-latn": 2})
    with pytest.raises(Invalid):
        operations.add_section(draft, titles={"en": " "}, by=SYSTEM)


def test_ready_scorecards_come_once_and_never_over_what_was_edited(monkeypatch):
    skills.renew_catalogue()
    count = operations.renew_scorecards()
    assert count == len(list(shipping.SHIPPED.glob("*.toml")))
    assert operations.renew_scorecards() == 0
    told = shipping._shipped()
    newer = tuple((key, {**one, "title": ["New words"]}, "another digest") for key, one, _ in told)
    edited = operations.start_draft(Scorecard.objects.get(key="handling"), by=SYSTEM)
    monkeypatch.setattr(shipping, "_shipped", lambda: newer)
    operations.renew_scorecards()
    others = Version.objects.exclude(scorecard__key="handling")
    assert {one.number for one in others if one.titles == {"en": "New words"}} <= {2}
    operations.publish_draft(edited, by=SYSTEM)
    operations.renew_scorecards()
    assert cards.current("handling").titles["en"] == "Handling checklist"


def test_ready_scorecards_are_whole():
    handling()
    for version in Version.objects.whole():
        found = cards.advice(version)
        assert (version.scorecard.key, found.no_anchors, found.missing) == (version.scorecard.key, 0, {})


def test_the_handling_checklist_has_the_thirteen_points_and_their_skills():
    found = [one.skill.key for one in handling().criteria_in_order]
    assert found == [
        "listening",
        "courtesy",
        "depersonalisation",
        "listening",
        "composure",
        "communication",
        "ownership",
        "empathy",
        "ownership",
        "problem_solving",
        "conflict_resolution",
        "service_motivation",
        "courtesy",
    ]


def test_a_trial_period_is_reviewed_over_the_ten_hiring_traits():
    handling()
    asked = {one.skill.key for one in cards.current("trial_period").criteria_in_order if one.skill}
    wanted = {line.skill for line in Profile.objects.get(key="hiring_default").wanted}
    assert asked == wanted
    assert cards.current("trial_period").scorecard.source == Source.TRIAL


def test_the_application_check_asks_for_four_things_and_shows_them_at_three_points():
    handling()
    version = cards.current("application_check")
    scales = [one for one in version.criteria_in_order if one.kind == CriterionKind.SCALE]
    assert [(one.key, one.skill and one.skill.key) for one in scales] == [
        ("detail", "attention_to_detail"),
        ("clarity", "communication"),
        ("must_haves", None),
        ("motivation", "service_motivation"),
    ]
    assert all({"1", "3", "5"} <= set(one.anchors) for one in scales)
    assert version.scorecard.source == Source.APPLICATION


def test_a_skill_that_a_criterion_speaks_of_is_not_removed():
    draft = operations.start_draft(handling().scorecard, by=SYSTEM)
    own = skills.add_skill(names={"en": "Tasting tea"}, kind=Kind.TEACHABLE, by=SYSTEM)
    criterion = operations.add_criterion(draft.sections.first(), titles={"en": "Tasted"}, by=SYSTEM)
    content = replace(criterion_content(criterion), skill=own.key)
    operations.change_criterion(criterion, content=content, by=SYSTEM)
    with pytest.raises(SkillInUse):
        skills.remove_skill(own, by=SYSTEM)
