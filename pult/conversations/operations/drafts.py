"""What only one person sees: drafts and how far they have read."""

from datetime import datetime

from django.utils import timezone

from pult.conversations.models import Conversation, Draft
from pult.conversations.types import MessageKind
from pult.foundation import live
from pult.foundation.actors import Actor
from pult.foundation.database.kept import run
from pult.inboxes.types import Channel

# What is lost when the machine dies is shown as unread once more: nobody waits for the disk.
READ = """
    WITH mark AS (
        INSERT INTO conversations_readmark (conversation_id, person_id, last_message_id) VALUES (%s, %s, %s)
        ON CONFLICT (conversation_id, person_id) DO UPDATE SET last_message_id = EXCLUDED.last_message_id
        WHERE conversations_readmark.last_message_id < EXCLUDED.last_message_id
        RETURNING person_id
    ), hurry AS (SELECT set_config('synchronous_commit', 'off', true) AS off)
    SELECT mark.person_id FROM hurry LEFT JOIN mark ON true WHERE hurry.off IS NOT NULL AND mark.person_id IS NOT NULL
"""


def save_draft(
    conversation: Conversation, *, by: Actor, kind: MessageKind, text: str, at: datetime | None = None
) -> Draft | None:
    """Keep what is being typed; an empty text takes the draft away."""
    if not text.strip():
        discard_draft(conversation, by=by, kind=kind)
        return None
    draft, _ = Draft.objects.update_or_create(
        conversation=conversation,
        person_id=by.person_id,
        kind=kind,
        defaults={"text": text, "saved_at": at or timezone.now()},
    )
    return draft


def discard_draft(conversation: Conversation, *, by: Actor, kind: MessageKind) -> None:
    """Throw away what was being typed."""
    Draft.objects.filter(conversation=conversation, person_id=by.person_id, kind=kind).delete()


def mark_read(conversation: Conversation, *, by: Actor, message_id: int) -> None:
    """Remember how far somebody has read; never backwards. In no transaction that must last: this one need not."""
    has_moved = bool(run(READ, [conversation.pk, by.person_id, message_id]))
    is_theirs = conversation.assignee_id in {None, by.person_id}
    if has_moved and is_theirs and conversation.channel == Channel.CHAT:
        # Whoever wrote is there and sees that they are read by the one who has their chat.
        live.say(f"conversation:{conversation.pk}", "read", {"id": by.id, "message": message_id}, sender="")
