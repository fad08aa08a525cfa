"""What a sheet shows: who, when, to whom, what, and the files, for the customer or with all that is ours."""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pult.conversations.models import Attachment, Conversation, Message, MessageQuerySet
from pult.conversations.types import Delivery, MessageKind
from pult.foundation.files.errors import Missing
from pult.foundation.files.names import safe_name
from pult.foundation.files.operations import read
from pult.workspace.bodies import CID, STYLE, is_shown, paragraphs

REMOTE = re.compile(r"""(<img\b[^<>]*?)\s(?:src|srcset)=(["'])(?!data:|/)[^"']*\2""", re.IGNORECASE)
FAR = {Delivery.FAILED, Delivery.BOUNCED}
ALOUD = (MessageKind.CUSTOMER, MessageKind.REPLY, MessageKind.AUTOMATIC)
Source = Callable[[Attachment], str]


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One message as it stands on paper."""

    message: Message
    author: str
    address: str
    at: datetime
    to: str
    cc: str
    body: SafeString
    quoted: SafeString
    files: list[Attachment] = field(default_factory=list)
    is_packed: bool = False

    @property
    def listed(self) -> list[tuple[Attachment, str]]:
        """Its files, each with where it lies beside the page, if it goes along."""
        return [(one, path_of(one) if self.is_packed else "") for one in self.files]

    @property
    def is_note(self) -> bool:
        """Only for ourselves."""
        return self.message.kind == MessageKind.NOTE

    @property
    def is_ours(self) -> bool:
        """Written here."""
        return self.message.kind != MessageKind.CUSTOMER

    @property
    def trouble(self) -> str:
        """Why it did not arrive, if it did not."""
        delivery = Delivery(self.message.delivery)
        return str(delivery.label) if delivery in FAR else ""


def messages_of(conversation: Conversation, *, notes: bool) -> MessageQuerySet:
    """What is taken along: what the customer could read, or all of it."""
    said = Message.objects.filter(conversation=conversation)
    seen = said if notes else said.filter(kind__in=ALOUD)
    return seen.select_related("customer").prefetch_related("attachments__file").order_by("pk")


def leaves_of(
    conversation: Conversation, *, notes: bool, source: Source, is_packed: bool = False
) -> list[Leaf]:
    """The messages in their order; `source` says where a picture is found, `is_packed` that files lie beside."""
    addresses = _addresses(conversation)
    leaves = (_leaf(one, conversation, addresses, source) for one in messages_of(conversation, notes=notes))
    return [replace(leaf, is_packed=is_packed) for leaf in leaves]


def shown_at(attachment: Attachment) -> str:
    """Where a page of ours finds a picture."""
    return f"{reverse('workspace:attachment', args=[attachment.pk])}?show=1"


def carried(attachment: Attachment) -> str:
    """The picture itself, for a page that stands alone; nothing where its content is missing."""
    try:
        return f"data:{attachment.file.content_type};base64,{b64encode(read(attachment.file)).decode()}"
    except Missing:
        return "data:,"


def path_of(attachment: Attachment) -> str:
    """Where a file lies in the archive; its number keeps two of one name apart."""
    return f"files/{attachment.pk}-{safe_name(attachment.name)}"


def _addresses(conversation: Conversation) -> dict[str, str]:
    taking_part = conversation.participants.values_list("name", "value")
    return {name: value for name, value in taking_part if name}


def _leaf(message: Message, conversation: Conversation, addresses: dict[str, str], source: Source) -> Leaf:
    files = list(message.attachments.all())
    own = conversation.inbox.address if conversation.inbox else ""
    is_ours = message.kind != MessageKind.CUSTOMER
    to = _people(message.envelope.get("to") or [])
    if not to and message.kind != MessageKind.NOTE:
        to = conversation.customer.name if is_ours else own
    return Leaf(
        message=message,
        author=message.author_name,
        address=(own or "") if is_ours else addresses.get(message.author_name, ""),
        at=message.at,
        to=to,
        cc=_people(message.envelope.get("cc") or []),
        body=_html(message.html, files, source) if message.html else paragraphs(message.text),
        quoted=_html(message.quoted_html, files, source)
        if message.quoted_html
        else paragraphs(message.quoted_text),
        files=files,
    )


def _html(html: str, files: list[Attachment], source: Source) -> SafeString:
    """What the door has sanitised, with its own pictures; nothing is fetched from elsewhere."""
    by_cid = {one.cid: one for one in files if one.cid and is_shown(one)}

    def address(match: re.Match[str]) -> str:
        found = by_cid.get(match[2])
        return f'src="{escape(source(found))}"' if found is not None else 'alt=""'

    return mark_safe(CID.sub(address, REMOTE.sub(r"\1", STYLE.sub(r"\1", html))))


def _people(pairs: list[list[str]]) -> str:
    return ", ".join(f"{name} <{address}>" if name else address for name, address in pairs)
