"""Scripts made in the browser."""

import pytest

from pult.knowledge import operations
from pult.knowledge.errors import NotReady
from pult.knowledge.models import Document, Translation
from pult.knowledge.types.editing import add_step, begin_with, move_step, remove_step, tree
from pult.knowledge.types.scripts import Choice, Closing, Script, Step

ROOT = "/app/knowledge/scripts/"


def filled(**given) -> dict[str, object]:
    """A step's form with its empty rows."""
    forms = {
        f"{prefix}-{name}": value
        for prefix in ("choice", "field")
        for name, value in {"TOTAL_FORMS": 2, "INITIAL_FORMS": 0}.items()
    }
    return {"title": "A step", "seen": "", **forms, **given}


def made(kettle) -> Translation:
    kettle.lea.client.post(ROOT, {"title": "Broken kettle", "language": "en"})
    return Translation.objects.get(title="Broken kettle")


def test_a_script_is_made_step_by_step_and_published(kettle):
    script = made(kettle)
    here = f"{ROOT}{script.document_id}"
    lea = kettle.lea.client
    assert "Broken kettle" in lea.get(ROOT).text
    assert lea.post(f"{here}/publication").status_code == 422
    lea.post(
        f"{here}/steps/s1",
        filled(
            **{
                "title": "Does it smoke?",
                "text": "Ask <b>first</b>.",
                "say_en": "Please unplug it.",
                "choice-0-label": "Yes",
                "choice-0-to": "+",
                "choice-1-label": "No",
                "choice-1-to": "+",
                "field-0-label": "Serial number",
                "field-0-kind": "line",
                "field-1-label": "Colour",
                "field-1-kind": "one_of",
                "field-1-options": "red, blue",
            }
        ),
    )
    page = lea.get(here)
    assert [step.title for step in page.context["steps"]] == ["Does it smoke?", "Yes", "No"]
    assert [problem.fault for problem in page.context["problems"]].count("dead_end") == 2
    for key, tags in (("s2", "safety, urgent"), ("s3", "")):
        lea.post(
            f"{here}/steps/{key}", filled(title=key, ends="on", tags=tags, priority="urgent", solves="on")
        )
    assert lea.get(here).context["is_ready"]
    assert "Please unplug it." in lea.get(f"{here}/play").text
    assert "The end of the script" in lea.get(f"{here}/play?way=c1&way=-").text
    assert "Colour" in lea.get(f"{here}/steps/s1").text
    lea.post(f"{here}/publication", {"note": "First"})
    script.refresh_from_db()
    assert script.published is not None
    held = Script.read(script.published.data)
    assert held.step("s1").blanks[1].options == ("red", "blue")
    assert held.step("s2").closing == Closing(tags=("safety", "urgent"), priority="urgent", solves=True)
    assert "Does it smoke?" in script.published.body
    assert "<b>first</b>" not in script.published.html


def test_steps_are_added_moved_and_removed(kettle):
    script = made(kettle)
    here = f"{ROOT}{script.document_id}"
    lea = kettle.lea.client
    lea.post(f"{here}/steps", {"title": "Second"})
    lea.post(f"{here}/steps/s2/place", {"to": "up"})
    lea.post(f"{here}/steps/s2/place", {"to": "start"})
    steps = lea.get(here).context["script"]
    assert ([step.key for step in steps.steps], steps.start) == (["s2", "s1"], "s2")
    lea.post(f"{here}/steps/s2/place", {"to": "down"})
    lea.post(f"{here}/steps/s2/removal")
    assert [step.key for step in lea.get(here).context["steps"]] == ["s1"]
    assert lea.get(f"{here}/steps/s2").status_code == 404
    assert lea.post(f"{here}/steps", {"title": ""}).status_code == 422
    assert lea.post(f"{here}/steps/s1", filled(title="")).status_code == 422
    assert lea.post(ROOT, {"title": ""}).status_code == 422


def test_two_windows_do_not_overwrite_each_other(kettle):
    script = made(kettle)
    here = f"{ROOT}{script.document_id}/steps/s1"
    assert kettle.lea.client.post(here, filled(title="Mine", seen="1")).status_code == 302
    assert kettle.lea.client.post(here, filled(title="Theirs", seen="1")).status_code == 409


def test_agents_draft_and_supervisors_publish(kettle):
    kettle.ana.client.post(ROOT, {"title": "By Ana", "language": "en"})
    document = Document.objects.get()
    assert kettle.ana.client.post(f"{ROOT}{document.pk}/publication").status_code == 403
    assert kettle.eva.client.get(f"{ROOT}{document.pk}/steps/s1").status_code == 403
    assert kettle.eva.client.get(f"{ROOT}{document.pk}").status_code == 404


def test_no_script_without_an_end_is_published_by_whatever_way(kettle):
    script = made(kettle)
    with pytest.raises(NotReady):
        operations.publish(script, by=kettle.lea.actor)


def test_the_pages_cost_the_same_for_few_and_many(kettle, django_assert_max_num_queries):
    for number in range(10):
        operations.write_script(f"Script {number}", by=kettle.lea.actor)
    kettle.lea.client.get(ROOT)
    with django_assert_max_num_queries(9):
        kettle.lea.client.get(ROOT)


def test_the_tree_draws_every_step_once():
    script = Script(
        start="a",
        steps=(
            Step(
                key="a",
                title="A",
                choices=(
                    Choice(key="1", label="On", to="b"),
                    Choice(key="2", label="Again", to="a"),
                    Choice(key="3", label="?", to=""),
                ),
            ),
            Step(key="b", title="B", closing=Closing()),
        ),
    )
    drawn = [
        (branch.depth, branch.way, branch.step and branch.step.key, branch.is_again)
        for branch in tree(script)
    ]
    assert drawn == [
        (0, "", "a", False),
        (1, "On", "b", False),
        (1, "Again", "a", True),
        (1, "?", None, False),
    ]
    assert tree(Script()) == []


def test_editing_is_pure():
    script, first = add_step(Script(), "A")
    script, second = add_step(script, "B")
    assert (first.key, second.key, script.start) == ("s1", "s2", "s1")
    assert move_step(script, "s2", -5).steps[0].key == "s2"
    assert move_step(script, "nobody", 1) == script
    assert begin_with(script, "nobody") == script
    assert remove_step(script, "s1").start == "s2"
    assert remove_step(remove_step(script, "s1"), "s2") == Script()


@pytest.mark.django_db
def test_what_a_script_shows_says_so_and_so_does_the_script_that_goes_on_with_another(kettle):
    by = kettle.lea.actor

    def scripted(title: str, script_id: int | None = None, **step) -> Document:
        only = Step(key="s1", title="Only one", closing=Closing(note="Done.", script_id=script_id), **step)
        draft = operations.write_script(title, script=Script(start="s1", steps=(only,)), by=by)
        operations.publish_script(draft, by=by)
        return draft.document

    sop = operations.write("Returns", kind="sop", by=by).document
    first = scripted("Refund", documents=(sop.pk,))
    scripted("Complaint", script_id=first.pk)
    assert "Refund" in kettle.lea.client.get(f"/app/knowledge/{sop.pk}/links").text
    page = kettle.lea.client.get(f"{ROOT}{first.pk}").text
    assert "What refers to this" in page
    assert "Complaint" in page
