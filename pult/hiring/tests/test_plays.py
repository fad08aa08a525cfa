"""Role plays: one scene for everybody, a script that reads by its rules, and nothing said is lost or doubled."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.errors import Settled
from pult.hiring.links import play_address
from pult.hiring.models import Play, PlayLine, RolePlay, Stage
from pult.hiring.operations import Step
from pult.hiring.partner import MOST_MESSAGES, Ending, Mood, Script, Sign, Standing, react, read
from pult.hiring.tests.office import applies, published
from pult.hiring.types import PlayMode, Speaker, StageKind
from pult.scorecards import operations as scorecards
from tests.scene import scene

KIND = "Thank you for telling us. I am sorry, I understand how upset you are. I will call the shop today."
RUDE = "It is your own fault. That is our policy, nothing we can do."


@pytest.fixture
@scene
def stage(kettle) -> Stage:
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    steps = [Step(kind=StageKind.APPLICATION), Step(kind=StageKind.ROLE_PLAY, raters=(kettle.lea.person,))]
    hiring.plan_stages(opening, steps, by=kettle.hana.actor)
    return Stage.objects.get(opening=opening, kind="role_play")


def played(kettle, stage, mode=PlayMode.SCRIPTED, language="en", **more) -> Play:
    scene = RolePlay.objects.get(key="play_double_charge")
    if not hasattr(stage, "scene"):
        hiring.choose_scene(stage, scene, mode=mode, by=kettle.hana.actor)
    petra = applies(stage.opening, language=language, **more)
    hiring.move(petra, stage, by=kettle.hana.actor)
    return Play.objects.select_related("scene__role_play").get(step__application=petra)


def link(play: Play) -> str:
    key = play.step.application.candidate.link_key
    return (
        play_address(play.pk, key).partition("/careers/")[1]
        + play_address(play.pk, key).partition("/careers/")[2]
    )


def words(play: Play, speaker: Speaker) -> list[str]:
    return list(play.lines.filter(speaker=speaker).order_by("number").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("text", "mood", "sign"),
    [
        ("Thank you, I will look into it today.", Mood.WELL, Sign.THANKS),
        ("I'm sorry, that is frustrating.", Mood.WELL, Sign.APOLOGY),
        ("Žao mi je, razumijem vas.", Mood.WELL, Sign.EMPATHY),
        ("Жао ми је, јавићу вам се данас.", Mood.WELL, Sign.NEXT_STEP),
        ("Hvala na strpljenju, provjerit ću.", Mood.WELL, Sign.THANKS),
        ("You should have read our policy.", Mood.BADLY, Sign.BLAME),
        ("To ne možemo, takva su pravila.", Mood.BADLY, Sign.POLICY),
        ("Нажалост то није могуће.", Mood.BADLY, Sign.REFUSAL),
        ("Sorry, but that is impossible.", Mood.BADLY, Sign.REFUSAL),
    ],
)
def test_words_are_read_by_written_rules_in_every_language(text, mood, sign):
    found = read(text)
    assert found.mood == mood
    assert sign in found.signs


def test_restating_is_recognised_by_the_customers_own_words():
    before = "I have been waiting for a parcel for days."
    assert Sign.RESTATING in read("The parcel you are waiting for is late.", before=before).signs
    assert Sign.RESTATING not in read("Number?", before=before).signs


def test_a_mere_question_changes_no_mood_and_bare_words_do():
    assert read("What is your order number?").mood == Mood.SAME
    assert read("Ok.").mood == Mood.BADLY


TURNS = [{"en": "one"}, {"en": "two"}, {"en": "three"}]
SCRIPT = Script(openings={"en": "Hello"}, facts=[{"en": "Fact one"}], good_turns=TURNS, bad_turns=TURNS)


@given(st.lists(st.sampled_from([KIND, RUDE, "What?", "Ok.", "", "…"]) | st.text(max_size=60), max_size=40))
def test_every_talk_comes_to_an_end_and_says_no_turn_twice(texts):
    standing, said, ending = Standing(), [], None
    for text in texts:
        happens = react(SCRIPT, standing, text, language="en")
        assert happens.standing.messages == standing.messages + 1
        standing, ending = happens.standing, happens.ending
        said.append((happens.read.mood, happens.text))
        if ending:
            break
    assert ending or standing.messages < MOST_MESSAGES
    turns = [(mood, text) for mood, text in said if text]
    assert len(set(turns)) == len(turns)


def test_kind_words_lead_to_the_good_end_in_the_browser(kettle, client, stage):
    play = played(kettle, stage)
    page = link(play)
    assert "A script answers you" in client.get(page).content.decode()
    client.post(page, {"act": "begin"})
    client.post(page, {"act": "begin"})
    assert words(play, Speaker.CUSTOMER) == [play.scene.scene.script.openings["en"]]
    for number in range(4):
        shown = client.get(page).content.decode()
        assert client.post(page, {"text": KIND, "key": f"k{number}"}).status_code == 302, shown
    play.refresh_from_db()
    assert play.outcome == Ending.GOOD
    good = [one["en"] for one in play.scene.scene.parts["good_turns"]]
    assert words(play, Speaker.CUSTOMER)[1:] == good
    assert "The role play is over" in client.get(page).content.decode()
    assert client.post(page, {"text": "One more", "key": "late"}).status_code == 409


def test_rude_words_end_sourly_and_a_question_brings_a_fact(kettle, client, stage):
    play = played(kettle, stage)
    page = link(play)
    client.post(page, {"act": "begin"})
    client.post(page, {"text": "When is your rent due?", "key": "a"})
    assert words(play, Speaker.ASIDE) == ["His rent is due the day after tomorrow."]
    for number in range(3):
        client.post(page, {"text": RUDE, "key": str(number)})
    play.refresh_from_db()
    assert (play.outcome, play.badly) == (Ending.SOUR, 3)


def test_a_form_sent_twice_says_it_once_and_a_stale_window_keeps_its_words(kettle, client, stage):
    play = played(kettle, stage)
    page = link(play)
    client.post(page, {"act": "begin"})
    for _again in range(2):
        assert client.post(page, {"text": KIND, "key": "same", "seen": 1}).status_code == 302
    assert words(play, Speaker.CANDIDATE) == [KIND]
    stale = client.post(page, {"text": "From the other window", "key": "other", "seen": 1})
    assert stale.status_code == 409
    assert "From the other window" in stale.content.decode()
    assert words(play, Speaker.CANDIDATE) == [KIND]
    for nonsense in ({"text": "  ", "key": "x"}, {"text": "a" * 4001, "key": "y"}, {}):
        assert client.post(page, nonsense).status_code == 422
    assert client.get("/careers/play/forged").status_code == 410


def test_in_cyrillic_the_customer_speaks_cyrillic(kettle, client, stage):
    play = played(kettle, stage, language="sr")
    client.post(link(play), {"act": "begin"})
    assert not any("a" <= letter <= "z" for letter in words(play, Speaker.CUSTOMER)[0].lower())


def test_an_interviewer_plays_the_customer_in_writing(kettle, client, stage):
    play = played(kettle, stage, mode=PlayMode.WRITTEN)
    page, lea = link(play), kettle.lea.client
    client.post(page, {"act": "begin"})
    client.post(page, {"text": RUDE, "key": "k"})
    assert words(play, Speaker.CUSTOMER) == [play.scene.scene.script.openings["en"]]
    where = reverse("hiring:customer-lines", args=[play.step_id])
    for _again in range(2):
        lea.post(where, {"text": "I wait for my money.", "key": "once"})
    assert words(play, Speaker.CUSTOMER)[1:] == ["I wait for my money."]
    text = client.get(page).content.decode()
    assert "I wait for my money." in text
    assert "<fresh-part" in text
    step = lea.get(reverse("hiring:step", args=[play.step_id])).content.decode()
    assert "Tells only when asked" in step
    assert "I wait for my money." in step
    assert kettle.ana.client.post(where, {"text": "x"}).status_code == 403
    lea.post(reverse("hiring:play-end", args=[play.step_id]), {"ending": "good"})
    play.refresh_from_db()
    assert play.outcome == Ending.GOOD
    assert (
        lea.post(reverse("hiring:play-end", args=[play.step_id]), {"ending": "splendid"}).status_code == 422
    )


def test_everybody_plays_the_same_scene_even_when_the_bank_changes(kettle, stage):
    first = played(kettle, stage)
    title = first.scene.scene.title
    RolePlay.objects.filter(pk=first.scene.role_play_id).update(titles={"en": "Changed"})
    second = played(kettle, stage, name="Ivo", email="ivo@example.org")
    assert second.scene.scene.title == title
    with pytest.raises(Settled):
        hiring.choose_scene(stage, by=kettle.hana.actor)


def test_the_scene_is_chosen_in_the_plan_or_proposed_from_the_skills(kettle, stage):
    hana, page = kettle.hana.client, reverse("hiring:scene", args=[stage.pk])
    assert hana.get(page).status_code == 200
    assert hana.post(page, {"mode": "scripted"}).status_code == 302
    proposed = queries.scene_of(stage)
    assert proposed.mode == PlayMode.SCRIPTED
    assert not proposed.role_play.is_public
    assert proposed.role_play.channel != "call"
    public = RolePlay.objects.for_practice().first()
    assert hana.post(page, {"role_play": public.pk, "mode": "person"}).status_code == 422
    with pytest.raises(Invalid):
        hiring.choose_scene(stage, public, by=kettle.hana.actor)
    assert proposed.scene.title in hana.get(reverse("hiring:plan", args=[stage.opening_id])).content.decode()


def test_the_candidates_page_leads_to_the_play_and_erasing_takes_the_words(kettle, client, stage):
    play = played(kettle, stage)
    from pult.hiring.links import address_of

    application = play.step.application
    own = address_of(application.pk, application.candidate.link_key)
    assert "/careers/play/" in client.get("/careers/" + own.partition("/careers/")[2]).content.decode()
    page = link(play)
    client.post(page, {"act": "begin"})
    client.post(page, {"text": "Unmistakable words", "key": "k"})
    hiring.erase(application.candidate, by=SYSTEM)
    assert not PlayLine.objects.exists()
    assert client.get(page).status_code == 410


def test_a_telephone_talk_follows_a_kit_of_its_own_and_the_voice_sheet(kettle, stage):
    steps = [Step(kind=StageKind.PHONE, raters=(kettle.lea.person,))]
    opening = published(kettle)
    hiring.plan_stages(opening, [Step(kind=StageKind.APPLICATION), *steps], by=kettle.hana.actor)
    phone = Stage.objects.get(opening=opening, kind="phone_interview")
    petra = applies(opening, "Ivo", "ivo@example.org")
    hiring.move(petra, phone, by=kettle.hana.actor)
    step = petra.steps.get(stage=phone)
    assert step.panel.version.scorecard.key == "phone_interview"
    text = kettle.lea.client.get(reverse("hiring:step", args=[step.pk])).content.decode()
    assert phone.kit.is_settled
    assert text.count("kit-question-alone") >= 3
    assert text.count("<score-sheet") >= 1
