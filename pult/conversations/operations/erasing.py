"""Erasing what is kept apart from service: a conversation goes with everything that was said in it."""

from django.db import transaction

from pult.conversations.models import Attachment, Conversation
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.files.models import StoredFile
from pult.foundation.files.operations import let_go


@transaction.atomic
def erase_apart(conversation: Conversation, *, by: Actor) -> None:  # noqa: ARG001
    """Erase a conversation that is kept apart, its messages and its files. Those of the desk stay."""
    if not conversation.is_apart:
        raise Invalid("Only what is kept apart from service can be erased like this.")
    files = list(
        StoredFile.objects.filter(
            pk__in=Attachment.objects.filter(message__conversation=conversation).values("file")
        )
    )
    conversation.delete()
    for file in files:
        let_go(file)
