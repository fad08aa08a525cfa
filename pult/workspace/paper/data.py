"""A conversation as plain values, as `docs/printing.md` promises. A change of meaning raises the version."""

from collections.abc import Mapping
from typing import Any

from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind
from pult.workspace.queries.checklists import Checklists, ListBeside

from .sheets import messages_of, path_of

FORMAT, VERSION = "pult.conversation", 1


def data_of(conversation: Conversation, *, notes: bool, mails: Mapping[int, list[str]]) -> dict[str, Any]:
    """Everything but the files; what is ours only where the notes go along."""
    said = [_message(one, mails.get(one.pk, [])) for one in messages_of(conversation, notes=notes)]
    return {
        "format": FORMAT,
        "version": VERSION,
        "with_notes": notes,
        "conversation": {**_plain(conversation), **(_ours(conversation) if notes else {})},
        "messages": said,
    }


def _plain(conversation: Conversation) -> dict[str, Any]:
    taking_part = conversation.participants.order_by("pk").values("kind", "value", "name")
    return {
        "number": conversation.pk,
        "subject": conversation.subject,
        "status": conversation.status,
        "channel": conversation.channel,
        "language": conversation.language,
        "customer": conversation.customer.name,
        "participants": list(taking_part),
        "inbox": conversation.inbox.address if conversation.inbox else None,
        "opened_at": conversation.opened_at.isoformat(),
        "solved_at": conversation.solved_at.isoformat() if conversation.solved_at else None,
    }


def _ours(conversation: Conversation) -> dict[str, Any]:
    return {
        "priority": conversation.priority,
        "tags": conversation.tags,
        "department": conversation.department.name,
        "assignee": conversation.assignee.name if conversation.assignee else None,
        "is_spam": conversation.is_spam,
        "checklists": [_list(one) for one in Checklists(conversation).every],
    }


def _list(each: ListBeside) -> dict[str, Any]:
    return {
        "name": str(each.checklist),
        "items": [
            {
                "text": str(one),
                "is_required": one.is_required,
                "done_at": one.done_at.isoformat() if one.done_at else None,
                "done_by": one.done_by_name or None,
            }
            for one in each.items
        ],
    }


def _message(message: Message, mails: list[str]) -> dict[str, Any]:
    return {
        "id": message.pk,
        "kind": str(MessageKind(message.kind)),
        "at": message.at.isoformat(),
        "from": message.author_name,
        "to": [{"name": name, "address": address} for name, address in message.envelope.get("to") or []],
        "cc": [{"name": name, "address": address} for name, address in message.envelope.get("cc") or []],
        "text": message.text,
        "quoted_text": message.quoted_text,
        "delivery": message.delivery,
        "files": [
            {"name": one.name, "size": one.file.size, "type": one.file.content_type, "path": path_of(one)}
            for one in message.attachments.all()
        ],
        "mails": mails,
    }
