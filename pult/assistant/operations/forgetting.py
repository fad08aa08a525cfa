"""Forgetting what a customer has told the bot and what a model was told of them; the figures stay."""

from pult.assistant.models import Answer, ModelText, Session
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor


def forget_conversation(conversation: Conversation, *, by: Actor) -> None:  # noqa: ARG001
    """Forget the words; which article was found, and whether it helped, stays."""
    ModelText.objects.filter(conversation=conversation).delete()
    Answer.objects.filter(session__conversation=conversation).update(question="", passage="")
    Session.objects.filter(conversation=conversation).update(state={}, pending={}, page="")
