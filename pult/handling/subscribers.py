"""What handling does when it hears of something."""

from pult.conversations.events import ConversationUnmerged
from pult.foundation.events import subscribe

from . import operations


@subscribe(ConversationUnmerged)
def unmerged(event: ConversationUnmerged) -> None:
    """What was merged stands on its own again, and its time counts no longer where it was merged into."""
    operations.note_change(event.conversation_id, event.from_id, at=event.at)
