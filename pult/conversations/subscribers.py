"""What conversations does upon its own facts: it keeps its figures, and tells whoever has a conversation."""

from collections.abc import Iterable

from pult.accounts.models import Person
from pult.foundation.actors import Kind
from pult.foundation.events import subscribe
from pult.notifications import operations as notifications
from pult.notifications.queries import asked_for, wishes_of
from pult.notifications.types import NoticeKind
from pult.workforce.models import Member

from . import notices, operations
from .events import (
    ConversationAssigned,
    ConversationEvent,
    ConversationMarkedSpam,
    ConversationNotSpam,
    ConversationOpened,
    ConversationReopened,
    ConversationSolved,
    ConversationTransferred,
    DeliveryRecorded,
    MessageReceived,
    NoteAdded,
    ReplyPosted,
    ReplyStopped,
    SideAnswered,
    SideOpened,
    SideUndelivered,
    StatusChanged,
)
from .models import Conversation, Message, SideConversation
from .operations import following, measuring
from .queries.notices import CONVERSATION
from .queries.readers import followers_of, one_of_all
from .types import RESOLVED, Delivery


@subscribe(ConversationOpened)
def measure_opening(event: ConversationOpened) -> None:
    """Received, and in the backlog."""
    if (conversation := _genuine(event.conversation_id)) is not None:
        measuring.measure_opening(conversation, event)
        measuring.count_in_backlog(conversation, event, is_unresolved=True)


@subscribe(ReplyPosted)
def measure_reply(event: ReplyPosted) -> None:
    """First or next response time."""
    if (conversation := _genuine(event.conversation_id)) is not None:
        measuring.measure_reply(conversation, event)


@subscribe(ConversationSolved)
def measure_solution(event: ConversationSolved) -> None:
    """Solved, after how long, with how many replies."""
    if (conversation := _genuine(event.conversation_id)) is not None:
        measuring.measure_solution(conversation, event)


@subscribe(ConversationReopened)
def measure_reopening(event: ConversationReopened) -> None:
    """The solution did not hold."""
    if _genuine(event.conversation_id) is not None:
        measuring.measure_reopening(event)


@subscribe(ConversationMarkedSpam)
def leave_figures(event: ConversationMarkedSpam) -> None:
    """Out of every figure; what came in as spam was in none."""
    conversation = Conversation.objects.spam().filter(pk=event.conversation_id).first()
    if conversation is not None and not event.is_new:
        measuring.leave_figures(conversation, event)


@subscribe(ConversationNotSpam)
def come_back_to_figures(event: ConversationNotSpam) -> None:
    """Counted as before; what came in as spam is counted when it opens."""
    if not event.was_new and (conversation := _genuine(event.conversation_id)) is not None:
        measuring.come_back_to_figures(conversation, event)


@subscribe(StatusChanged)
def count_in_backlog(event: StatusChanged) -> None:
    """Into the backlog or out of it."""
    is_resolved, was_resolved = event.status in RESOLVED, event.before in RESOLVED
    if is_resolved == was_resolved:
        return
    if (conversation := _genuine(event.conversation_id)) is not None:
        measuring.count_in_backlog(conversation, event, is_unresolved=not is_resolved)


@subscribe(ConversationAssigned)
def move_in_backlog(event: ConversationAssigned) -> None:
    """Now counted with whoever has it."""
    conversation = _genuine(event.conversation_id)
    if conversation is not None and measuring.is_in_backlog(conversation):
        measuring.count_in_backlog(conversation, event, is_unresolved=True)


@subscribe(ConversationTransferred)
def measure_transfer(event: ConversationTransferred) -> None:
    """Handed over, and counted where it came to."""
    conversation = _genuine(event.conversation_id)
    if conversation is None:
        return
    measuring.measure_transfer(conversation, event)
    if measuring.is_in_backlog(conversation):
        measuring.count_in_backlog(conversation, event, is_unresolved=True)


@subscribe(ConversationAssigned)
def tell_of_assignment(event: ConversationAssigned) -> None:
    """Whoever got it, unless they took it themselves."""
    _tell(notices.ASSIGNED, [event.assignee_id], event, about=event.conversation_id)


@subscribe(MessageReceived)
def tell_of_answer(event: MessageReceived) -> None:
    """Whoever has the conversation in which the customer wrote again."""
    if not event.is_first:
        _tell(notices.RECEIVED, [event.assignee_id], event, about=event.message_id)


@subscribe(NoteAdded)
def tell_of_note(event: NoteAdded) -> None:
    """Whoever has the conversation, unless the note is their own or calls them by name."""
    if event.assignee_id not in event.mentioned_ids:
        _tell(notices.NOTED, [event.assignee_id], event, about=event.message_id)


@subscribe(NoteAdded)
def tell_of_mention(event: NoteAdded) -> None:
    """Whoever is called by name, if they may read it; they follow the conversation from now on."""
    if not event.mentioned_ids or event.is_apart:
        return
    conversation = Conversation.objects.get(pk=event.conversation_id)
    called = Person.objects.filter(pk__in=event.mentioned_ids, is_active=True)
    seen = Conversation.objects.filter(pk=conversation.pk)
    readers = [one for one in called if seen.visible_to(one.actor).exists()]
    _tell(notices.MENTIONED, [one.pk for one in readers], event, about=event.message_id)
    for one in readers:
        if one.pk not in {event.assignee_id, event.author_id}:
            following.follow(conversation, by=one.actor, at=event.at)


@subscribe(ReplyStopped)
def tell_of_stopped(event: ReplyStopped) -> None:
    """Whoever wrote the reply that does not go out, unless somebody took it back."""
    if event.why:
        _tell(notices.STOPPED, [event.person_id], event, about=event.planned_id)


@subscribe(MessageReceived)
def tell_followers_of_answer(event: MessageReceived) -> None:
    """Whoever follows the conversation and does not have it."""
    _tell_followers(event, event.message_id)


@subscribe(NoteAdded)
def tell_followers_of_note(event: NoteAdded) -> None:
    """Whoever follows it; and whoever has written in what somebody else has follows it from now on."""
    _tell_followers(event, event.message_id, but=event.mentioned_ids)
    _follow(event, event.author_id)


@subscribe(ReplyPosted)
def tell_followers_of_reply(event: ReplyPosted) -> None:
    """Whoever follows it; and whoever has answered in what somebody else has follows it from now on."""
    _tell_followers(event, event.message_id)
    _follow(event, event.author_id)


@subscribe(ConversationOpened)
def tell_of_new(event: ConversationOpened) -> None:
    """Whoever works in its department and wants to know, while nobody has it."""
    if event.by.startswith(f"{Kind.PERSON}:") or event.is_apart:
        return
    waits = Conversation.objects.unresolved().filter(
        pk=event.conversation_id, assignee=None, is_with_bot=False
    )
    who = asked_for(notices.NEW, Member.objects.filter(departments=event.department_id))
    if who and waits.exists():
        _tell(notices.NEW, who, event, about=event.conversation_id)


@subscribe(DeliveryRecorded)
def tell_of_undelivered(event: DeliveryRecorded) -> None:
    """Whoever wrote what did not arrive; where a rule did, whoever has the conversation."""
    if event.delivery in {Delivery.FAILED, Delivery.BOUNCED} and not event.is_apart:
        author = Message.objects.filter(pk=event.message_id).values_list("author", flat=True).first()
        _tell(notices.UNDELIVERED, [author or event.assignee_id], event, about=event.message_id)


@subscribe(DeliveryRecorded)
def tell_the_parent(event: DeliveryRecorded) -> None:
    """What has not arrived in a side conversation is news of the conversation beside it."""
    if event.is_apart and event.delivery in {Delivery.FAILED, Delivery.BOUNCED}:
        operations.note_undelivered(event.conversation_id, event.message_id, by=event.by, at=event.at)


@subscribe(SideAnswered)
def tell_of_side_answer(event: SideAnswered) -> None:
    """Whoever has the parent; where nobody has it, whoever has asked."""
    _tell(notices.SIDE_ANSWERED, [event.assignee_id or _asked_by(event)], event, about=event.message_id)


@subscribe(SideUndelivered)
def tell_of_undelivered_side(event: SideUndelivered) -> None:
    """Whoever wrote it."""
    author = Message.objects.filter(pk=event.message_id).values_list("author", flat=True).first()
    who = author or event.assignee_id or _asked_by(event)
    _tell(notices.SIDE_UNDELIVERED, [who], event, about=event.message_id)


def _asked_by(event: SideOpened) -> int | None:
    return SideConversation.objects.filter(pk=event.side_id).values_list("person", flat=True).first()


def _tell(kind: NoticeKind, people: Iterable[int | None], event: ConversationEvent, *, about: int) -> None:
    """Tell these people; what is kept apart is in nobody's list."""
    thing = "" if event.is_apart else CONVERSATION.of(event.conversation_id)
    notifications.tell(kind, people, about=about, thing=thing, by=event.by, at=event.at)


def _tell_followers(event: ConversationEvent, message_id: int, *, but: Iterable[int] = ()) -> None:
    told = {event.assignee_id, *but}
    people = [one for one in followers_of(event.conversation_id) if one not in told]
    if people:
        _tell(notices.FOLLOWED, people, event, about=message_id)


def _follow(event: ConversationEvent, author_id: int | None) -> None:
    """Whoever has a conversation hears of it anyway; so do those who chose not to follow what they write in."""
    if author_id is None or author_id == event.assignee_id or event.is_apart:
        return
    if author_id in followers_of(event.conversation_id):
        return
    author = Person.objects.filter(pk=author_id, is_active=True).select_related("notice_wishes").first()
    if author is not None and wishes_of(author).follows_own:
        conversation = Conversation.objects.get(pk=event.conversation_id)
        following.follow(conversation, by=author.actor, at=event.at)


def _genuine(pk: int) -> Conversation | None:
    conversation = one_of_all(pk)
    return conversation if conversation is not None and conversation.is_genuine else None
