"""Saved views on the desk: built row by row, shown with their counts, shared by those who may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.models import SavedView
from pult.conversations.queries import Filter, Rule, bounded
from pult.conversations.queries.saved_views import TooMuch
from pult.workspace.queries import saved
from pult.workspace.tests.budget import statements

LIST = {"HX-Request": "true", "HX-Target": "section#desk-list"}
BUILDER = {"HX-Request": "true", "HX-Target": "form#builder"}
NEW = Filter(every=(Rule(field="status", operator="any_of", values=("new", "open")),))


def given(**more):
    return {
        "name": "Urgent leaks",
        "reach": "mine",
        "order": "newest",
        "columns": ["preview", "number", "status", "department", "opened"],
        "all-0-field": "status",
        "all-0-operator": "any_of",
        "all-0-value": ["new", "open"],
        "all-1-field": "opened",
        "all-1-operator": "younger",
        "all-1-value": "2",
        "all-1-unit": "days",
        **more,
    }


def due(number):
    return timezone.now() + timedelta(hours=number + 1)


def save(kettle, name="Fresh", conditions=NEW, who=None, **reach):
    who = who or kettle.lea
    return operations.save_view(SavedView(), name=name, conditions=conditions, by=who.actor, **reach)


def test_a_view_is_built_row_by_row_without_any_script(kettle):
    kettle.mail("carl@example.org", "My kettle leaks")
    page = kettle.ana.client.get("/app/views/new/").content.decode()
    assert "1 conversation fits now" in page
    assert "For everybody" not in page, "Ana makes views for herself"
    page = kettle.ana.client.post("/app/views/new/", given(**{"step": "add-any", "new-any": "tags"})).content
    assert b'name="any-0-field" value="tags"' in page
    page = kettle.ana.client.post("/app/views/new/", given(step="remove-all-0")).content.decode()
    assert 'name="all-0-field" value="opened"' in page
    assert 'name="all-1-field"' not in page
    assert kettle.ana.client.post("/app/views/new/", given()).status_code == 302
    view = SavedView.objects.get()
    assert (view.name, view.owner, view.columns[0]) == ("Urgent leaks", kettle.ana.member, "preview")
    shown = kettle.ana.client.get(f"/app/views/{view.pk}/").content.decode()
    assert "My kettle leaks" in shown
    assert "Support" in shown
    assert f'href="/app/views/{view.pk}/edit/"' in shown
    pane = kettle.ana.client.get("/app/views/").content.decode()
    assert ">1</span>" in pane.split(f'href="/app/views/{view.pk}/"')[1][:900]


def test_the_builder_answers_in_place(kettle):
    page = kettle.ana.client.post("/app/views/new/", given(step="look"), headers=BUILDER).content.decode()
    assert page.strip().startswith("<form")
    wrong = given(step="look", **{"all-1-value": "soon"})
    page = kettle.ana.client.post("/app/views/new/", wrong, headers=BUILDER).content.decode()
    assert "write a whole number" in page
    assert "Complete the conditions" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"all-1-value": "soon"}, "write a whole number"),
        ({"all-0-value": []}, "say what it is compared with"),
        ({"name": ""}, "This field is required"),
        ({"reach": "everybody"}, "not one of the available choices"),
        ({"all-0-field": "moon"}, "There is no condition “moon”"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_the_rest(kettle, wrong, says):
    page = kettle.ana.client.post("/app/views/new/", given(**wrong)).content.decode()
    assert says in page.replace("&#x27;", "'")
    assert 'value="opened"' in page
    assert not SavedView.objects.exists()


def test_a_name_is_used_once(kettle):
    save(kettle, "Urgent leaks", who=kettle.ana, owner=kettle.ana.member)
    page = kettle.ana.client.post("/app/views/new/", given()).content.decode()
    assert "a view with this name already" in page


def test_a_shared_view_stands_with_everybody_and_is_changed_by_those_who_may(kettle):
    view = save(kettle, "Fresh")
    address = f"/app/views/{view.pk}/edit/"
    assert "Fresh" in kettle.ana.client.get("/app/views/").content.decode()
    assert kettle.ana.client.get(address).status_code == 404
    assert "Fresh" in kettle.lea.client.get(address).content.decode()
    kettle.lea.client.post(address, given(name="Fresh leaks", reach=str(kettle.support.pk)))
    view.refresh_from_db()
    assert (view.name, view.department) == ("Fresh leaks", kettle.support)
    assert kettle.stella.client.get(f"/app/views/{view.pk}/").status_code == 404
    copy = kettle.ana.client.get("/app/views/new/", {"from": view.pk}).content.decode()
    assert 'value="opened"' in copy
    assert kettle.stella.client.get("/app/views/new/", {"from": view.pk}).status_code == 404
    kettle.lea.client.post(f"/app/views/{view.pk}/removal/")
    assert kettle.lea.client.get(f"/app/views/{view.pk}/").status_code == 404


def test_the_page_does_not_wait_for_the_counts_of_saved_views(kettle, monkeypatch):
    kettle.conversation("carl@example.org")
    counted: list[str] = []

    def count(asked, *_some, **_more):
        counted.extend(asked)
        return {}

    monkeypatch.setattr(saved, "counts_among", count)
    assert "refresh, load" not in kettle.lea.client.get("/app/views/open/").content.decode()
    view = save(kettle)
    assert "refresh, load" in kettle.lea.client.get("/app/views/open/").content.decode()
    assert counted == []
    pane = kettle.lea.client.get("/app/views/?view=open", headers={"HX-Request": "true"}).content.decode()
    assert "refresh, load" not in pane
    assert counted == [str(view.pk)]


def test_views_are_put_in_order(kettle):
    assert "No views of your own yet" in kettle.lea.client.get("/app/views/all/").content.decode()
    first, second = save(kettle, "A first"), save(kettle, "B second")
    kettle.lea.client.post(f"/app/views/{second.pk}/place/", {"to": "up"})
    page = kettle.lea.client.get("/app/views/all/").content.decode()
    assert page.index("B second") < page.index("A first")
    kettle.lea.client.post(f"/app/views/{second.pk}/place/", {"to": "up"})
    kettle.lea.client.post(f"/app/views/{second.pk}/place/", {"to": "down"})
    page = kettle.lea.client.get("/app/views/all/").content.decode()
    assert page.index("A first") < page.index("B second")
    assert first.pk != second.pk


def test_a_view_whose_department_went_away_says_so(kettle):
    gone = Filter(every=(Rule(field="department", operator="any_of", values=("999999",)),))
    view = save(kettle, "Orphan", gone)
    for address in (f"/app/views/{view.pk}/", f"/app/views/{view.pk}/edit/"):
        assert "no longer there" in kettle.lea.client.get(address).content.decode()


def test_a_question_that_takes_too_long_is_stopped(kettle, monkeypatch):
    with pytest.raises(TooMuch, match="too many conversations"), bounded(20), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    view = save(kettle)

    def stopped(*_some, **_more):
        raise TooMuch("too many conversations")

    monkeypatch.setattr(saved, "counts_among", stopped)
    assert saved.counts([saved.desk_view(view)], kettle.lea.actor) == {}
    monkeypatch.setattr(saved, "fitting", stopped)
    page = kettle.lea.client.get(f"/app/views/{view.pk}/edit/")
    assert "too many conversations" in page.content.decode()


def test_the_desk_costs_the_same_with_one_and_with_many_views_and_rows(kettle):
    view = save(kettle)
    kettle.mail("carl@example.org")
    address = f"/app/views/{view.pk}/"
    few = statements(lambda: kettle.ana.client.get(address))
    rows = statements(lambda: kettle.ana.client.get(address, headers=LIST))
    for number in range(12):
        save(kettle, f"View {number}")
        kettle.mail("carl@example.org")
    assert statements(lambda: kettle.ana.client.get(address)) == few
    assert statements(lambda: kettle.ana.client.get(address, headers=LIST)) == rows


@pytest.mark.parametrize("order", ["newest", "oldest", "latest", "first", "waiting", "due"])
def test_a_long_view_goes_on_by_pages_in_every_order(kettle, order, monkeypatch):
    monkeypatch.setattr(saved, "PAGE_SIZE", 2)
    for number in range(3):
        operations.set_due(kettle.mail("carl@example.org", f"Letter {number}").conversation, at=due(number))
    view = save(kettle, order=order)
    first = kettle.ana.client.get(f"/app/views/{view.pk}/", headers=LIST)
    after = first.context["page"].after
    second = kettle.ana.client.get(f"/app/views/{view.pk}/", {"after": after}, headers=LIST).content.decode()
    shown = [f">Letter {number}<" in first.content.decode() for number in range(3)]
    assert [f">Letter {number}<" in second for number in range(3)] == [not one for one in shown]


def test_an_opened_conversation_keeps_its_saved_view_beside_it(kettle):
    view, conversation = save(kettle), kettle.conversation("carl@example.org")
    page = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/?view={view.pk}").content.decode()
    assert f'hx-get="/app/views/{view.pk}/"' in page
    for made_up in ("999999", "nothing"):
        page = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/?view={made_up}")
        assert page.status_code == 200
