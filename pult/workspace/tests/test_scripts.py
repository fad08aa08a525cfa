"""A guided script beside a conversation, as an agent sees it; and how scripts do, as a lead sees it."""

import pytest

from pult.conversations import operations
from pult.conversations.models import ScriptRun
from pult.conversations.types import RunState, Status
from pult.knowledge import operations as knowledge
from pult.knowledge.types.scripts import Blank, Choice, Closing, Script, Step

ATTACK = '<img src=x onerror="alert(1)">'


def refund() -> Script:
    """May they have their money back?"""
    return Script(
        start="bought",
        steps=(
            Step(
                key="bought",
                title="When was it bought?",
                text=f"Ask. {ATTACK}",
                say={"en": "Dear {customer}, when did you buy it? {agent}", "hr": "Kada ste ga kupili?"},
                blanks=(
                    Blank(key="order", label="Order number", is_required=True),
                    Blank(key="day", label="Bought on", kind="day"),
                    Blank(key="why", label="Why", kind="one_of", options=("leaks", "noisy")),
                    Blank(key="more", label="More", kind="text"),
                ),
                choices=(
                    Choice(key="new", label="Within 14 days", to="calm"),
                    Choice(key="old", label="Longer ago", to="end"),
                ),
            ),
            Step(key="calm", title="Calm them", text="Slowly.", leads_to="end"),
            Step(
                key="end",
                title="Money back",
                text="Pay it.",
                closing=Closing(tags=("refund",), priority="high", note="Agreed.", solves=True),
            ),
        ),
    )


@pytest.fixture
def script(kettle):
    made = knowledge.write_script("Refund", script=refund(), by=kettle.lea.actor)
    knowledge.publish_script(made, by=kettle.lea.actor)
    return made.document


def panel(conversation) -> str:
    return f"/app/conversations/{conversation.pk}/script/"


def test_from_the_first_step_to_the_closing_action(kettle, script):
    conversation = kettle.conversation(name="Carl")
    ana = kettle.ana.client
    assert panel(conversation) in ana.get(f"/app/conversations/{conversation.pk}/").text
    assert "Refund" in ana.get(panel(conversation)).text
    begun = ana.post(panel(conversation), {"script": script.pk}).text
    assert "When was it bought?" in begun
    assert "Dear Carl, when did you buy it? Ana" in begun
    assert ATTACK not in begun
    refused = ana.post(f"{panel(conversation)}answer/", {"seen": 0, "choice": "new"})
    assert refused.status_code == 422
    ana.post(f"{panel(conversation)}answer/", {"seen": 0, "choice": "new", "blank-order": ATTACK})
    assert "Calm them" in ana.get(panel(conversation)).text
    assert "When was it bought?" in ana.post(f"{panel(conversation)}back/", {"seen": 1}).text
    ana.post(f"{panel(conversation)}answer/", {"seen": 0, "choice": "old", "blank-order": "K-1"})
    twice = ana.post(f"{panel(conversation)}answer/", {"seen": 0, "choice": "old", "blank-order": "K-1"})
    assert twice.status_code == 409
    assert "refund" in ana.get(panel(conversation)).text
    after = ana.post(f"{panel(conversation)}answer/", {"seen": 1}).text
    assert "Finished" in after
    conversation.refresh_from_db()
    assert conversation.status == Status.SOLVED
    assert "Script “Refund”" in ana.get(f"/app/conversations/{conversation.pk}/").text


def test_leaving_a_script(kettle, script):
    conversation = kettle.conversation()
    kettle.ana.client.post(panel(conversation), {"script": script.pk})
    assert "Stopped" in kettle.ana.client.post(f"{panel(conversation)}end/").text
    assert ScriptRun.objects.get().state == RunState.STOPPED


def test_whoever_may_not_see_the_conversation_sees_no_script(kettle, script):
    conversation = kettle.conversation()
    for address in ("", "answer/", "back/", "end/"):
        assert (
            kettle.stella.client.post(panel(conversation) + address, {"seen": 0, "script": 1}).status_code
            == 404
        )
    assert kettle.ana.client.post(panel(conversation), {"script": 999999}).status_code == 404
    assert kettle.stella.client.get(panel(conversation)).status_code == 404


def test_the_report_counts_and_leads_to_the_conversations(kettle, script):
    for choice, is_ended in (("new", True), ("new", True), ("old", False)):
        conversation = kettle.conversation()
        revision = script.translations.get().published
        run = operations.begin_script(conversation, revision, by=kettle.ana.actor)
        run = operations.answer_script(run, seen=0, choice=choice, values={"order": "1"}, by=kettle.ana.actor)
        if not is_ended:
            operations.stop_script(run, by=kettle.ana.actor)
            continue
        run = operations.answer_script(run, seen=1, by=kettle.ana.actor)
        operations.answer_script(run, seen=2, by=kettle.ana.actor)
    report = f"/app/knowledge/scripts/{script.pk}/report"
    page = kettle.lea.client.get(report)
    assert (page.context["report"].runs, page.context["report"].completion) == (3, 67)
    assert page.context["report"].drop_off.title == "Money back"
    assert page.context["report"].paths[0].words == ("Within 14 days", "Calm them", "Money back")
    assert len(kettle.lea.client.get(f"{report}/runs?step=bought&choice=new").context["rows"]) == 2
    assert not kettle.stella.client.get(f"{report}/runs").context["rows"]
    table = kettle.lea.client.get(f"{report}/table").text.splitlines()
    assert "When was it bought?,Within 14 days,,2," in table
    assert kettle.lea.client.get("/app/knowledge/scripts/999999/report").status_code == 404


def test_a_script_that_is_being_played_stands_at_its_step(kettle, script):
    conversation = kettle.conversation()
    operations.begin_script(conversation, script.translations.get().published, by=kettle.ana.actor)
    report = kettle.lea.client.get(f"/app/knowledge/scripts/{script.pk}/report").context["report"]
    assert [step.reached for step in report.steps] == [1] + [0] * (len(report.steps) - 1)
    assert report.drop_off is None


def test_a_script_that_nobody_has_played_says_so(kettle, script):
    report = f"/app/knowledge/scripts/{script.pk}/report"
    assert "Not played yet" in kettle.lea.client.get(report).text
    assert "Not played yet" in kettle.lea.client.get(f"{report}/runs").text


def test_the_panel_costs_the_same_for_few_and_many(kettle, script, django_assert_max_num_queries):
    conversation = kettle.conversation()
    for number in range(12):
        made = knowledge.write_script(f"Script {number}", script=refund(), by=kettle.lea.actor)
        knowledge.publish_script(made, by=kettle.lea.actor)
    kettle.ana.client.get(panel(conversation))
    with django_assert_max_num_queries(9):
        kettle.ana.client.get(panel(conversation))
