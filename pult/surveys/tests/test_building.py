"""Making surveys: versions that never change, conditions, and answers that fit their questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.errors import Invalid
from pult.surveys import answers as rules
from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.errors import NothingToAsk, VersionInUse
from pult.surveys.models import Question
from pult.surveys.types import NO, YES, Given, Kind, QuestionType

from . import stories


@pytest.fixture
def coffee(db):
    return stories.survey()


def test_what_is_published_never_changes(coffee):
    question = coffee.live.asked[0]
    for change in (
        lambda: surveys.change_question(question, text={"en": "Tea?"}, by=SYSTEM),
        lambda: surveys.move_question(question, up=False, by=SYSTEM),
        lambda: surveys.remove_question(question, by=SYSTEM),
        lambda: surveys.set_texts(coffee.live, title={"en": "Tea"}, by=SYSTEM),
        lambda: surveys.add_question(coffee.live, QuestionType.SHORT, by=SYSTEM),
    ):
        with pytest.raises(VersionInUse):
            change()


def test_a_new_version_begins_as_a_copy_and_is_one(coffee):
    draft = surveys.draft(coffee, by=SYSTEM)
    assert surveys.draft(coffee, by=SYSTEM) == draft
    assert [one.key for one in draft.asked] == ["good", "why"]
    surveys.change_question(draft.asked[0], text={"en": "Is it good?"}, by=SYSTEM)
    assert str(coffee.live.questions.get(key="good")) == "The coffee is good."
    surveys.publish_draft(coffee, by=SYSTEM)
    coffee.refresh_from_db()
    assert coffee.live.number == 2
    assert str(queries.questions_of(coffee.live)[0]) == "Is it good?"


def test_whoever_was_asked_before_answers_the_version_they_were_asked(coffee):
    invitation = stories.asked(coffee, 1)
    draft = surveys.draft(coffee, by=SYSTEM)
    surveys.remove_question(draft.asked[1], by=SYSTEM)
    surveys.publish_draft(coffee, by=SYSTEM)
    surveys.answer(invitation, stories.given(4, "Milk"), by=NOBODY)
    assert queries.given_in(queries.response_to(invitation))["why"].text == "Milk"


def test_another_scale_is_another_question(coffee):
    draft = surveys.draft(coffee, by=SYSTEM)
    with pytest.raises(Invalid):
        surveys.change_question(draft.asked[0], high=7, by=SYSTEM)
    new = surveys.add_question(draft, QuestionType.SCALE, text={"en": "Really?"}, by=SYSTEM)
    surveys.change_question(new, high=7, by=SYSTEM)
    assert Question.objects.get(pk=new.pk).high == 7


def test_what_has_no_words_or_options_is_not_published(db):
    one = surveys.new_survey("Coffee", kind=Kind.OTHER, by=SYSTEM)
    with pytest.raises(NothingToAsk):
        surveys.publish_draft(one, by=SYSTEM)
    draft = surveys.draft(one, by=SYSTEM)
    question = surveys.add_question(draft, QuestionType.SINGLE, by=SYSTEM)
    with pytest.raises(Invalid, match="no words"):
        surveys.publish_draft(one, by=SYSTEM)
    surveys.change_question(question, text={"en": "Which?"}, by=SYSTEM)
    with pytest.raises(Invalid, match="two options"):
        surveys.publish_draft(one, by=SYSTEM)


def test_a_condition_that_would_look_ahead_falls_away(coffee):
    draft = surveys.draft(coffee, by=SYSTEM)
    last = surveys.add_question(
        draft, QuestionType.SHORT, by=SYSTEM, text={"en": "Why?"}, depends_on="good", depends_values=["1"]
    )
    surveys.move_question(last, up=True, by=SYSTEM)
    last.refresh_from_db()
    assert (last.position, last.depends_on) == (2, "good")
    surveys.move_question(last, up=True, by=SYSTEM)
    last.refresh_from_db()
    assert (last.position, last.depends_on, last.depends_values) == (1, "", [])


def test_surveys_of_the_same_name_have_their_own_keys(db):
    keys = [surveys.new_survey("Course", kind=Kind.COURSE, by=SYSTEM).key for _ in range(2)]
    assert keys == ["course-2", "course-3"], "the ready one keeps its key"


def question(key, kind, **more):
    return Question(key=key, type=kind, **more)


QUESTIONS = [
    question("came", QuestionType.YES_NO, is_required=True),
    question("mood", QuestionType.FACES, low=1, high=5, depends_on="came", depends_values=[YES]),
    question("why", QuestionType.SHORT, is_required=True, depends_on="mood", depends_values=["1", "2"]),
    question(
        "liked", QuestionType.MULTIPLE, options=[{"key": "cake", "text": {}}, {"key": "music", "text": {}}]
    ),
]
WILD = st.builds(
    Given,
    value=st.none() | st.integers(),
    choices=st.lists(st.sampled_from([YES, NO, "cake", "music", "x", ""]), max_size=4).map(tuple),
    text=st.text(max_size=300),
)


@given(st.dictionaries(st.sampled_from(["came", "mood", "why", "liked", "other"]), WILD))
def test_whatever_is_sent_only_fitting_answers_to_asked_questions_are_kept(sent):
    kept = rules.kept(QUESTIONS, sent)
    assert rules.kept(QUESTIONS, kept) == kept, "what was kept stays"
    asked = {one.key for one in rules.due(QUESTIONS, kept)}
    assert kept.keys() <= asked
    if "mood" in kept:
        assert kept["came"].choices == (YES,)
        assert 1 <= kept["mood"].value <= 5
    if "why" in kept:
        assert kept["mood"].value <= 2
        assert len(kept["why"].text) <= 200
        assert "\x00" not in kept["why"].text
    assert set(kept.get("liked", Given()).choices) <= {"cake", "music"}


def test_a_chain_of_conditions_breaks_at_its_first_link():
    sent = {"came": Given(choices=(NO,)), "mood": Given(value=1), "why": Given(text="Rain")}
    assert rules.kept(QUESTIONS, sent).keys() == {"came"}
    assert rules.missing(QUESTIONS, rules.kept(QUESTIONS, sent)) == {}
    assert rules.missing(QUESTIONS, {"came": Given(choices=(YES,)), "mood": Given(value=1)}).keys() == {"why"}
