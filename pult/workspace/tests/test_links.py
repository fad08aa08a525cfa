"""Links on the desk."""

from django.urls import reverse

from pult.conversations import operations
from pult.conversations.models import Conversation, Link
from pult.conversations.types import LinkKind


def page(name: str, *args: int) -> str:
    return reverse(f"workspace:{name}", args=args)


def test_a_colleague_ties_an_incident_to_its_problem_and_unties_it(kettle):
    down = kettle.conversation("dora@example.org", subject="The shop is down")
    pays = kettle.conversation(subject="I cannot pay")
    client = kettle.ana.client
    assert client.get(page("links", pays.pk)).status_code == 200
    done = client.post(page("links", pays.pk), {"kind": "incident-up", "number": down.pk})
    assert "Caused by the problem" in done.content.decode()
    shown = client.get(page("conversation", down.pk)).content.decode()
    assert "Incidents of this problem · 1 not solved" in shown
    assert f"named this as the problem behind #{pays.pk}" in shown
    removal = page("link-removal", down.pk, Link.objects.get().pk)
    assert removal in client.get(page("links", down.pk)).content.decode()
    assert "Incidents of this problem" not in client.post(removal).content.decode()


def test_downwards_is_the_same_link(kettle):
    down = kettle.conversation("dora@example.org", subject="The shop is down")
    pays = kettle.conversation(subject="I cannot pay")
    kettle.ana.client.post(page("links", down.pk), {"kind": "incident-down", "number": pays.pk})
    assert (Link.objects.get().one, Link.objects.get().other) == (pays, down)


def test_what_is_not_hers_to_read_is_neither_tied_nor_shown(kettle):
    mine, theirs = kettle.conversation(), kettle.conversation("dora@example.org", subject="A secret bill")
    operations.transfer(theirs, to=kettle.billing, by=kettle.lea.actor)
    client = kettle.ana.client
    refused = client.post(page("links", mine.pk), {"kind": "related-up", "number": theirs.pk})
    assert (refused.status_code, Link.objects.count()) == (422, 0)
    operations.link(mine, to=theirs, kind=LinkKind.RELATED, by=kettle.lea.actor)
    for name in ("conversation", "links"):
        assert "A secret bill" not in client.get(page(name, mine.pk)).content.decode()
    assert Conversation.objects.count() == 2


def test_all_incidents_of_a_problem_are_told_and_solved_at_once(kettle):
    down = kettle.conversation("dora@example.org", subject="The shop is down")
    pays = kettle.conversation(name="Carl Carlsson", subject="I cannot pay")
    solved = kettle.conversation("eva@example.net", subject="Error 500")
    for one in (pays, solved):
        operations.link(one, to=down, kind=LinkKind.INCIDENT, by=kettle.ana.actor)
    operations.solve(solved, by=kettle.ana.actor)
    client = kettle.ana.client
    assert "Write to 1 incident that is not solved" in client.get(page("links", down.pk)).content.decode()
    sent = {"text": "Dear {{customer.first_name}}, it works again.", "then": "solved"}
    done = client.post(page("incidents", down.pk), sent, headers={"HX-Request": "true"})
    assert done.status_code == 200
    assert "Undo" not in done.content.decode()
    pays.refresh_from_db()
    assert (pays.status, pays.preview) == ("solved", "Dear Carl, it works again.")
    solved.refresh_from_db()
    assert solved.message_count == 1
    assert client.post(page("incidents", down.pk), {"text": " "}).status_code == 422
