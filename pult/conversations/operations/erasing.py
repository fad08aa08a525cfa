"""Erasing: what is kept apart from service goes as a whole; of a customer's own conversations only the figures stay."""

from django.db import transaction
from django.db.models import F, QuerySet

from pult.conversations.models import (
    Attachment,
    Conversation,
    Draft,
    Message,
    MessageIndex,
    Participant,
    PlannedFile,
    PlannedReply,
    ScriptAnswer,
)
from pult.fields import operations as fields
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.files.models import StoredFile
from pult.foundation.files.operations import let_go
from pult.foundation.text.codes import keys_of

from .checklists import forget_checklists
from .vocabulary import unlearn

NOTHING = "–"
EMPTY = {
    "text": "",
    "html": "",
    "quoted_text": "",
    "quoted_html": "",
    "envelope": {},
    "extras": {},
    "external_id": "",
    "delivery_detail": "",
}


@transaction.atomic
def erase_apart(conversation: Conversation, *, by: Actor) -> None:  # noqa: ARG001
    """Erase a conversation that is kept apart, its messages and its files. Those of the desk stay."""
    if not conversation.is_apart:
        raise Invalid("Only what is kept apart from service can be erased like this.")
    files = _files_of(conversation)
    fields.forget_values(Audience.CONVERSATION, conversation.pk)
    conversation.delete()
    for file in files:
        let_go(file)


def forget_wholly(conversation: Conversation) -> None:
    """Forget a conversation with every word and file of it; the caller says which may go like this."""
    said = Message.objects.filter(conversation=conversation)
    files, words = _files_of(conversation), _words_of(said, conversation.subject)
    MessageIndex.objects.filter(message__in=said).delete()
    unlearn(words)
    conversation.delete()
    for file in files:
        let_go(file)


@transaction.atomic
def erase_content(conversation: Conversation, *, called: str, by: Actor) -> None:  # noqa: ARG001
    """Forget what was said, by whom, and every file. That it was said, when and by which colleague, stays.

    What was asked of others beside it goes as a whole.
    """
    for side in Conversation.objects.filter(side__parent=conversation):
        _erase_side(side)
    said = Message.objects.filter(conversation=conversation)
    files, words = _files_of(conversation), _words_of(said, conversation.subject)
    Attachment.objects.filter(message__conversation=conversation).delete()
    MessageIndex.objects.filter(message__in=said).delete()
    unlearn(words)
    said.update(**EMPTY)
    said.exclude(customer=None).update(author_name=called)
    PlannedReply.objects.filter(conversation=conversation).delete()
    Draft.objects.filter(conversation=conversation).delete()
    Participant.objects.filter(conversation=conversation).delete()
    ScriptAnswer.objects.filter(run__conversation=conversation).update(values={})
    fields.forget_values(Audience.CONVERSATION, conversation.pk, only_personal=True)
    forget_checklists(conversation)
    Conversation.objects.filter(pk=conversation.pk).update(
        subject=NOTHING, preview="", version=F("version") + 1
    )
    for file in files:
        let_go(file)


@transaction.atomic
def erase_traces(customer_id: int, addresses: list[str], *, called: str, by: Actor) -> None:  # noqa: ARG001
    """Forget what somebody wrote into the conversations of others, and that they took part there."""
    elsewhere = Message.objects.filter(customer=customer_id).exclude(conversation__customer=customer_id)
    words = _words_of(elsewhere)
    MessageIndex.objects.filter(message__in=elsewhere).delete()
    unlearn(words)
    elsewhere.update(**EMPTY, author_name=called)
    Participant.objects.filter(value__in=addresses).delete()


@transaction.atomic
def erase_asked(customer_id: int, *, by: Actor) -> None:  # noqa: ARG001
    """Forget what somebody was asked beside the conversations of others."""
    for side in Conversation.objects.filter(customer=customer_id, side__isnull=False):
        _erase_side(side)


def _erase_side(side: Conversation) -> None:
    said = Message.objects.filter(conversation=side)
    files, words = _files_of(side), _words_of(said, side.subject)
    side.delete()
    unlearn(words)
    for file in files:
        let_go(file)


def _words_of(said: "QuerySet[Message]", *more: str) -> set[str]:
    found = set(keys_of(*more))
    files = Attachment.objects.filter(message__in=said).values_list("name", flat=True)
    for text in [*said.values_list("text", flat=True), *files]:
        found.update(keys_of(text))
    return found


def _files_of(conversation: Conversation) -> list[StoredFile]:
    attached = Attachment.objects.filter(message__conversation=conversation).values("file")
    planned = PlannedFile.objects.filter(planned__conversation=conversation).values("file")
    return list(StoredFile.objects.filter(pk__in=attached.union(planned)))
