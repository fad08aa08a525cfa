"""Questions about spam."""

from pult.conversations.models import Conversation, SpamKeeping, SpamMark

USUAL_DAYS = 30


def spam_kept_for() -> int:
    """For how many days spam is kept."""
    days = SpamKeeping.objects.values_list("days", flat=True).first()
    return USUAL_DAYS if days is None else days


def mark_of(conversation: Conversation) -> SpamMark | None:
    """Why and since when a conversation is spam."""
    if not conversation.is_spam:
        return None
    marks = SpamMark.objects.filter(conversation=conversation, ended_at=None)
    return marks.select_related("person").first()
