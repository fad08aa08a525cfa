"""What people are told about their conversations while they look elsewhere."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.notifications.types import Notice, NoticeKind, declare

from .models import Conversation, Message, PlannedReply, SideConversation
from .queries.notices import in_words, notice_of, numbered, side_notice_of
from .types import Delivery, MessageKind, PlanState


def _had_by(person: Person) -> "QuerySet[Conversation]":
    seen = Conversation.objects.visible_to(person.actor).unresolved()
    return seen.filter(assignee=person.pk).select_related("customer")


def _compose_assigned(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    conversation = _had_by(person).filter(pk=about).first()
    if conversation is None:
        return None
    body = in_words(conversation) if shows_words else numbered(conversation)
    return notice_of(conversation, title=_("You have been given a conversation"), body=body)


def _compose_received(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    message = _message(about, person, kind=MessageKind.CUSTOMER)
    if message is None or message.conversation.last_message_id != message.pk:
        return None
    title = message.author_name if shows_words else _("A customer has answered")
    body = message.text if shows_words else numbered(message.conversation)
    return notice_of(message.conversation, title=title, body=body)


def _compose_note(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    message = _message(about, person, kind=MessageKind.NOTE)
    if message is None:
        return None
    title = _("%(name)s has written a note") % {"name": message.author_name}
    body = message.text if shows_words else numbered(message.conversation)
    return notice_of(message.conversation, title=title, body=body)


def _compose_mention(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    message = _message(about, person, kind=MessageKind.NOTE)
    if message is None:
        return None
    title = _("%(name)s has mentioned you") % {"name": message.author_name}
    body = message.text if shows_words else numbered(message.conversation)
    return notice_of(message.conversation, title=title, body=body)


def _compose_stopped(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    seen = PlannedReply.objects.visible_to(person.actor)
    planned = seen.filter(pk=about, person=person.pk, state=PlanState.STOPPED)
    found = planned.select_related("conversation__customer").first()
    if found is None:
        return None
    body = in_words(found.conversation) if shows_words else numbered(found.conversation)
    return notice_of(found.conversation, title=_("A reply of yours was not sent"), body=body, stays=True)


def _compose_new(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    free = Conversation.objects.visible_to(person.actor).unresolved().filter(assignee=None, pk=about)
    conversation = free.select_related("customer").first()
    if conversation is None:
        return None
    body = in_words(conversation) if shows_words else numbered(conversation)
    return notice_of(conversation, title=_("A new conversation waits"), body=body)


def _compose_undelivered(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    failed = Message.objects.filter(pk=about, delivery__in=[Delivery.FAILED, Delivery.BOUNCED])
    seen = Conversation.objects.visible_to(person.actor)
    message = failed.filter(conversation__in=seen).select_related("conversation__customer").first()
    if message is None:
        return None
    body = in_words(message.conversation) if shows_words else numbered(message.conversation)
    return notice_of(
        message.conversation, title=_("A reply of yours was not delivered"), body=body, stays=True
    )


def _compose_side(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    """While the answer is the last word in the side conversation."""
    seen = SideConversation.objects.visible_to(person.actor).select_related("conversation", "parent")
    side = seen.filter(conversation__last_message_id=about).first()
    if side is None:
        return None
    message = Message.objects.get(pk=about)
    words = {"name": message.author_name, "number": side.parent_id}
    title = (
        _("%(name)s has answered beside #%(number)s") % words
        if shows_words
        else _("A side conversation was answered")
    )
    return side_notice_of(side, title=title, body=message.text if shows_words else numbered(side.parent))


def _compose_side_undelivered(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    failed = Message.objects.filter(pk=about, delivery__in=[Delivery.FAILED, Delivery.BOUNCED])
    seen = SideConversation.objects.visible_to(person.actor).select_related("conversation", "parent")
    side = seen.filter(conversation__messages__in=failed).first()
    if side is None:
        return None
    body = side.conversation.subject if shows_words else numbered(side.parent)
    return side_notice_of(side, title=_("A side conversation was not delivered"), body=body, stays=True)


def _compose_followed(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    followed = Conversation.objects.visible_to(person.actor).filter(followers__person=person.pk)
    message = (
        Message.objects.filter(pk=about, conversation__in=followed).select_related("conversation").first()
    )
    if message is None:
        return None
    body = message.text if shows_words else numbered(message.conversation)
    return notice_of(
        message.conversation, title=_("Something new in a conversation that you follow"), body=body
    )


def _message(pk: int, person: Person, *, kind: MessageKind) -> Message | None:
    """What was said in a conversation that this person has."""
    mine = Message.objects.filter(pk=pk, kind=kind, conversation__in=_had_by(person))
    return mine.select_related("conversation").first()


ASSIGNED = declare(
    NoticeKind(
        key="conversation.assigned",
        label=gettext_lazy("A conversation is given to me"),
        hint=gettext_lazy("By a colleague, or because it is my turn."),
        compose=_compose_assigned,
        said=gettext_lazy("You have been given a conversation"),
        icon="user-check",
        is_personal=True,
        order=20,
    )
)
RECEIVED = declare(
    NoticeKind(
        key="message.received",
        label=gettext_lazy("A customer answers in a conversation of mine"),
        hint=gettext_lazy("Not when somebody has replied in the meantime."),
        compose=_compose_received,
        said=gettext_lazy("A customer has answered"),
        icon="mail",
        order=30,
    )
)
MENTIONED = declare(
    NoticeKind(
        key="note.mentioned",
        label=gettext_lazy("A colleague mentions me in a note"),
        hint=gettext_lazy("With an at sign and your name. You follow the conversation from then on."),
        compose=_compose_mention,
        said=gettext_lazy("A colleague has mentioned you"),
        icon="at",
        order=38,
    )
)
NOTED = declare(
    NoticeKind(
        key="note.added",
        label=gettext_lazy("A colleague writes a note in a conversation of mine"),
        hint=gettext_lazy("Notes are read by colleagues only."),
        compose=_compose_note,
        said=gettext_lazy("A colleague has written a note"),
        icon="note",
        order=40,
    )
)
STOPPED = declare(
    NoticeKind(
        key="reply.stopped",
        label=gettext_lazy("A reply that I planned was not sent"),
        hint=gettext_lazy("Because the customer has written again, or the conversation was closed."),
        compose=_compose_stopped,
        said=gettext_lazy("A reply of yours was not sent"),
        icon="alert-triangle",
        is_personal=True,
        order=35,
    )
)
NEW = declare(
    NoticeKind(
        key="conversation.new",
        label=gettext_lazy("Something new comes to a department of mine"),
        hint=gettext_lazy("Not when somebody is given it at once."),
        compose=_compose_new,
        said=gettext_lazy("A new conversation waits"),
        icon="inbox",
        default=(),
        order=25,
    )
)
UNDELIVERED = declare(
    NoticeKind(
        key="reply.undelivered",
        label=gettext_lazy("A reply of mine was not delivered"),
        hint=gettext_lazy("Because the mail came back, or no server took it."),
        compose=_compose_undelivered,
        said=gettext_lazy("A reply of yours was not delivered"),
        icon="mail-off",
        is_personal=True,
        order=37,
    )
)
SIDE_ANSWERED = declare(
    NoticeKind(
        key="side.answered",
        label=gettext_lazy("A side conversation of mine is answered"),
        hint=gettext_lazy(
            "By a supplier, a courier, or whoever else was asked beside a conversation of mine."
        ),
        compose=_compose_side,
        said=gettext_lazy("A side conversation was answered"),
        icon="messages",
        order=33,
    )
)
SIDE_UNDELIVERED = declare(
    NoticeKind(
        key="side.undelivered",
        label=gettext_lazy("What I wrote in a side conversation was not delivered"),
        hint=gettext_lazy("Because the mail came back, or no server took it."),
        compose=_compose_side_undelivered,
        said=gettext_lazy("A side conversation was not delivered"),
        icon="mail-off",
        is_personal=True,
        order=39,
    )
)
FOLLOWED = declare(
    NoticeKind(
        key="conversation.news",
        label=gettext_lazy("A conversation that I follow goes on"),
        hint=gettext_lazy("The customer or a colleague has written in it."),
        compose=_compose_followed,
        said=gettext_lazy("Something new in a conversation that you follow"),
        icon="eye",
        order=45,
    )
)
