"""Drawing what a search has found: around each passage what stands on every other page, kept once drawn."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from pult.conversations.models import Conversation
from pult.conversations.queries import Hit
from pult.ui.rendering import Pieces, render

WHENS = Pieces(most=2_000)
FEET = Pieces(most=2_000)


def drawn(hits: list[Hit]) -> list[dict[str, Any]]:
    """The hits as the page shows them."""
    when, foot, base = WHENS.drawer(), FEET.drawer(), reverse("workspace:conversations")
    return [
        {
            "href": f"{base}{hit.conversation.pk}/{_passage_in(hit)}",
            "is_beside": hit.side_id is not None,
            "subject": hit.subject,
            "passage": hit.passage,
            "when": when(hit.conversation.activity_at, partial(_when, hit.conversation)),
            "foot": foot(_shows(hit.conversation), partial(_foot, hit.conversation)),
        }
        for hit in hits
    ]


def _passage_in(hit: Hit) -> str:
    """Where on the page of its conversation the passage stands, or on which page beside it."""
    place = f"#message-{hit.message_id}" if hit.message_id else ""
    return f"sides/{hit.side_id}/{place}" if hit.side_id else place


def _shows(conversation: Conversation) -> tuple[Any, ...]:
    """Everything that decides how the foot looks."""
    assignee = conversation.assignee.name if conversation.assignee else ""
    return (
        *(conversation.pk, conversation.status_words, conversation.customer.name),
        *(conversation.department.name, assignee),
    )


def _when(conversation: Conversation) -> SafeString:
    return render("ui/time.html", {"at": conversation.activity_at})


def _foot(conversation: Conversation) -> SafeString:
    return render("workspace/hit_foot.html", {"conversation": conversation})
