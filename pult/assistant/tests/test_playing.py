"""Playing flows: small talk, answers, details, choices, and that it always ends or waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.assistant import chatter, playing
from pult.assistant.ready.chatter import CHATTER
from pult.assistant.ready.flow import FIRST_FLOW
from pult.assistant.steps import from_json, to_json
from pult.assistant.types import Awaits, By, Chat, Detail, Ending, Outcome, Passage, StepKind, World
from pult.assistant.wording import in_language

FIRST = from_json(FIRST_FLOW)
DESCALING = Passage(
    document_id=1,
    translation_id=11,
    title="Descaling",
    text="Boil half a litre of water with vinegar.",
    url="/hc/en/articles/1-descaling",
    score=0.9,
    is_sure=True,
)
GUARANTEE = Passage(
    document_id=2,
    translation_id=12,
    title="Guarantee",
    text="Two years from the day you bought it.",
    url="/hc/en/articles/2-guarantee",
    score=0.8,
    is_sure=True,
)
ADDRESS = Detail(key="email", kind="email", label={"en": "Your e-mail address, please."})


def library(question):
    if "chalk" in question:
        return (DESCALING, GUARANTEE)
    return (GUARANTEE,) if "guarantee" in question else ()


def small_talk(language):
    def chat(text):
        kind = chatter.recognise(text, CHATTER)
        return (kind, in_language(CHATTER[kind].answer, language)) if kind else None

    return chat


def world(language="en", **known):
    return World(language=language, find=library, chat=small_talk(language), **known)


def talk(*said, flow=FIRST, at=None):
    """The last turn of a talk, and everything the bot has said."""
    at = at or world()
    turn = playing.begin(flow, at, said=said[0])
    lines = list(turn.lines)
    for one in said[1:]:
        turn = playing.go_on(flow, turn.state, one, at)
        lines += turn.lines
    return turn, [line.text for line in lines]


def test_the_first_message_is_the_question_and_the_answer_names_its_source():
    turn, _ = talk("White chalk in my kettle")
    answer, helped = turn.lines
    assert answer.text == DESCALING.text
    assert answer.extras == {"sources": [{"title": "Descaling", "url": "/hc/en/articles/1-descaling"}]}
    assert helped.extras == {"choices": ["Yes, thank you", "No", "Talk to a person"]}
    assert turn.state.awaits == Awaits.HELPED


def test_a_yes_ends_the_talk_as_helped():
    turn, said = talk("White chalk in my kettle", "yes")
    assert (turn.ending, turn.verdict) == (Ending.HELPED, Outcome.ACCEPTED)
    assert said[-1] == "I am glad that it helped. Write whenever you need us."


def test_a_no_asks_once_more_and_never_shows_the_same_article_twice():
    turn, said = talk("White chalk in my kettle", "no", "chalk, lots of it")
    assert said.count(DESCALING.text) == 1
    assert GUARANTEE.text in said
    assert turn.state.awaits == Awaits.HELPED
    turn, _ = talk("White chalk in my kettle", "no", "chalk, lots of it", "ne")
    assert (turn.ending, turn.verdict) == (Ending.NOT_HELPED, Outcome.REJECTED)


def test_without_a_sure_answer_it_asks_once_and_then_steps_aside():
    turn, said = talk("My lid squeaks", "it really squeaks")
    assert turn.ending == Ending.NO_ANSWER
    assert said[0].startswith("I have not found a sure answer")
    assert said[-1].startswith("I am handing you over to a colleague")


def test_an_unsure_passage_is_not_an_answer():
    unsure = world()
    unsure = World(
        language="en",
        find=lambda _: (Passage(**{**DESCALING.__dict__, "is_sure": False}),),
        chat=small_talk("en"),
    )
    turn, _ = talk("White chalk in my kettle", at=unsure)
    assert turn.lines[0].passages == ()


def test_another_question_in_place_of_a_verdict_is_looked_up():
    turn, said = talk("White chalk in my kettle", "And the guarantee?")
    assert GUARANTEE.text in said
    assert turn.verdict == Outcome.NONE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hello!", Chat.GREETING),
        ("Dobar dan", Chat.GREETING),
        ("Добар дан", Chat.GREETING),
        ("Hvala lijepa", Chat.THANKS),
        ("Хвала вам", Chat.THANKS),
        ("thanks a lot", Chat.THANKS),
        ("Doviđenja", Chat.GOODBYE),
        ("Jeste li Vi robot?", None),
        ("Jeste li robot?", Chat.ROBOT),
        ("Да ли сте робот?", Chat.ROBOT),
        ("are you a robot", Chat.ROBOT),
        ("Želim razgovarati s čovjekom", Chat.HUMAN),
        ("Хоћу да разговарам са човеком", Chat.HUMAN),
        ("I would like to speak to a human, this is getting silly", Chat.HUMAN),
        ("agent", Chat.HUMAN),
        ("Hello, my kettle leaks from the bottom and I want my money back", None),
        ("Zahvaljujem, ali moj čajnik i dalje curi po cijelom stolu", None),
        ("", None),
    ],
)
def test_small_talk_is_recognised_in_any_language_and_script(text, kind):
    assert chatter.recognise(text, CHATTER) == kind


def test_a_greeting_is_answered_and_the_question_waited_for():
    turn, said = talk("Добар дан", at=world("sr"))
    assert said == ["Поздрав. Како могу да Вам помогнем?"]
    assert turn.state.awaits == Awaits.QUESTION


def test_whoever_greets_is_asked_once_also_behind_a_condition():
    gate = {"key": "gate", "kind": "condition", "test": "hours", "next": "question", "otherwise": "question"}
    flow = from_json({"start": "gate", "steps": [gate, *FIRST_FLOW["steps"]]})
    _turn, said = talk("hello", "White chalk in my kettle", flow=flow)
    assert said[:2] == ["Hello. How can I help you?", DESCALING.text]


def test_whoever_wants_a_person_gets_one_at_once():
    turn, _ = talk("White chalk in my kettle", "a human, please")
    assert turn.ending == Ending.ASKED
    turn, _ = talk("White chalk in my kettle", "Talk to a person")
    assert turn.ending == Ending.ASKED
    turn, _ = talk("human")
    assert turn.ending == Ending.ASKED


def test_what_a_department_needs_is_collected_before_the_hand_over():
    at = world(wanted=(ADDRESS,))
    turn, said = talk("human", "carl", "it is carl@example.org", at=at)
    assert turn.ending == Ending.ASKED
    assert turn.state.details == {"email": "carl@example.org"}
    assert said[0] == "Your e-mail address, please."
    assert said[1].startswith("That does not look like an e-mail address")


def test_somebody_who_gives_no_address_is_handed_over_all_the_same():
    turn, _ = talk("human", "no", "I will not say", at=world(wanted=(ADDRESS,)))
    assert turn.ending == Ending.ASKED


def test_at_night_it_says_when_the_house_opens_and_announces_what_is_closed():
    at = world(is_open=False, opens="Monday 09:00", notices=("We are closed on 25 December.",))
    _, said = talk("human", at=at)
    assert "Monday 09:00" in said[-1]
    assert said[-1].startswith("We are closed on 25 December.")


def test_nothing_is_said_after_the_end():
    turn, _ = talk("human")
    again = playing.go_on(FIRST, turn.state, "hello?", world())
    assert again.lines == ()
    assert again.state == turn.state


ORDER = from_json(
    {
        "start": "open",
        "steps": [
            {"key": "open", "kind": "condition", "test": "hours", "next": "topic", "otherwise": "later"},
            {"key": "later", "kind": "hand_over", "text": {"en": "Nobody is here."}},
            {
                "key": "topic",
                "kind": "choices",
                "text": {"en": "What is it about?"},
                "options": [
                    {"key": "order", "text": {"en": "My order", "hr": "Moja narudžba"}, "next": "number"},
                    {"key": "other", "text": {"en": "Something else"}, "next": "colleague"},
                ],
            },
            {
                "key": "number",
                "kind": "ask",
                "detail": "order",
                "detail_kind": "number",
                "text": {"en": "Which number does it have?"},
                "next": "colleague",
            },
            {"key": "colleague", "kind": "hand_over", "text": {}},
        ],
    }
)


@pytest.mark.parametrize("press", ["order", "My order", "1", "about my order", "moja narudžba"])
def test_a_choice_is_understood_pressed_or_typed(press):
    _, said = talk("Hello there, a question please", press, flow=ORDER)
    assert said[-1] == "Which number does it have?"


def test_a_choice_that_is_not_understood_twice_leads_to_a_person():
    turn, said = talk("A question", "blue", "green", flow=ORDER)
    assert "Please choose one of these." in said
    assert turn.ending == Ending.NO_ANSWER


def test_a_detail_is_taken_out_of_what_was_said():
    turn, _ = talk("A question", "order", "it is KC-1042, I think", flow=ORDER)
    assert turn.state.details == {"order": "KC-1042"}
    assert turn.ending == Ending.FLOW


def test_a_condition_decides_by_the_hours():
    turn, said = talk("A question", flow=ORDER, at=world(is_open=False))
    assert said[0] == "Nobody is here."
    assert turn.ending == Ending.FLOW


def test_a_flow_is_kept_and_read_back():
    assert from_json(to_json(ORDER)) == ORDER
    assert from_json(to_json(FIRST)) == FIRST


KEYS = st.sampled_from(["a", "b", "c", "d", ""])
TEXTS = st.sampled_from([{}, {"en": "Something"}])
STEPS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([str(kind) for kind in StepKind]),
        "text": TEXTS,
        "next": KEYS,
        "otherwise": KEYS,
        "detail": st.sampled_from(["name", ""]),
        "detail_kind": st.sampled_from(["text", "email", "number"]),
        "test": st.sampled_from([str(test) for test in By]),
        "value": st.sampled_from(["", "en", "cart"]),
        "options": st.lists(st.fixed_dictionaries({"key": KEYS, "text": TEXTS, "next": KEYS}), max_size=3),
    }
)
FLOWS = st.lists(STEPS, max_size=4).map(
    lambda steps: from_json(
        {"start": "a", "steps": [{**step, "key": key} for step, key in zip(steps, "abcd", strict=False)]}
    )
)
SAID = st.lists(
    st.sampled_from(
        ["hello", "yes", "no", "human", "chalk", "guarantee", "x", "", "1", "thanks", "a@b.hr", "person"]
    ),
    min_size=1,
    max_size=60,
)


@given(FLOWS, SAID, st.booleans(), st.booleans())
def test_whatever_the_flow_it_ends_or_waits_and_says_little_at_a_time(flow, said, is_open, wants):
    at = world(is_open=is_open, wanted=(ADDRESS,) if wants else ())
    turn = playing.begin(flow, at, said=said[0])
    for one in said[1:]:
        assert bool(turn.state.ending) != bool(turn.state.awaits)
        assert len(turn.lines) <= playing.MOST_IN_A_ROW
        turn = playing.go_on(flow, turn.state, one, at)
    assert turn.state.said <= playing.MOST_SAID + 2 * playing.MOST_IN_A_ROW


@given(FLOWS)
def test_no_talk_goes_on_for_ever(flow):
    """A visitor who always says the same, as another bot would, is handed over in the end."""
    at = world()
    turn = playing.begin(flow, at, said="chalk")
    for _ in range(playing.MOST_SAID + 10):
        turn = playing.go_on(flow, turn.state, "chalk", at)
    assert turn.ending is not None
