"""What service levels do when they hear of something: their own clocks and figures."""

from pult.calendars.events import HoursChanged
from pult.calendars.models import Calendar
from pult.conversations.events import (
    ConversationMarkedSpam,
    ConversationMerged,
    ConversationNotSpam,
    ConversationSplit,
    ConversationTransferred,
    ConversationUnmerged,
    FieldsWritten,
    MessageReceived,
    PriorityChanged,
    ReplyPosted,
    StatusChanged,
    TagsChanged,
    TypeSet,
)
from pult.conversations.models import Conversation
from pult.conversations.queries import one_of_all
from pult.conversations.queries.notices import CONVERSATION
from pult.conversations.types import Priority, Status
from pult.customers.events import CompanyChanged, CustomerChanged, CustomerMerged, CustomerUnmerged
from pult.foundation.events import subscribe
from pult.notifications import operations as notifications
from pult.sla import notices, operations
from pult.sla.events import TargetMissed, TargetNear
from pult.sla.models import Clock
from pult.sla.types import FIELD


def _conversation(pk: int) -> Conversation:
    conversation = one_of_all(pk)
    if conversation is None:
        raise Conversation.DoesNotExist
    return conversation


@subscribe(MessageReceived)
def owe_response(event: MessageReceived) -> None:
    """A customer who writes again is owed the next response."""
    if not (event.is_first or event.is_apart):
        operations.owe_response(_conversation(event.conversation_id), at=event.at)


@subscribe(ReplyPosted)
def stop_responses(event: ReplyPosted) -> None:
    """A reply by a person gives the response; an automatic one never does."""
    if event.author_id is not None and not event.is_apart:
        conversation = _conversation(event.conversation_id)
        operations.stop_responses(conversation, at=event.at, member_id=event.author_id)


@subscribe(StatusChanged)
def follow_status(event: StatusChanged) -> None:
    """Waiting pauses, solving stops, opening goes on."""
    if not event.is_apart:
        conversation = _conversation(event.conversation_id)
        operations.follow_status(conversation, Status(event.status), at=event.at)


@subscribe(ConversationMerged)
def merge_clocks(event: ConversationMerged) -> None:
    """What both owe is owed once, since the older of the two."""
    if not event.is_apart:
        into = _conversation(event.into_id)
        operations.merge_clocks(_conversation(event.conversation_id), into=into, at=event.at)


@subscribe(ConversationUnmerged)
def part_clocks(event: ConversationUnmerged) -> None:
    """Each owes again what it owed."""
    if not event.is_apart:
        source, target = _conversation(event.conversation_id), _conversation(event.from_id)
        operations.part_clocks(source, target=target, since=event.merged_at, at=event.at)


@subscribe(ConversationSplit)
def release_responses(event: ConversationSplit) -> None:
    """The new conversation has a clock of its own for what is owed there."""
    if not event.is_apart:
        operations.release_responses(_conversation(event.conversation_id), at=event.at)


@subscribe(ConversationMarkedSpam)
def drop_clocks(event: ConversationMarkedSpam) -> None:
    """What was owed to spam is owed no longer, and never was."""
    if not event.is_new:
        operations.drop_clocks(_conversation(event.conversation_id), at=event.at)


@subscribe(ConversationNotSpam)
def take_up_clocks(event: ConversationNotSpam) -> None:
    """Everything is owed again; the clocks of what came in as spam start when it opens."""
    if not event.was_new:
        conversation = _conversation(event.conversation_id)
        operations.take_up_clocks(conversation, since=event.marked_at, at=event.at)


@subscribe(PriorityChanged)
def follow_priority(event: PriorityChanged) -> None:
    """Another priority has other targets."""
    operations.follow_priority(_conversation(event.conversation_id), Priority(event.priority), at=event.at)


@subscribe(ConversationTransferred)
def follow_department(event: ConversationTransferred) -> None:
    """Another department may have other targets and other opening hours."""
    conversation = _conversation(event.conversation_id)
    operations.follow_priority(conversation, Priority(conversation.priority), at=event.at)


@subscribe(TagsChanged)
def follow_tags(event: TagsChanged) -> None:
    """Other tags may put it under another policy."""
    operations.follow_conversation(event.conversation_id, "tags", at=event.at)


@subscribe(TypeSet)
def follow_type(event: TypeSet) -> None:
    """Another type may put it under another policy."""
    operations.follow_conversation(event.conversation_id, "type", at=event.at)


@subscribe(FieldsWritten)
def follow_fields(event: FieldsWritten) -> None:
    """What was written into its fields may put it under another policy."""
    operations.follow_conversation(event.conversation_id, FIELD, at=event.at)


@subscribe(CustomerChanged)
def follow_customer(event: CustomerChanged) -> None:
    """Another company, other addresses or fields of a customer may put what they wait for under another policy."""
    operations.follow_customers(event.customer_id, at=event.at)


@subscribe(CompanyChanged)
def follow_company(event: CompanyChanged) -> None:
    """Another name or other fields of a company concern all its people."""
    operations.follow_company(event.company_id, at=event.at)


@subscribe(CustomerMerged)
def follow_merged_customers(event: CustomerMerged) -> None:
    """What one has written is another's from now on."""
    operations.follow_customers(event.customer_id, event.into_id, at=event.at)


@subscribe(CustomerUnmerged)
def follow_parted_customers(event: CustomerUnmerged) -> None:
    """Each has their own again."""
    operations.follow_customers(event.customer_id, event.from_id, at=event.at)


@subscribe(HoursChanged)
def follow_hours(event: HoursChanged) -> None:
    """Changed opening hours move the deadlines that keep to them."""
    operations.follow_hours(Calendar.objects.get(pk=event.calendar_id), at=event.at)


@subscribe(TargetNear)
def tell_of_near(event: TargetNear) -> None:
    """Whoever has the conversation can still keep the promise."""
    notifications.tell(
        notices.NEAR,
        [event.assignee_id],
        about=event.clock_id,
        thing=CONVERSATION.of(event.conversation_id),
        at=event.at,
        until=event.due_at,
    )


@subscribe(TargetMissed)
def tell_of_missed(event: TargetMissed) -> None:
    """Whoever has the conversation is late."""
    clocks = Clock.objects.unstopped().filter(conversation=event.conversation_id, target=event.target)
    if event.assignee_id and (clock := clocks.first()) is not None:
        thing = CONVERSATION.of(event.conversation_id)
        notifications.tell(notices.MISSED, [event.assignee_id], about=clock.pk, thing=thing, at=event.at)
