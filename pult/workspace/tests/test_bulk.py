"""Several conversations of a list changed at once, by their people at the desk."""

from pult.conversations import operations
from pult.conversations.models import BulkRun, SavedView
from pult.conversations.operations import bulk
from pult.conversations.queries import Filter, Rule
from pult.workspace.tests.budget import statements

LIST = {"HX-Request": "true", "HX-Target": "section#desk-list"}
DIALOG = {"HX-Request": "true", "HX-Target": "dialog#dialog"}


def test_rows_are_chosen_and_changed_with_an_undo(kettle):
    first, second = (kettle.conversation(f"c{number}@example.org") for number in range(2))
    rows = kettle.ana.client.get("/app/views/open/", headers=LIST).content.decode()
    assert f'form="bulk" name="c" value="{first.pk}"' in rows
    asked = {"c": [first.pk, second.pk], "view": "open"}
    dialog = kettle.ana.client.get("/app/bulk/", asked, headers=DIALOG).content.decode()
    assert "on 2 conversations" in dialog
    assert "<html" not in dialog
    assert "<html" in kettle.ana.client.get("/app/bulk/", asked).content.decode(), (
        "without a script it is a page"
    )
    given = asked | {"status": "solved", "add_tags": "leak"}
    answer = kettle.ana.client.post("/app/bulk/", given, headers={"HX-Request": "true"})
    assert "2 conversations are changed" in answer.content.decode()
    assert answer["HX-Trigger"] == "bulk-done"
    run = BulkRun.objects.get()
    assert f"/app/bulk/{run.pk}/undo/" in answer.content.decode()
    second.refresh_from_db()
    assert (second.status, second.tags) == ("solved", ["leak"])
    answer = kettle.ana.client.post(f"/app/bulk/{run.pk}/undo/", headers={"HX-Request": "true"})
    assert "2 conversations stand as before" in answer.content.decode()
    second.refresh_from_db()
    assert second.tags == []


def test_a_whole_view_is_changed(kettle):
    for number in range(3):
        kettle.mail(f"c{number}@example.org")
    view = operations.save_view(
        SavedView(),
        name="Fresh",
        conditions=Filter(every=(Rule(field="status", operator="any_of", values=("new",)),)),
        by=kettle.lea.actor,
    )
    for name in (str(view.pk), "open"):
        given = {"all": "1", "view": name, "add_tags": f"all {name}"}
        assert (
            "on 3 conversations"
            in kettle.ana.client.get("/app/bulk/", given, headers=DIALOG).content.decode()
        )
        kettle.ana.client.post("/app/bulk/", given)
    assert [run.done for run in BulkRun.objects.order_by("pk")] == [3, 3]


def test_many_go_on_in_the_background_with_a_page_that_tells(kettle, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    solved, fresh = (kettle.conversation(f"c{number}@example.org") for number in range(2))
    operations.solve(solved, by=kettle.ana.actor)
    given = {"c": [solved.pk, fresh.pk], "status": "solved"}
    address = kettle.ana.client.post("/app/bulk/", given)["Location"]
    page = kettle.ana.client.get(address).content.decode()
    assert "2 conversations are being changed" in page
    assert "<progress" in page
    kettle.settle()
    part = kettle.ana.client.get(
        address, headers={"HX-Request": "true", "HX-Target": "div#bulk-run"}
    ).content.decode()
    assert "1 conversation is changed" in part
    assert "already solved" in part
    assert "<html" not in part
    assert kettle.lea.client.get(address).status_code == 404, "it is Ana's"


def test_bad_input_is_refused_and_changes_nothing(kettle):
    conversation = kettle.conversation("carl@example.org")
    wrong = (
        {"c": [conversation.pk]},
        {"c": [conversation.pk], "status": "new"},
        {"c": [conversation.pk], "snooze": "soon"},
        {"c": ["x"], "status": "solved"},
    )
    for given in wrong:
        assert kettle.ana.client.post("/app/bulk/", given).status_code == 422
    assert kettle.ana.client.get("/app/bulk/").status_code == 422
    assert not BulkRun.objects.exists()


def test_asking_costs_the_same_for_few_and_for_many(kettle):
    keys = [kettle.conversation(f"c{number}@example.org").pk for number in range(6)]
    few = statements(lambda: kettle.ana.client.get("/app/bulk/", {"c": keys[:1]}))
    assert statements(lambda: kettle.ana.client.get("/app/bulk/", {"c": keys})) == few
