"""Splitting on the desk, and what is shown where a mail points to a conversation of others."""

from django.urls import reverse

from pult.conversations import operations
from pult.conversations.models import Conversation


def page(name: str, *args: int) -> str:
    return reverse(f"workspace:{name}", args=args)


def test_a_colleague_splits_a_message_off_and_is_led_there(kettle):
    leak = kettle.conversation(subject="My kettle leaks")
    asks = kettle.mail("carl@example.org", "Re", "Where is my <invoice>?", claimed=leak.pk).message
    client = kettle.ana.client
    dialog = client.get(page("split", leak.pk)).content.decode()
    assert "Where is my &lt;invoice&gt;?" in dialog
    assert dialog.count(" checked") == 1
    done = client.post(page("split", leak.pk), {"messages": [asks.pk], "subject": "The invoice"})
    made = Conversation.objects.get(subject="The invoice")
    assert done["HX-Redirect"] == page("conversation", made.pk)
    shown = client.get(page("conversation", made.pk)).content.decode()
    assert f"split this off from #{leak.pk}" in shown
    assert (
        f"split 1 message off into #{made.pk}" in client.get(page("conversation", leak.pk)).content.decode()
    )


def test_a_split_of_nothing_is_refused_with_a_sentence(kettle):
    leak = kettle.conversation()
    refused = kettle.ana.client.post(page("split", leak.pk), {"subject": "Other"})
    assert (refused.status_code, Conversation.objects.count()) == (422, 1)
    assert "Choose one message at least." in refused.content.decode()


def test_a_message_of_another_conversation_cannot_be_taken(kettle):
    leak, theirs = kettle.conversation(), kettle.conversation("dora@example.org")
    sent = {"messages": [theirs.last_message_id], "subject": "Other"}
    assert kettle.ana.client.post(page("split", leak.pk), sent).status_code == 422


def test_where_it_may_belong_is_shown_to_those_who_may_read_it_and_moved_with_a_click(kettle):
    leak = kettle.conversation(subject="My kettle leaks", key="leak")
    points = kettle.mail("eva@example.net", "Re: Leak", references=("<leak@example.org>",)).conversation
    client = kettle.ana.client
    assert "Move it there" in client.get(page("conversation", points.pk)).content.decode()
    operations.transfer(leak, to=kettle.billing, by=kettle.lea.actor)
    assert "Move it there" not in client.get(page("conversation", points.pk)).content.decode()
    done = kettle.lea.client.post(page("merge", points.pk), {"number": leak.pk})
    assert done["HX-Redirect"] == page("conversation", leak.pk)


def test_it_can_be_another_matter(kettle):
    kettle.conversation(subject="My kettle leaks", key="leak")
    points = kettle.mail("eva@example.net", "Re: Leak", references=("<leak@example.org>",)).conversation
    answer = kettle.ana.client.post(page("hint", points.pk))
    assert (answer.status_code, "Move it there" in answer.content.decode()) == (200, False)
    assert operations.hint_of(points) is None
