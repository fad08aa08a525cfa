"""A guided script beside a conversation: step by step to its closing action, by one or by two at once."""

import pytest

from pult.conversations import operations
from pult.conversations.errors import NotAScript, ScriptRunning
from pult.conversations.models import Message, ScriptAnswer, ScriptRun
from pult.conversations.types import MessageKind, RunState, Status
from pult.foundation.actors import Actor, Kind
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Revision
from pult.knowledge.types import DocumentKind
from pult.knowledge.types.scripts import Blank, Choice, Closing, Script, Step
from tests.scene import scene


def refund(kettle, **closing) -> Script:
    """May they have their money back?"""
    given = {"note": "Refund agreed.", "tags": ("refund",), "priority": "high", "solves": True} | closing
    return Script(
        start="bought",
        steps=(
            Step(
                key="bought",
                title="When was it bought?",
                text="Ask.",
                blanks=(Blank(key="order", label="Order number", is_required=True),),
                choices=(
                    Choice(key="new", label="Within 14 days", to="back"),
                    Choice(key="old", label="Longer ago", to="over"),
                ),
            ),
            Step(
                key="over",
                title="To billing",
                text="They decide.",
                closing=Closing(department_id=kettle.billing.pk),
            ),
            Step(key="back", title="Money back", text="Pay it.", closing=Closing(**given)),
        ),
    )


def published(kettle, script: Script, title: str = "Refund") -> Revision:
    translation = knowledge.write(
        title, kind=DocumentKind.SCRIPT, body=title, data=script.as_json(), by=kettle.lea.actor
    )
    return knowledge.publish(translation, by=kettle.lea.actor)


@pytest.fixture
@scene
def run(kettle) -> ScriptRun:
    revision = published(kettle, refund(kettle))
    return operations.begin_script(kettle.conversation(), revision, by=kettle.ana.actor)


def notes(run: ScriptRun) -> list[str]:
    found = Message.objects.filter(conversation=run.conversation, kind=MessageKind.NOTE)
    return list(found.order_by("pk").values_list("text", flat=True))


def test_the_way_to_the_closing_action(kettle, run):
    ana = kettle.ana.actor
    run = operations.answer_script(run, seen=0, choice="new", values={"order": "K-17"}, by=ana)
    assert (run.state, run.step, run.answered) == (RunState.RUNNING, "back", 1)
    run = operations.answer_script(run, seen=1, by=ana)
    assert (run.state, run.step) == (RunState.FINISHED, "")
    conversation = run.conversation
    conversation.refresh_from_db()
    assert (conversation.status, conversation.priority) == (Status.SOLVED, "high")
    assert conversation.tags == ["refund"]
    own, tidy = notes(run)
    assert own == "Refund agreed."
    assert tidy.splitlines() == [
        "Script “Refund”, version 1",
        "1. When was it bought?: Within 14 days",
        "    Order number: K-17",
        "2. Money back",
        "Tags: refund",
        "Priority: High",
        "Solved",
    ]
    assert run.note.text == tidy


def test_two_presses_or_two_colleagues_answer_once(kettle, run):
    operations.answer_script(run, seen=0, choice="new", values={"order": "1"}, by=kettle.ana.actor)
    with pytest.raises(SomebodyWasFaster):
        operations.answer_script(run, seen=0, choice="old", values={"order": "2"}, by=kettle.lea.actor)
    assert ScriptAnswer.objects.get().values == {"order": "1"}


def test_whoever_begins_the_same_script_goes_on_with_it(kettle, run):
    again = operations.begin_script(run.conversation, run.revision, by=kettle.lea.actor)
    assert again == run
    with pytest.raises(ScriptRunning):
        operations.begin_script(
            run.conversation, published(kettle, refund(kettle), "Another"), by=kettle.ana.actor
        )


def test_a_step_back_takes_the_answer_with_it(kettle, run):
    operations.answer_script(run, seen=0, choice="new", values={"order": "1"}, by=kettle.ana.actor)
    back = operations.step_back_in_script(run, seen=1, by=kettle.ana.actor)
    assert (back.step, back.answered) == ("bought", 0)
    assert not ScriptAnswer.objects.exists()
    assert operations.step_back_in_script(back, seen=0, by=kettle.ana.actor).step == "bought"


def test_a_run_keeps_the_version_it_began_with(kettle, run):
    translation = run.revision.translation
    shorter = Script(start="end", steps=(Step(key="end", title="End", closing=Closing()),))
    knowledge.save_draft(translation, title="Refund", body="New", data=shorter.as_json(), by=kettle.lea.actor)
    knowledge.publish(translation, by=kettle.lea.actor)
    run = operations.answer_script(run, seen=0, choice="new", values={"order": "1"}, by=kettle.ana.actor)
    assert run.step == "back"
    assert run.revision.number == 1


def test_leaving_early_keeps_what_was_chosen(kettle, run):
    operations.answer_script(run, seen=0, choice="new", values={"order": "1"}, by=kettle.ana.actor)
    stopped = operations.stop_script(run, by=kettle.ana.actor)
    assert stopped.state == RunState.STOPPED
    assert notes(run)[0].endswith("Stopped here, before the end.")
    assert run.conversation.status != Status.SOLVED
    with pytest.raises(SomebodyWasFaster):
        operations.stop_script(run, by=kettle.ana.actor)


def test_the_closing_action_has_the_rights_of_whoever_plays(kettle, run):
    operations.answer_script(run, seen=0, choice="old", values={"order": "1"}, by=kettle.ana.actor)
    helper = Actor(
        kind=Kind.PERSON, id=kettle.ana.person.pk, name="Ana", rights=frozenset({"conversations.reply"})
    )
    run = operations.answer_script(run, seen=1, by=helper)
    run.conversation.refresh_from_db()
    assert run.conversation.department == kettle.support
    assert "Not handed over to Billing" in notes(run)[0]


def test_handing_over(kettle, run):
    operations.answer_script(run, seen=0, choice="old", values={"order": "1"}, by=kettle.ana.actor)
    run = operations.answer_script(run, seen=1, by=kettle.ana.actor)
    run.conversation.refresh_from_db()
    assert run.conversation.department == kettle.billing


def test_one_script_leads_to_the_next(kettle):
    after = published(kettle, refund(kettle), "Aftercare")
    first = Script(
        start="a",
        steps=(Step(key="a", title="A", closing=Closing(script_id=after.translation.document_id)),),
    )
    conversation = kettle.conversation()
    run = operations.begin_script(conversation, published(kettle, first, "First"), by=kettle.ana.actor)
    operations.answer_script(run, seen=0, by=kettle.ana.actor)
    assert ScriptRun.objects.running().get().revision == after


def test_hostile_words_stay_words(kettle, run):
    attack = "<script>alert(1)</script>\x00{{ 7 * 7 }}"
    operations.answer_script(run, seen=0, choice="new", values={"order": attack}, by=kettle.ana.actor)
    run = operations.answer_script(run, seen=1, by=kettle.ana.actor)
    assert "<script>alert(1)</script>{{ 7 * 7 }}" in run.note.text
    assert run.note.html == ""


def test_an_article_is_no_script(kettle):
    article = knowledge.write("Leaks", body="Tighten it.", by=kettle.lea.actor)
    revision = knowledge.publish(article, by=kettle.lea.actor)
    with pytest.raises(NotAScript):
        operations.begin_script(kettle.conversation(), revision, by=kettle.ana.actor)


def test_what_was_not_filled_in_is_asked_again(kettle, run):
    with pytest.raises(Invalid, match="Order number"):
        operations.answer_script(run, seen=0, choice="new", by=kettle.ana.actor)
    assert not ScriptAnswer.objects.exists()
