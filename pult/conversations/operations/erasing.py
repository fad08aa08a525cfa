"""Erasing: what is kept apart from service goes as a whole; of a customer's own conversations only the figures stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from pult.conversations.events import ConversationErased
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
from pult.conversations.types import Forgotten
from pult.fields import operations as fields
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.files.models import StoredFile
from pult.foundation.files.operations import let_go
from pult.foundation.text.codes import keys_of

from .checklists import forget_checklists
from .entries import hold, place
from .indexing import index_anew
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
    _took(conversation, Forgotten.CONTENT)
    for file in files:
        let_go(file)


@transaction.atomic
def erase_files(conversation: Conversation, *, by: Actor, at: datetime) -> None:
    """Forget every file that was sent or received in a conversation that is over; its words stay."""
    held = _over(conversation)
    parts = [held, *held.merged_here.all(), *Conversation.objects.filter(side__parent=held)]
    for one in parts:
        said, files = Message.objects.filter(conversation=one), _files_of(one)
        names = Attachment.objects.filter(message__in=said).values_list("name", flat=True)
        carrying = list(said.filter(attachments__isnull=False).values_list("pk", flat=True).distinct())
        words = set(keys_of(*names))
        Attachment.objects.filter(message__in=carrying).delete()
        index_anew(MessageIndex.objects.filter(message__in=carrying))
        unlearn(words)
        for file in files:
            let_go(file)
    Conversation.objects.filter(pk=held.pk).update(version=F("version") + 1)
    _took(held, Forgotten.FILES)
    publish(ConversationErased(**place(held, by=by.ref, at=at), what="files"))


@transaction.atomic
def erase_over(conversation: Conversation, *, called: str, by: Actor, at: datetime) -> None:
    """Forget what was said in a conversation that is over, and in those that were merged into it."""
    held = _over(conversation)
    for one in [*held.merged_here.all(), held]:
        erase_content(one, called=called, by=by)
    publish(ConversationErased(**place(held, by=by.ref, at=at), what="content"))


@transaction.atomic
def drop_over(conversation: Conversation, *, by: Actor, at: datetime) -> None:
    """Forget a conversation that is over as a whole, with what was merged into it and asked beside it."""
    held = _over(conversation)
    for one in held.merged_here.all():
        forget_wholly(one)
    for side in Conversation.objects.filter(side__parent=held):
        _erase_side(side)
    publish(ConversationErased(**place(held, by=by.ref, at=at), what="whole"))
    forget_wholly(held)


def _over(conversation: Conversation) -> Conversation:
    held = hold(conversation.pk)
    if held is None:
        raise Conversation.DoesNotExist
    if not held.is_resolved or held.merged_into_id is not None or held.is_apart:
        raise Invalid("Only what is solved or closed can be forgotten like this.")
    return held


def _took(conversation: Conversation, what: Forgotten) -> None:
    """Note what is gone, after everything else: any change of the conversation would take this note away."""
    Conversation.objects.filter(pk=conversation.pk).update(forgotten=what)


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
