"""What routing does by itself: work that waited is given out when somebody comes, offers follow who is here."""

from pult.conversations.events import ConversationAssigned, ConversationMerged, ConversationSolved
from pult.conversations.models import Conversation
from pult.foundation import live
from pult.foundation.events import subscribe
from pult.notifications import operations as notifications
from pult.workforce.events import PresenceChanged
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

from . import notices, operations
from .events import ConversationOffered, QueueLeft
from .operations import measuring
from .types import QUEUED, Left


@subscribe(PresenceChanged)
def give_out_what_waited(event: PresenceChanged) -> None:
    """Somebody has become available, or is not here any longer."""
    if event.presence != Presence.AVAILABLE:
        operations.withdraw_offers(Member.objects.get(pk=event.member_id), at=event.at)
        operations.offer_next(at=event.at)
        return
    for department in Department.objects.filter(members=event.member_id).order_by("pk"):
        operations.place_waiting(department, at=event.at)
    operations.offer_next(at=event.at)


@subscribe(ConversationAssigned)
def taken_by_hand(event: ConversationAssigned) -> None:
    """Somebody has it who was not asked: the customer waits no longer, and they see it among their chats."""
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    if conversation is not None and event.assignee_id is not None:
        if conversation.channel in QUEUED:
            live.announce(f"offers:{event.assignee_id}")
        member = Member.objects.get(pk=event.assignee_id)
        operations.leave_queue(conversation, reason=Left.ANSWERED, member=member, at=event.at)


@subscribe(ConversationMerged)
def merged_while_waiting(event: ConversationMerged) -> None:
    """What goes on in another conversation waits no more on its own."""
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    if conversation is not None:
        operations.leave_queue(conversation, reason=Left.ENDED, at=event.at)


@subscribe(QueueLeft)
def measure_wait(event: QueueLeft) -> None:
    """How long they waited, and how it ended."""
    conversation = Conversation.objects.genuine().filter(pk=event.conversation_id).first()
    if conversation is not None:
        measuring.measure_wait(conversation, event)


@subscribe(ConversationSolved)
def measure_silence(event: ConversationSolved) -> None:
    """Whether the last word was left unanswered."""
    conversation = Conversation.objects.genuine().filter(pk=event.conversation_id).first()
    if conversation is not None:
        measuring.measure_silence(conversation, event)


@subscribe(ConversationSolved)
def ended_while_waiting(event: ConversationSolved) -> None:
    """What is solved waits for nobody."""
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    if conversation is not None:
        operations.leave_queue(conversation, reason=Left.ENDED, at=event.at)


@subscribe(QueueLeft)
def ask_for_the_next(event: QueueLeft) -> None:
    """Whoever was asked has room again."""
    operations.offer_next(at=event.at)


@subscribe(ConversationOffered)
def tell_of_offer(event: ConversationOffered) -> None:
    """Whoever is asked, also when they look elsewhere; not any longer than it is offered."""
    notifications.tell(
        notices.OFFERED, [event.member_id], about=event.offer_id, at=event.at, until=event.expires_at
    )
