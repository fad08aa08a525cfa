"""What customers read of their own conversations. Everything here begins at what this customer may read."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.conversations.models import Attachment, Conversation, Message, MessageIndex
from pult.conversations.models.conversations import ConversationQuerySet
from pult.conversations.types import RESOLVED, MessageKind, Status
from pult.customers.models import Customer, Identity
from pult.customers.types import IdentityKind
from pult.feedback import queries as feedback
from pult.feedback.models import Asked
from pult.feedback.types import Rating, State
from pult.fields.queries import Line, catalogue, known_values, lines_of
from pult.fields.types import Audience
from pult.foundation.text.fields import holding
from pult.foundation.text.query import parse
from pult.foundation.web import Page, keyset_page
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

A_PAGE = 20
NEWEST_SHOWN = 60
MOST_SHOWN = 1000
ORDER = ("-activity_at", "-pk")


class Show(StrEnum):
    """Which of the requests a list shows."""

    OPEN = "open"
    SOLVED = "solved"
    ALL = "all"


@dataclass(frozen=True)
class Standing:
    """How a request stands, in the customer's words: what is on hold with us is simply open for them."""

    label: Promise
    tone: str
    is_solved: bool = False
    is_closed: bool = False


OPEN = Standing(_("Open"), "info")
WAITING = Standing(_("Waiting for your answer"), "soon")
SOLVED = Standing(_("Solved"), "good", is_solved=True)
CLOSED = Standing(_("Closed"), "neutral", is_solved=True, is_closed=True)
STANDINGS = {Status.PENDING: WAITING, Status.SOLVED: SOLVED, Status.CLOSED: CLOSED}


def standing_of(conversation: Conversation) -> Standing:
    """How a request stands for the customer."""
    return STANDINGS.get(Status(conversation.status), OPEN)


@dataclass(frozen=True)
class Row:
    """One request in the list."""

    conversation: Conversation
    standing: Standing
    is_own: bool


@dataclass(frozen=True)
class RequestList:
    """A page of requests."""

    rows: list[Row]
    page: Page[Conversation]


def requests_of(
    customer: Customer,
    *,
    show: Show = Show.OPEN,
    words: str = "",
    after: str | None = None,
    before: str | None = None,
    size: int = A_PAGE,
    brand: Brand | None = None,
) -> RequestList:
    """A customer's requests, and their company's where that is allowed; the newest activity first."""
    found = readable(customer, brand)
    if show == Show.OPEN:
        found = found.unresolved()
    elif show == Show.SOLVED:
        found = found.filter(status__in=RESOLVED)
    if words.strip():
        found = found.filter(pk__in=_said(found, words))
    page = keyset_page(found.select_related("customer"), ORDER, after=after, before=before, size=size)
    return RequestList(
        [Row(one, standing_of(one), one.customer_id == customer.pk) for one in page.rows], page
    )


def readable(customer: Customer, brand: Brand | None) -> "ConversationQuerySet":
    """What a customer may read at the address of a brand: what they asked there, where there are several."""
    found = Conversation.objects.readable_by(customer)
    return found.of_brand(brand) if brand is not None and brands.is_several() else found


def request_of(customer: Customer, number: int, brand: Brand | None = None) -> Conversation | None:
    """One request, if this customer may read it; for one that was merged, the one in which it goes on."""
    found = readable(customer, brand).filter(pk=number)
    if (one := found.select_related("customer", "inbox", "department").first()) is not None:
        return one
    merged = Conversation.objects.exclude(merged_into=None).filter(pk=number)
    elsewhere = merged.values_list("merged_into", flat=True).first()
    return request_of(customer, elsewhere, brand) if elsewhere else None


def messages_of(conversation: Conversation, *, whole: bool = False) -> list[Message]:
    """What was said, oldest first; of a long conversation the newest part unless the whole is asked for."""
    newest = conversation.messages.said_aloud().order_by("-pk")
    shown = newest.prefetch_related("attachments__file")[: MOST_SHOWN if whole else NEWEST_SHOWN]
    return list(reversed(shown))


def attachment_of(conversation: Conversation, pk: int) -> Attachment | None:
    """A file of what was said in a request."""
    said = Message.objects.said_aloud().filter(conversation=conversation)
    return Attachment.objects.filter(pk=pk, message__in=said).select_related("file").first()


def rating_of(customer: Customer, conversation: Conversation) -> Rating | None:
    """What this customer thought of the conversation, if it was theirs to say."""
    return feedback.rating_of(conversation) if conversation.customer_id == customer.pk else None


def can_rate(customer: Customer, conversation: Conversation) -> bool:
    """Whether the customer may rate: they are asked, or soon will be, and the conversation is theirs."""
    asked = feedback.asked_about(conversation)
    return _is_askable(asked) and conversation.customer_id == customer.pk


def addresses_of(customer: Customer) -> list[Identity]:
    """The mail addresses by which a customer is known."""
    return list(customer.identities.filter(kind=IdentityKind.EMAIL).order_by("pk"))


def doors(brand: Brand | None = None) -> "QuerySet[Inbox]":
    """Where a new request may go: the mailboxes of the departments, of one brand where there are several."""
    there = Inbox.objects.all()
    if brand is not None and brands.is_several():
        there = there.of_brand(brand)
    return (
        there.active()
        .for_service()
        .filter(channel=Channel.EMAIL)
        .select_related("department")
        .order_by("department__name", "pk")
    )


def _said(among: "ConversationQuerySet", words: str) -> "QuerySet[MessageIndex]":
    """The conversations in which these words were said aloud, or stand in the title."""
    said = MessageIndex.objects.filter(
        holding(parse(words)), conversation__in=among.values("pk"), message__kind__in=_ALOUD
    )
    return said.values("conversation_id")  # type: ignore[return-value]


_ALOUD = (MessageKind.CUSTOMER, MessageKind.REPLY)


def _is_askable(asked: Asked | None) -> bool:
    return asked is not None and asked.state in {State.PLANNED, State.SENT}


def told_of(conversation: Conversation) -> list[Line]:
    """The type and what is written in the fields that customers may fill in."""
    known = catalogue()
    chosen = known.type(conversation.type_id)
    asked = [one for one in known.form(conversation.type_id) if one.is_public]
    lines = [Line(name=gettext("Type"), text=chosen.name)] if chosen and chosen.is_public else []
    return lines + lines_of(asked, known_values(Audience.CONVERSATION, conversation.pk, asked))
