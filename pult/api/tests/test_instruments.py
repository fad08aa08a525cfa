"""Surveys, scorecards and skills, as programs see them: the same floors, the same blindness, the same rights."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller
from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Panel, Score
from pult.scorecards.queries.cards import current
from pult.scorecards.types import Act, Mark, State
from pult.skills import operations as skills
from pult.surveys import operations as surveys
from pult.surveys.tests import stories
from pult.surveys.types import Given
from tests.scene import scene

pytestmark = pytest.mark.django_db

RATERS = ("lea", "mila", "ana")
READERS = (*RATERS, "omar", "eva", "stella")
WORDS = {"lea": "leaswords", "mila": "milaswords", "ana": "anaswords"}
STEPS = st.lists(
    st.tuples(st.sampled_from(RATERS), st.sampled_from(["mark", "submit", "withdraw"])), max_size=6
)
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
@scene
def panel(kettle):
    """A conversation of Stella's, judged by three with the handling checklist."""
    scorecards.renew_scorecards()
    return scorecards.open_panel(
        current("handling"),
        about="conversation:5",
        title="The leaking kettle",
        holder=skills.find_or_make_holder(person=kettle.stella.person),
        raters=[getattr(kettle, name).person for name in RATERS],
        source="review",
        by=SYSTEM,
    )


def sheet(kettle, panel, name):
    return Assessment.objects.select_related("panel").get(panel=panel, rater=getattr(kettle, name).person)


def act(kettle, panel, name, step):
    one, by = sheet(kettle, panel, name), getattr(kettle, name).actor
    if not one.is_open:
        return
    if step == "withdraw":
        scorecards.withdraw(one, by=by)
        return
    for criterion in panel.version.criteria.all():
        scorecards.save_score(one, criterion, by=by, mark=Mark(4), evidence=WORDS[name])
    if step == "submit":
        scorecards.submit(one, by=by)


def everything(call, panel, member):
    """Every answer of the API that could carry a mark."""
    paths = [
        "/panels",
        f"/panels?about={panel.about}",
        f"/panels/{panel.pk}",
        f"/panels/{panel.pk}/assessments",
        "/assessments",
        f"/members/{member}/skills",
        f"/members/{member}/evidence",
        *(f"/assessments/{pk}" for pk in Assessment.objects.values_list("pk", flat=True)),
    ]
    return {path: call("GET", path) for path in paths}


def may_see(kettle, panel, reader, rater):
    """The rule in its own words."""
    states = {name: sheet(kettle, panel, name).state for name in RATERS}
    if reader == rater:
        return True
    if states[rater] != State.SUBMITTED or states.get(reader) == State.DRAFT:
        return False
    return reader in RATERS or (reader == "omar" and State.DRAFT not in states.values())


@settings(max_examples=6, suppress_health_check=SLOW, deadline=None)
@given(steps=STEPS)
def test_no_answer_gives_a_mark_away(kettle, panel, steps):
    with transaction.atomic():
        callers = {name: Caller(getattr(kettle, name)) for name in READERS}
        for name, step in steps:
            act(kettle, panel, name, step)
        written = {
            WORDS[name]: name for name in RATERS if Score.objects.filter(evidence=WORDS[name]).exists()
        }
        is_open = Assessment.objects.open().exists()
        for reader, call in callers.items():
            answers = everything(call, panel, kettle.stella.person.pk)
            text = " ".join(answer.content.decode() for answer in answers.values())
            seen = {name for words, name in written.items() if words in text}
            assert seen == {name for name in written.values() if may_see(kettle, panel, reader, name)}
            evidence = answers[f"/members/{kettle.stella.person.pk}/evidence"]
            assert not is_open or not evidence.json().get("items")
        transaction.set_rollback(True)


def test_marks_are_read_as_given_and_as_they_count(kettle, panel):
    for name in RATERS:
        act(kettle, panel, name, "submit")
    omar = Caller(kettle.omar, scopes=[Scope.READ])
    shown = omar("GET", f"/panels?about={panel.about}").json()["items"][0]
    assert (shown["scorecard"], shown["submitted"], shown["waiting"], shown["is_revealed"]) == (
        "handling", 3, 0, True,
    )  # fmt: skip
    listed = omar("GET", f"/panels/{panel.pk}/assessments").json()["items"]
    assert {one["rater"] for one in listed} == {"Lea Novak", "Mila Petrović", "Ana Horvat"}
    assert AuditRecord.objects.filter(what=Act.MARKS_SEEN, who=kettle.omar.actor.ref).count() == 1
    score = Score.objects.filter(assessment=listed[0]["id"], criterion__key="empathy").get()
    scorecards.calibrate(score, mark=Mark(2), reason="We agreed.", by=kettle.lea.actor)
    marks = omar("GET", f"/assessments/{listed[0]['id']}").json()["marks"]
    empathy = next(one for one in marks if one["criterion"] == "empathy")
    assert (empathy["value"], empathy["counted_value"]) == (4, 2)


def test_what_waits_for_somebody_is_asked_for_by_its_state(kettle, panel):
    ana = Caller(kettle.ana)
    assert len(ana("GET", "/assessments?state=draft").json()["items"]) == 1
    act(kettle, panel, "ana", "submit")
    assert ana("GET", "/assessments?state=draft").json()["items"] == []
    assert ana("GET", "/assessments?state=strange").status_code == 422


def test_scorecards_are_read_with_versions_and_anchors(kettle, panel):
    lea = Caller(kettle.lea)
    cards = lea("GET", "/scorecards?limit=200").json()["items"]
    handling = next(one for one in cards if one["key"] == "handling")
    scorecards.start_draft(panel.version.scorecard, by=SYSTEM)
    path = f"/scorecards/{handling['id']}"
    assert [one["number"] for one in lea("GET", path).json()["versions"]] == [1]  # drafts are for writers
    writer = Caller(kettle.mila, scopes=[Scope.READ, Scope.ADMIN])
    assert [one["number"] for one in writer("GET", path).json()["versions"]] == [2, 1]
    whole = lea("GET", f"{path}/versions/1").json()
    assert len(whole["criteria"]) == 13
    assert set(whole["criteria"][0]["anchors"]) == {"1", "3", "5"}
    assert whole["criteria"][0]["skill"] == "listening"
    assert lea("GET", f"{path}/versions/2").status_code == 404
    for place in ("/scorecards", path, f"{path}/versions/1"):
        assert Caller(kettle.ana)("GET", place).status_code == 403


def test_skills_of_a_member_with_their_evidence(kettle, panel):
    for name in RATERS:
        act(kettle, panel, name, "submit")
    stella = kettle.stella.person.pk
    mila = Caller(kettle.mila)
    known = {one["skill"]: one for one in mila("GET", f"/members/{stella}/skills").json()}
    assert known["empathy"]["pieces"] == 3
    assert known["empathy"]["low"] < known["empathy"]["mean"] < known["empathy"]["high"]
    assert set(known["empathy"]["by_phase"]) == {"service"}
    first = mila("GET", f"/members/{stella}/evidence?skill=empathy&limit=2").json()
    rest = mila("GET", f"/members/{stella}/evidence?skill=empathy&limit=2&cursor={first['next']}").json()
    refs = [one["source_ref"] for one in first["items"] + rest["items"]]
    assert sorted(refs) == sorted(sheet(kettle, panel, name).ref for name in RATERS)
    own = Caller(kettle.stella)("GET", f"/members/{stella}/skills")
    assert own.status_code == 200
    assert Caller(kettle.ana)("GET", f"/members/{stella}/skills").status_code == 404
    names = {one["key"] for one in mila("GET", "/skills?limit=200").json()["items"]}
    assert {"empathy", "patience"} <= names


def test_what_hiring_found_out_stays_hidden_without_its_right(kettle):
    anas = skills.find_or_make_holder(person=kettle.ana.person)
    skills.evidence(
        anas, "empathy", score=5, source="interview", source_ref="assessment:1", observed_at=stories.NOON, by=SYSTEM
    )  # fmt: skip
    path = f"/members/{kettle.ana.person.pk}/evidence"
    assert Caller(kettle.ana)("GET", path).json()["items"] == []
    assert len(Caller(kettle.mila)("GET", path).json()["items"]) == 1


def test_surveys_are_read_with_questions_and_waves(kettle):
    one = stories.survey(is_anonymous=True)
    stories.wave(one, [("1", "en", good % 5 + 1) for good in range(6)])
    mila = Caller(kettle.mila)
    assert [row["name"] for row in mila("GET", "/surveys").json()["items"]] == ["Coffee"]
    whole = mila("GET", f"/surveys/{one.pk}").json()
    assert [question["key"] for question in whole["questions"]] == ["good", "why"]
    assert [wave["number"] for wave in whole["waves"]] == [1]
    assert mila("GET", "/surveys/999999").status_code == 404
    for path in ("/surveys", f"/surveys/{one.pk}", f"/surveys/{one.pk}/results"):
        assert Caller(kettle.ana)("GET", path).status_code == 403


def test_results_keep_the_floor(kettle):
    one = stories.survey(is_anonymous=True)
    people = [("1", "en", good) for good in (1, 2, 3, 4, 5, 5)] + [("2", "hr", good) for good in (1, 5, 4)]
    stories.wave(one, people)
    mila = Caller(kettle.mila)
    path = f"/surveys/{one.pk}/results"
    found = mila("GET", f"{path}?split=department").json()
    good = found["questions"][0]
    assert (found["reached"], found["answered"], good["count"]) == (9, 9, 9)
    assert good["parts"] == {}  # three would be left over
    for query in ("department=1", "department=2", "language=hr"):
        part = mila("GET", f"{path}?{query}").json()["questions"][0]
        assert (part["is_hidden"], part["count"], part["answers"], part["figures"]) == (True, None, None, [])
    assert found["questions"][1]["comments"] == []


def test_nothing_is_told_before_a_wave_has_closed(kettle):
    one = stories.survey(is_anonymous=True)
    begun = surveys.open_wave(one, by=SYSTEM, at=stories.NOON)
    for number in range(12):
        surveys.answer(
            stories.asked(one, number, wave=begun), stories.given(number % 5 + 1, "Sugar"), by=NOBODY
        )
    answer = Caller(kettle.mila)("GET", f"/surveys/{one.pk}/results")
    assert answer.json()["is_waiting"]
    assert "Sugar" not in answer.content.decode()
    assert all(question["is_hidden"] for question in answer.json()["questions"])


@pytest.mark.parametrize(
    ("key", "question", "scores", "figures"),
    [
        ("desk-csat", "score", [5, 5, 4, 1], {"csat": 0.75, "mean": 3.75}),
        ("desk-nps", "score", [10, 9, 7, 0], {"nps": 25, "mean": 6.5}),
        ("desk-ces", "score", [7, 6, 5, 1], {"ces": 0.75, "mean": 4.75}),
    ],
)
def test_figures_are_numbers_with_their_intervals(kettle, key, question, scores, figures):
    one = surveys.take_ready(key, by=SYSTEM)
    first = next(asked for asked in one.live.asked if asked.kind.is_number)
    for number, score in enumerate(scores):
        surveys.answer(stories.asked(one, number), {first.key: Given(value=score)}, by=NOBODY)
    found = Caller(kettle.mila)("GET", f"/surveys/{one.pk}/results").json()
    shown = next(each for each in found["questions"] if each["question"] == first.key)
    assert {each["key"]: each["value"] for each in shown["figures"]} == pytest.approx(figures)
    assert all(each["low"] <= each["value"] <= each["high"] for each in shown["figures"])
    assert shown["count"] == 4


@pytest.mark.parametrize("path", ["/panels", "/assessments", "/surveys", "/scorecards"])
def test_lists_cost_the_same_whatever_their_length(kettle, path, django_assert_max_num_queries):
    scorecards.renew_scorecards()
    version, mila = current("handling"), Caller(kettle.mila)
    for number in range(12):
        scorecards.open_panel(version, about=f"conversation:{number}", raters=[kettle.mila.person], by=SYSTEM)
        stories.survey(f"Coffee {number}")
    with django_assert_max_num_queries(6):
        assert len(mila("GET", path).json()["items"]) >= 10


def test_a_token_reads_no_more_than_its_scopes_leave(kettle, panel):
    writer = Caller(kettle.mila, scopes=[Scope.WRITE])
    assert writer("GET", "/scorecards").status_code == 403
    assert writer("GET", f"/members/{kettle.stella.person.pk}/skills").status_code == 403
    assert Panel.objects.count() == 1


def test_the_description_tells_of_them(kettle, client):
    paths = client.get("/api/openapi.json").json()["paths"]
    told = (
        "surveys/{survey_id}/results",
        "panels",
        "assessments/{assessment_id}",
        "members/{member_id}/evidence",
    )
    assert {f"/api/v1/{path}" for path in told} <= set(paths)
