"""What webhooks send: the fact's name, its moment, and the things it is about as the API shows them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ninja.responses import NinjaJSONEncoder

from pult.conversations.models import Conversation, Message
from pult.customers.models import Customer
from pult.foundation.eventlog.models import EventRecord

from .catalogue import BY_NAME
from .schemas import show_conversation, show_customer, show_message

# What every fact carries for Pult itself, or what is shown as a whole thing.
ASIDE = ("at", "by", "is_apart", "conversation_id", "department_id", "assignee_id")


@dataclass
class Things:
    """What some facts are about, fetched with a known number of statements."""

    conversations: dict[int, Conversation] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[EventRecord]) -> "Things":
        """Everything that these facts name and that their payloads show."""
        rows = list(records)
        conversations = {_id(row, "conversation_id") for row in rows} - {0}
        messages = {_id(row, "message_id") for row in rows if _shows_message(row.name)} - {0}
        customers = {_id(row, "customer_id") for row in rows if not _id(row, "conversation_id")} - {0}
        shown = Conversation.objects.of_service().select_related(
            "department", "assignee__person", "customer", "own_status", "inbox"
        )
        said = Message.objects.prefetch_related("attachments__file")
        known = Customer.objects.filter(is_apart=False).select_related("company")
        return cls(
            conversations=shown.in_bulk(conversations) if conversations else {},
            messages=said.in_bulk(messages) if messages else {},
            customers=known.prefetch_related("identities").in_bulk(customers) if customers else {},
        )

    def data_of(self, record: EventRecord) -> dict[str, Any] | None:
        """What is told of one fact; nothing where it is of no concern outside, or what it was about is gone."""
        told: dict[str, Any] = {"by": record.by}
        if conversation_id := _id(record, "conversation_id"):
            conversation = self.conversations.get(conversation_id)
            if conversation is None:
                return None
            told["conversation"] = show_conversation(conversation).model_dump()
        elif customer_id := _id(record, "customer_id"):
            customer = self.customers.get(customer_id)
            if customer is None:
                return None
            told["customer"] = show_customer(customer).model_dump()
        if (message := self.messages.get(_id(record, "message_id"))) and _shows_message(record.name):
            told["message"] = show_message(message).model_dump()
        return told | {key: value for key, value in record.data.items() if key not in ASIDE}


def body_of(name: str, at: datetime, data: dict[str, Any]) -> str:
    """The message as it is sent and signed."""
    told = {"type": name, "timestamp": at, "data": data}
    return json.dumps(told, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def data_about(conversation: Conversation, **more: Any) -> dict[str, Any]:
    """What is told of a conversation that somebody wants told."""
    shown = Conversation.objects.select_related(
        "department", "assignee__person", "customer", "own_status", "inbox"
    )
    return {"conversation": show_conversation(shown.get(pk=conversation.pk)).model_dump(), **more}


def _id(record: EventRecord, name: str) -> int:
    value = record.data.get(name)
    return value if isinstance(value, int) else 0


def _shows_message(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].shows_message
