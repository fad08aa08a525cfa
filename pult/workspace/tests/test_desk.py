"""The views of the desk and their lists."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.types import MessageKind, Status
from pult.workspace.tests.budget import statements
from pult.workspace.types import PAGE_SIZE

LIST = {"HX-Request": "true", "HX-Target": "section#desk-list"}


def listed(player, view):
    """What a view's list shows."""
    page = player.client.get(f"/app/views/{view}/", headers=LIST)
    assert page.status_code == 200
    return page.content.decode()


def test_those_who_serve_come_to_their_desk(kettle):
    assert kettle.ana.client.get("/app/")["Location"] == "/app/conversations/"


def test_a_new_mail_stands_in_unassigned_and_unanswered_and_not_in_mine(kettle):
    kettle.mail("carl@example.org", "My kettle leaks")
    for view, stands in (("unassigned", True), ("unanswered", True), ("open", True), ("mine", False)):
        assert ("My kettle leaks" in listed(kettle.ana, view)) is stands, view


def test_what_is_mine_leaves_unassigned(kettle):
    conversation = kettle.conversation("carl@example.org")
    operations.assign(conversation, to=kettle.ana.member, by=kettle.ana.actor)
    assert conversation.subject in listed(kettle.ana, "mine")
    assert conversation.subject not in listed(kettle.ana, "unassigned")


def test_an_answered_conversation_is_not_unanswered(kettle):
    conversation = kettle.conversation("carl@example.org")
    kettle.reply(conversation)
    assert conversation.subject not in listed(kettle.ana, "unanswered")


def test_only_what_is_late_or_soon_to_be_is_at_risk(kettle):
    now = timezone.now()
    for subject, minutes in (("late", -10), ("soon", 30), ("far", 300)):
        conversation = kettle.mail("carl@example.org", subject).conversation
        operations.set_due(conversation, at=now + timedelta(minutes=minutes))
    page = listed(kettle.ana, "due")
    assert page.index(">late<") < page.index(">soon<")
    assert ">far<" not in page


def test_snoozed_and_solved_have_views_of_their_own(kettle):
    snoozed = kettle.mail("a@example.org", "Later").conversation
    solved = kettle.mail("b@example.org", "Finished").conversation
    operations.snooze(snoozed, until=timezone.now() + timedelta(days=1), by=kettle.ana.actor)
    operations.solve(solved, by=kettle.ana.actor)
    assert "Later" in listed(kettle.ana, "snoozed")
    assert "Finished" in listed(kettle.ana, "solved")
    assert "Later" not in listed(kettle.ana, "open")


def test_a_department_has_a_queue_of_its_own(kettle):
    kettle.mail("carl@example.org", "My kettle leaks")
    assert "My kettle leaks" in listed(kettle.ana, f"department-{kettle.support.pk}")
    assert kettle.ana.client.get(f"/app/views/department-{kettle.billing.pk}/").status_code == 404
    assert "My kettle leaks" not in listed(kettle.lea, f"department-{kettle.billing.pk}")


def test_a_colleague_of_another_department_sees_nothing_and_the_executive_may_not_come(kettle):
    kettle.mail("carl@example.org", "My kettle leaks")
    assert "My kettle leaks" not in listed(kettle.stella, "open")
    assert kettle.eva.client.get("/app/views/open/").status_code == 403


def test_unread_is_not_the_same_as_unanswered(kettle):
    conversation = kettle.conversation("carl@example.org")
    assert "pult-row-unread" in listed(kettle.ana, "open")
    kettle.ana.client.get(f"/app/conversations/{conversation.pk}/")
    page = listed(kettle.ana, "open")
    assert "pult-row-unread" not in page
    assert "desk-unanswered" in page
    assert "pult-row-unread" in listed(kettle.lea, "open"), "she has not read it"


def test_an_unsent_draft_is_seen_in_the_list_by_its_writer_only(kettle):
    conversation = kettle.conversation("carl@example.org")
    operations.save_draft(conversation, by=kettle.ana.actor, kind=MessageKind.REPLY, text="Dear Carl")
    assert "desk-draft" in listed(kettle.ana, "open")
    assert "desk-draft" not in listed(kettle.lea, "open")


def test_views_are_counted_and_no_further_than_needed(kettle, monkeypatch):
    monkeypatch.setattr("pult.workspace.queries.lists.MOST_COUNTED", 2)
    monkeypatch.setattr("pult.workspace.templatetags.workspace.MOST_COUNTED", 2)
    kettle.mail("carl@example.org")
    assert ">1</span>" in kettle.ana.client.get("/app/views/").content.decode()
    for number in range(4):
        kettle.mail(f"carl{number}@example.org")
    assert ">2+</span>" in kettle.ana.client.get("/app/views/").content.decode()


def test_long_lists_go_on_by_pages(kettle):
    for number in range(PAGE_SIZE + 2):
        kettle.mail("carl@example.org", f"Letter {number:03}")
    first = listed(kettle.ana, "unassigned")
    assert "Letter 000" in first
    assert "Letter 051" not in first
    further = first.split('rel="next"')[1].split('href="')[1].split('"')[0]
    second = kettle.ana.client.get(further).content.decode()
    assert "Letter 051" in second
    assert "Letter 000" not in second


def test_a_made_up_place_in_the_list_is_refused(kettle):
    assert kettle.ana.client.get("/app/views/open/?after=nonsense").status_code == 422


@pytest.mark.parametrize("view", ["mine", "open", "unanswered", "due"])
def test_a_list_costs_the_same_however_long_it_is(kettle, view):
    def ask():
        kettle.ana.client.get(f"/app/views/{view}/")

    def fill(count):
        for number in range(count):
            conversation = kettle.mail(f"c{count}-{number}@example.org").conversation
            operations.set_due(conversation, at=timezone.now())
            operations.assign(conversation, to=kettle.ana.member, by=kettle.ana.actor)

    fill(3)
    few = statements(ask)
    fill(27)
    assert statements(ask) == few
    assert few <= 7


def test_a_fragment_carries_only_the_list(kettle):
    kettle.conversation("carl@example.org")
    fragment = kettle.ana.client.get("/app/views/open/", headers=LIST)
    assert b"<html" not in fragment.content
    assert b"My kettle leaks" in fragment.content
    assert "HX-Target" in fragment["Vary"]


def test_going_back_in_the_browser_gives_the_whole_page(kettle):
    headers = LIST | {"HX-History-Restore-Request": "true"}
    assert b"<html" in kettle.ana.client.get("/app/views/open/", headers=headers).content


def test_the_row_that_stands_open_is_marked(kettle):
    conversation = kettle.conversation("carl@example.org")
    address = f"http://testserver/app/conversations/{conversation.pk}/?view=open"
    page = kettle.ana.client.get("/app/views/open/", headers=LIST | {"HX-Current-URL": address})
    assert 'aria-current="true"' in page.content.decode()


def test_status_shows_where_it_is_not_obvious(kettle):
    conversation = kettle.conversation("carl@example.org")
    kettle.reply(conversation, then=Status.PENDING)
    assert "Pending" in listed(kettle.ana, "open")
