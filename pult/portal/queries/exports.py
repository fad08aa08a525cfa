"""Everything that is known of a customer, and the archives of it that lie ready."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Sum

from pult.conversations.models import Attachment, Conversation, Message
from pult.customers.models import Customer
from pult.feedback import queries as feedback
from pult.portal.models import Export

from .requests import standing_of, told_of

SHOWN = 3


def exports_of(customer: Customer) -> list[Export]:
    """The newest archives of a customer."""
    return list(Export.objects.filter(customer=customer).select_related("file").order_by("-asked_at")[:SHOWN])


def export_of(customer: Customer, pk: int) -> Export | None:
    """One archive, if it is this customer's."""
    return Export.objects.filter(customer=customer, pk=pk).select_related("file").first()


def weight_of(customer: Customer) -> int:
    """How many bytes the files of a customer have."""
    found = files_of(customer).aggregate(whole=Sum("file__size"))
    return int(found["whole"] or 0)


def files_of(customer: Customer) -> Any:
    """The files of what was said in a customer's own requests."""
    said = Message.objects.said_aloud().filter(conversation__in=_own(customer))
    return Attachment.objects.filter(message__in=said).select_related("file", "message").order_by("pk")


def data_of(customer: Customer) -> dict[str, Any]:
    """Everything but the files, as plain values. Never a note: those are about our work."""
    return {
        "name": customer.name,
        "language": customer.language,
        "company": customer.company.name if customer.company else None,
        "known_since": customer.created_at.isoformat(),
        "identities": [
            {"kind": one.kind, "value": one.value} for one in customer.identities.order_by("kind", "pk")
        ],
        "requests": list(_requests(customer)),
    }


def path_of(attachment: Attachment) -> str:
    """Where a file lies in the archive; its number keeps two of one name apart."""
    name = attachment.name.replace("/", "_").replace("\\", "_").strip(". ") or "file"
    return f"files/{attachment.message.conversation_id}/{attachment.pk}-{name[-120:]}"


def _requests(customer: Customer) -> Iterator[dict[str, Any]]:
    for conversation in _own(customer).order_by("pk").iterator(chunk_size=200):
        rating = feedback.rating_of(conversation)
        yield {
            "number": conversation.pk,
            "subject": conversation.subject,
            "status": str(standing_of(conversation).label),
            "channel": conversation.channel,
            "opened_at": conversation.opened_at.isoformat(),
            "fields": [{"name": line.name, "value": line.text} for line in told_of(conversation)],
            "rating": {"score": rating.score, "comment": rating.comment} if rating else None,
            "messages": [_message(one) for one in _messages(conversation)],
        }


def _messages(conversation: Conversation) -> Any:
    said = conversation.messages.said_aloud()
    return said.prefetch_related("attachments").order_by("pk")


def _message(message: Message) -> dict[str, Any]:
    return {
        "at": message.at.isoformat(),
        "from": message.author_name,
        "text": message.text,
        "files": [path_of(one) for one in message.attachments.all()],
    }


def _own(customer: Customer) -> Any:
    return Conversation.objects.genuine().filter(customer=customer)
