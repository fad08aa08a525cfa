"""`/conversations`: list, open, read, change; and their messages."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, MailAddress, act_once, actor_of, listing, require
from pult.api.schemas import (
    ConversationOut,
    ConversationWithFields,
    fields_beside,
    show_conversation,
    with_fields,
)
from pult.api.verbs import change_conversation, open_by_customer, open_by_staff
from pult.brands.models import Brand
from pult.conversations.models import Conversation
from pult.conversations.queries import scope, stand_in
from pult.conversations.types import Priority, Right, Status
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.database.kept_models import KeptModels

router = Router(tags=["conversations"])
OPENED: KeptModels[Conversation] = KeptModels()


class Filters(Schema):
    """Which conversations to list. Newest activity first."""

    status: Status | None = None
    own_status_id: int | None = None
    department_id: int | None = None
    assignee_id: int | None = None
    customer_id: int | None = None
    brand_id: int | None = None
    tag: str | None = None
    active_since: datetime | None = None
    is_spam: bool = False


class Opening(Schema):
    """A new conversation: written by a customer (`from: customer`) or to one (`from: staff`)."""

    written_by: Literal["customer", "staff"] = Field(alias="from")
    inbox_id: int
    subject: str = Field(max_length=250)
    text: str = Field(max_length=1_000_000)
    customer_id: int | None = None
    customer_email: MailAddress | None = None
    customer_name: str = Field(default="", max_length=160)


class Change(Schema):
    """What to change; what is left out stays. `assignee_id: null` takes the conversation from its member.

    `fields` are values by the keys of fields; null empties one.
    """

    status: Status | None = None
    own_status_id: int | None = None
    snoozed_until: datetime | None = None
    priority: Priority | None = None
    assignee_id: int | None = None
    department_id: int | None = None
    subject: str | None = None
    tags: list[str] | None = None
    type_id: int | None = None
    fields: dict[str, Any] | None = None
    version: int | None = None


def seen(request: HttpRequest) -> Any:
    """Conversations that the caller may read, with what is shown of them."""
    return _seen_by(actor_of(request))


def _seen_by(actor: Actor) -> Any:
    rows = Conversation.objects.visible_to(actor)
    return rows.select_related("department", "assignee__person", "customer", "own_status", "inbox")


def _opened(actor: Actor, pk: int) -> Conversation:
    """What was just opened, as its caller may read it."""
    told: dict[str, int | str] = {"conversation": pk, "person": actor.person_id or 0}
    found = OPENED.first(
        scope(actor), lambda slots: _seen_by(stand_in(actor, slots)).filter(pk=slots["conversation"]), told
    )
    if found is None:
        raise Conversation.DoesNotExist
    return found


@router.get("", response={200: Listing[ConversationWithFields], **REFUSALS}, summary="List conversations")
def list_conversations(
    request: HttpRequest, filters: Query[Filters], cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """Newest activity first, a page at a time."""
    wanted = filters.model_dump(exclude_none=True)
    since, tag = wanted.pop("active_since", None), wanted.pop("tag", None)
    is_spam = wanted.pop("is_spam", False)
    brand_id = wanted.pop("brand_id", None)
    rows = seen(request).filter(**wanted, spam_since__isnull=not is_spam)
    if brand_id is not None:
        rows = rows.of_brand(Brand(pk=brand_id))
    if since is not None:
        rows = rows.filter(activity_at__gte=since)
    if tag is not None:
        rows = rows.filter(tags__contains=[tag.casefold()])
    return listing(
        rows,
        ["-activity_at", "-id"],
        show_conversation,
        cursor=cursor,
        limit=limit,
        beside=fields_beside(Audience.CONVERSATION),
    )


@router.post("", response={201: ConversationOut, **REFUSALS}, summary="Open a conversation")
def create_conversation(request: HttpRequest, opening: Opening) -> HttpResponse:
    """As if the customer had written, or as the staff's first message to them."""
    actor = require(request, Right.REPLY)
    open_it = open_by_customer if opening.written_by == "customer" else open_by_staff

    def act() -> tuple[int, ConversationOut]:
        return 201, show_conversation(_opened(actor, open_it(actor, opening).pk))

    return act_once(request, act)


@router.get(
    "/{conversation_id}", response={200: ConversationWithFields, **REFUSALS}, summary="Read a conversation"
)
def read_conversation(request: HttpRequest, conversation_id: int) -> ConversationWithFields | HttpResponse:
    """One conversation by its number; a merged one leads to where it goes on."""
    found = get_object_or_404(seen(request), pk=conversation_id)
    if found.merged_into_id is not None:
        return HttpResponseRedirect(f"/api/v1/conversations/{found.merged_into_id}")
    return with_fields(found)


@router.patch(
    "/{conversation_id}", response={200: ConversationWithFields, **REFUSALS}, summary="Change a conversation"
)
def update_conversation(request: HttpRequest, conversation_id: int, change: Change) -> HttpResponse:
    """All of the changes or none. With `version`, only if nobody was faster."""
    actor = require(request, Right.REPLY)
    conversation = get_object_or_404(seen(request), pk=conversation_id)

    def act() -> tuple[int, ConversationWithFields]:
        change_conversation(conversation, by=actor, given=change.model_dump(exclude_unset=True))
        return 200, with_fields(conversation.__class__.objects.select_related(
            "department", "assignee__person", "customer", "own_status", "inbox").get(pk=conversation.pk))  # fmt: skip

    return act_once(request, act)
