"""`/search`: conversations by what was said in them, and customers."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from pult.api.acting import REFUSALS, actor_of
from pult.api.schemas import ConversationOut, CustomerOut, show_conversation, show_customer
from pult.conversations import queries as conversations
from pult.customers import queries as customers

router = Router(tags=["search"])


class HitOut(Schema):
    """A conversation that was found. `passage` is safe HTML with the found words in `<mark>`."""

    conversation: ConversationOut
    message_id: int | None
    passage: str


class FoundOut(Schema):
    """What was found; `next` goes on to older conversations."""

    conversations: list[HitOut]
    customers: list[CustomerOut]
    next: int | None


@router.get("/search", response={200: FoundOut, **REFUSALS}, summary="Search")
def search(request: HttpRequest, q: str, older_than: int | None = None, limit: int = 50) -> dict[str, Any]:
    """Words in any form and script, "phrases", -without, OR, begin*; a number finds its conversation first."""
    actor = actor_of(request)
    found = conversations.search(actor, q, older_than=older_than, limit=max(1, min(limit, 100)))
    return {
        "conversations": [
            HitOut(
                conversation=show_conversation(hit.conversation),
                message_id=hit.message_id,
                passage=hit.passage,
            )
            for hit in found.hits
        ],
        "customers": [show_customer(row) for row in customers.search(actor, q)] if older_than is None else [],
        "next": found.older_than,
    }
