"""Merging on the desk."""

from django.urls import reverse
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.conditions import Filter, Looking
from pult.conversations.models import Conversation
from pult.conversations.queries.saved_views import fitting
from pult.workspace.queries.conversation import earlier_of
from pult.workspace.queries.customers import conversations_of
from pult.workspace.queries.lists import conversations_in
from pult.workspace.types import VIEWS, Shelf


def page(name: str, *args: int) -> str:
    return reverse(f"workspace:{name}", args=args)


def two(kettle):
    return kettle.conversation(subject="My kettle leaks"), kettle.conversation(subject="Still leaks")


def test_a_colleague_merges_and_takes_apart_again(kettle):
    leaks, still = two(kettle)
    client = kettle.ana.client
    dialog = client.get(page("merge", still.pk)).content.decode()
    assert f"#{leaks.pk} My kettle leaks" in dialog
    done = client.post(page("merge", still.pk), {"likely": leaks.pk})
    assert done["HX-Redirect"] == page("conversation", leaks.pk)
    moved = client.get(page("conversation", still.pk))
    assert (moved.status_code, moved["Location"]) == (302, page("conversation", leaks.pk))
    assert client.get(page("messages", still.pk))["HX-Redirect"] == page("conversation", leaks.pk)
    shown = client.get(page("conversation", leaks.pk)).content.decode()
    assert f"merged #{still.pk} into this" in shown
    dialog = client.get(page("merge", leaks.pk)).content.decode()
    undo = page("merge-undo", leaks.pk, leaks.merges_here.get().pk)
    assert undo in dialog
    assert client.post(undo)["HX-Redirect"] == page("conversation", still.pk)
    assert client.get(page("conversation", still.pk)).status_code == 200
    assert f"took #{still.pk} out again" in client.get(page("conversation", leaks.pk)).content.decode()


def test_one_that_is_not_hers_to_read_is_no_target(kettle):
    leaks, still = two(kettle)
    operations.transfer(leaks, to=kettle.billing, by=kettle.lea.actor)
    refused = kettle.ana.client.post(page("merge", still.pk), {"number": leaks.pk})
    assert refused.status_code == 422
    assert Conversation.objects.get(pk=still.pk).merged_into_id is None


def test_what_was_merged_stands_in_no_list(kettle):
    leaks, still = two(kettle)
    operations.merge(still, into=leaks, by=kettle.ana.actor)
    solved = next(view for view in VIEWS if view.name == Shelf.SOLVED)
    assert not conversations_in(solved, kettle.ana.actor, at=timezone.now()).exists()
    assert conversations_of(leaks.customer, kettle.ana.actor).rows == [leaks]
    assert earlier_of(leaks, kettle.ana.actor) == ()
    looking = Looking(actor=kettle.ana.actor, at=timezone.now())
    assert still not in fitting(Filter(), looking)
