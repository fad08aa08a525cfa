"""Following a merged conversation to the one in which it goes on."""

from pult.conversations.models import Conversation, Message, MessageIndex

from .entries import hold, touch


def root_of(conversation: Conversation) -> Conversation:
    """Where the conversation goes on: itself, or whatever it was merged into."""
    found = Conversation.objects.get(pk=conversation.pk)
    while found.merged_into_id is not None:
        found = Conversation.objects.get(pk=found.merged_into_id)
    return found


def held_root(conversation: Conversation | None) -> Conversation | None:
    """The row in which a held conversation goes on, held as well."""
    while conversation is not None and conversation.merged_into_id is not None:
        conversation = hold(conversation.merged_into_id)
    return conversation


def follow(conversation: Conversation, message: Message) -> Conversation:
    """Let a message that met a merge go on to where its conversation went."""
    target = held_root(conversation)
    if target is None or target.pk == conversation.pk:
        return conversation
    MessageIndex.objects.filter(message=message).update(conversation=target)
    Message.objects.filter(pk=message.pk).update(conversation=target)
    message.conversation = target
    touch(target)
    return target
