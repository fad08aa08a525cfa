"""Guided scripts: reading what a revision holds, playing it, and finding what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.errors import Invalid
from pult.knowledge.types.playing import Answer, Play
from pult.knowledge.types.proving import Fault, is_publishable, problems
from pult.knowledge.types.scripts import Blank, BlankKind, Choice, Closing, Script, Step

KEYS = ["a", "b", "c", "d", "e"]


def refund() -> Script:
    """May they have their money back?"""
    return Script(
        start="bought",
        steps=(
            Step(
                key="bought",
                title="When was it bought?",
                text="Ask for the date.",
                say={"en": "When did you buy it?", "sr-latn": "Kada ste ga kupili?"},
                blanks=(Blank(key="day", label="Bought on", kind=BlankKind.DAY, is_required=True),),
                choices=(
                    Choice(key="new", label="Within 14 days", to="back"),
                    Choice(key="old", label="Longer ago", to="repair"),
                ),
            ),
            Step(
                key="back", title="Money back", text="Pay it.", closing=Closing(tags=("refund",), solves=True)
            ),
            Step(key="repair", title="Repair", text="Offer it.", leads_to="end"),
            Step(key="end", title="The end", text="Say goodbye.", closing=Closing()),
        ),
    )


steps = st.builds(
    Step,
    key=st.sampled_from(KEYS),
    title=st.sampled_from(["", "Ask", "Кажи"]),
    text=st.text(max_size=10),
    choices=st.lists(
        st.builds(
            Choice,
            key=st.sampled_from("xyz"),
            label=st.just("Go"),
            to=st.sampled_from([*KEYS, "", "nowhere"]),
        ),
        max_size=3,
        unique_by=lambda choice: choice.key,
    ).map(tuple),
    leads_to=st.sampled_from([*KEYS, "", "nowhere"]),
    closing=st.one_of(st.none(), st.just(Closing())),
)
scripts = st.builds(
    Script,
    start=st.sampled_from([*KEYS, ""]),
    steps=st.lists(steps, max_size=5, unique_by=lambda step: step.key).map(tuple),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["start", "steps", "key", "say", "choices", "closing", "blanks", "to"]), inner
        )
    ),
    max_leaves=20,
)


@given(script=scripts, presses=st.lists(st.sampled_from(["x", "y", "z", "", "?"]), max_size=30))
def test_a_script_always_waits_or_has_ended(script, presses):
    play = Play.begin(script)
    for press in presses:
        before = play
        try:
            play = play.answer(choice=press)
        except Invalid:
            play = before
        assert play.has_ended or script.step(play.at) is not None
        assert Play.of(script, play.answers) == play
        if play is not before:
            assert play.back() == before


@given(script=scripts)
def test_a_script_that_may_be_published_can_always_be_brought_to_its_end(script):
    if not is_publishable(script):
        return
    play, shortest = Play.begin(script), _distances(script)
    for _turn in script.steps:
        step = play.step
        if step is None:
            break
        ways = {choice.to: choice.key for choice in step.choices}
        nearest = min(step.ways, key=lambda key: shortest[key], default="")
        play = play.answer(choice=ways.get(nearest, ""))
    assert play.has_ended


def _distances(script: Script) -> dict[str, int]:
    known = {step.key: 0 for step in script.steps if step.closing is not None}
    for _round in script.steps:
        for step in script.steps:
            near = [known[way] for way in step.ways if way in known]
            if near and step.key not in known:
                known[step.key] = min(near) + 1
    return known


@given(data=anything)
def test_whatever_a_revision_holds_it_can_be_read(data):
    script = Script.read(data)
    assert Script.read(script.as_json()) == script
    problems(script)


@given(script=scripts)
def test_what_is_written_reads_the_same(script):
    assert Script.read(Script.read(script.as_json()).as_json()) == Script.read(script.as_json())


def test_the_way_through_a_script():
    play = Play.begin(refund())
    play = play.answer(choice="new", values={"day": "2026-11-20", "unasked": "x"})
    assert play.answers == (Answer(step="bought", choice="new", values={"day": "2026-11-20"}),)
    assert play.step.title == "Money back"
    assert play.answer().has_ended
    with pytest.raises(Invalid, match="end"):
        play.answer().answer()


@pytest.mark.parametrize(
    ("choice", "values", "refusal"),
    [
        ("", {"day": "2026-11-20"}, "choose"),
        ("other", {"day": "2026-11-20"}, "choose"),
        ("new", {}, "Bought on"),
        ("new", {"day": "yesterday"}, "cannot be"),
    ],
)
def test_what_a_step_does_not_ask_for_is_refused(choice, values, refusal):
    with pytest.raises(Invalid, match=refusal):
        Play.begin(refund()).answer(choice=choice, values=values)


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        (BlankKind.NUMBER, "12,50", True),
        (BlankKind.NUMBER, "NaN", False),
        (BlankKind.NUMBER, "a dozen", False),
        (BlankKind.DAY, "2026-02-30", False),
        (BlankKind.ONE_OF, "red", True),
        (BlankKind.ONE_OF, "green", False),
        (BlankKind.TEXT, "<script>alert(1)</script>", True),
    ],
)
def test_a_blank_takes_what_it_asks_for(kind, value, fits):
    blank = Blank(key="it", label="It", kind=kind, options=("red", "blue"))
    script = Script(start="a", steps=(Step(key="a", title="A", blanks=(blank,), closing=Closing()),))
    if fits:
        assert Play.begin(script).answer(values={"it": value}).answers[0].values == {"it": value}
    else:
        with pytest.raises(Invalid):
            Play.begin(script).answer(values={"it": value})


def test_a_good_script_has_nothing_to_mend():
    assert problems(refund()) == []


def test_what_is_wrong_with_a_script_is_found():
    script = Script(
        start="a",
        steps=(
            Step(key="a", title="A", text="x", choices=(Choice(key="1", label="One", to="b"),)),
            Step(key="b", title="B", text="x", leads_to="a"),
            Step(key="c", title="C", text="x"),
            Step(key="d", title="", text="x", closing=Closing()),
        ),
    )
    found = {(problem.step, problem.fault) for problem in problems(script)}
    assert found == {
        ("a", Fault.NO_WAY_OUT),
        ("b", Fault.NO_WAY_OUT),
        ("c", Fault.DEAD_END),
        ("c", Fault.NOT_REACHED),
        ("d", Fault.NO_TITLE),
        ("d", Fault.NOT_REACHED),
    }
    assert problems(Script())[0].fault == Fault.NO_START
    assert all(problem.words for problem in problems(script))


def test_a_circle_with_a_way_out_may_be_published():
    around = Step(
        key="a",
        title="Still broken?",
        text="x",
        choices=(Choice(key="yes", label="Yes", to="a"), Choice(key="no", label="No", to="b")),
    )
    script = Script(start="a", steps=(around, Step(key="b", title="B", closing=Closing())))
    assert [problem.fault for problem in problems(script)] == [Fault.GOES_ROUND]
    assert is_publishable(script)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "When did you buy it?"),
        ("sr-latn", "Kada ste ga kupili?"),
        ("sr", "Када сте га купили?"),
        ("hr", "Kada ste ga kupili?"),
        ("de", "When did you buy it?"),
    ],
)
def test_words_for_a_customer_are_found_in_the_nearest_language(language, words):
    assert refund().first.words_in(language) == words
