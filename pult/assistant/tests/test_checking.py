"""What is told about a flow before it is published."""

import pytest

from pult.assistant import checking
from pult.assistant.checking import Fault, Problem
from pult.assistant.ready.flow import FIRST_FLOW
from pult.assistant.steps import from_json

HI = {"en": "Hi", "hr": "Bok", "sr-latn": "Zdravo"}


def say(key, then):
    return {"key": key, "kind": "say", "text": HI, "next": then}


def flow(*steps):
    return from_json({"start": steps[0]["key"], "steps": list(steps)})


END = {"key": "end", "kind": "end", "text": HI}


def test_the_delivered_flow_is_without_fault():
    assert checking.problems(from_json(FIRST_FLOW)) == []


@pytest.mark.parametrize(
    ("steps", "fault", "where"),
    [
        ([say("a", "nowhere")], Fault.DEAD_END, "a"),
        ([say("a", "end"), END, say("lost", "end")], Fault.UNREACHABLE, "lost"),
        ([say("a", "b"), say("b", "a")], Fault.CIRCLE, "a"),
        ([{**say("a", "end"), "text": {}}, END], Fault.NO_TEXT, "a"),
        ([{**say("a", "end"), "text": {"en": "Hi"}}, END], Fault.UNTRANSLATED, "a"),
        ([{"key": "a", "kind": "choices", "text": HI, "options": []}], Fault.NO_CHOICE, "a"),
        ([{"key": "a", "kind": "ask", "text": HI, "next": "end"}, END], Fault.NO_DETAIL, "a"),
        (
            [{"key": "a", "kind": "condition", "test": "page", "next": "end", "otherwise": "end"}, END],
            Fault.NO_VALUE,
            "a",
        ),
    ],
)
def test_faults_are_told_with_their_step(steps, fault, where):
    assert Problem(fault=fault, step=where) in checking.problems(flow(*steps))


def test_a_circle_in_which_the_visitor_is_asked_is_no_fault():
    ask = {"key": "b", "kind": "ask", "detail": "x", "text": HI, "next": "a"}
    assert checking.problems(flow(say("a", "b"), ask)) == []


def test_an_empty_flow_cannot_be_played():
    assert not checking.is_playable(from_json({}))
    assert not checking.is_playable(flow(say("a", "b"), say("b", "a")))
