"""A reply as a mail: text and HTML, attachments, the names of the mails it answers, a signed address for the answer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from pult.brands import queries as brands
from pult.brands.queries import Letterhead
from pult.conversations.models import Attachment, Conversation, Message, Participant
from pult.conversations.types import MessageKind
from pult.customers.models import Identity
from pult.customers.queries import main_first
from pult.customers.types import IdentityKind
from pult.foundation.database.kept import Kept
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.files.operations import read
from pult.foundation.text.tongues import said
from pult.gateways.email.addresses import plain, sign
from pult.gateways.email.inbound import desk_name, own_addresses
from pult.gateways.email.letter import Address
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

MESSAGES: KeptModels[Message] = KeptModels()
ADDRESSES = Kept(tuple)
MOST_REFERENCES = 30
LONGEST_QUOTE = 4000
# What tells other machines that nobody wrote this, so that none of them answers (RFC 3834 and older customs).
BY_ITSELF = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}
NOBODY = "<>"
POLICY = SMTP.clone(max_line_length=200)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the templates of a mail are given."""

    text: str
    html: str
    signature: str
    quoted: str
    attribution: str
    language: str
    letterhead: Letterhead | None = None
    imprint: str = ""


def new_message_id(address: str) -> str:
    """A name that no other mail has."""
    return f"{uuid4().hex}@{domain_of(address)}"


def message_id_for(message: Message, inbox: Inbox) -> str:
    """The name of a reply: the same however often it is asked for."""
    return f"pult-{message.conversation_id}-{message.pk}-{desk_name()}@{domain_of(inbox.address)}"


def domain_of(address: str) -> str:
    """What stands behind the @."""
    return address.rpartition("@")[2].strip("<> ") or "localhost"


def correspondents(message: Message) -> tuple[list[Address], list[Address]]:
    """To whom a reply goes: whom it names, else the customer who wrote last and everybody whom they kept informed."""
    conversation = message.conversation
    if named := message.envelope.get("to"):
        return [Address(name=name, address=address) for name, address in named], []
    last = last_of_customer(conversation, before=message.pk)
    to = address_of(conversation, last)
    if to is None:
        return [], []
    if message.kind == MessageKind.AUTOMATIC:
        return [to], []
    own = own_addresses()
    envelope = last.envelope if last else {}
    informed = [
        Address(name=name, address=address)
        for name, address in (*envelope.get("to", ()), *envelope.get("cc", ()))
    ]
    taken = {to.address.lower()}
    cc = []
    for each in informed:
        if each.address.lower() not in taken and plain(each.address) not in own:
            taken.add(each.address.lower())
            cc.append(each)
    return [to], cc


def last_of_customer(conversation: Conversation, *, before: int) -> Message | None:
    """What the customer said last before this reply."""
    return MESSAGES.first("customer's", _customers, {"conversation": conversation.pk, "before": before})


def _customers(slots: Mapping[str, Any]) -> "QuerySet[Message]":
    said = Message.objects.filter(
        conversation=slots["conversation"], kind=MessageKind.CUSTOMER, pk__lt=slots["before"]
    )
    return said.order_by("-pk").select_related("customer")


def address_of(conversation: Conversation, last: Message | None) -> Address | None:
    """The mail address of the customer who wrote last, preferably one that takes part in this conversation."""
    customer = (last.customer if last else None) or conversation.customer
    known = [value for (value,) in ADDRESSES.ask("known", _known, {"customer": customer.pk})]
    taking_part = [
        value for (value,) in ADDRESSES.ask("here", _taking_part, {"conversation": conversation.pk})
    ]
    # A visitor of a chat may have named an address without proof: it takes part here, and is nobody's yet.
    unproved = taking_part[:1] if conversation.channel == Channel.CHAT else []
    value = next((each for each in known if each in taking_part), next(iter([*unproved, *known]), None))
    return Address(name=customer.name if customer.name != value else "", address=value) if value else None


def _known(slots: Mapping[str, Any]) -> "QuerySet[Identity, tuple[str]]":
    return main_first(Identity.objects.filter(customer=slots["customer"])).values_list("value")


def _taking_part(slots: Mapping[str, Any]) -> "QuerySet[Participant, tuple[str]]":
    here = Participant.objects.filter(conversation=slots["conversation"], kind=IdentityKind.EMAIL)
    return here.order_by("pk").values_list("value")


def compose_reply(message: Message, *, message_id: str, through: Inbox | None = None) -> bytes:
    """The bytes of a reply, from the mailbox of its conversation or from the one that it goes through."""
    conversation = message.conversation
    inbox = through or conversation.inbox
    if inbox is None:
        return b""
    last = last_of_customer(conversation, before=message.pk)
    mail = EmailMessage(policy=POLICY)
    set_addresses(mail, message, inbox)
    set_thread(mail, conversation, message, last, message_id)
    set_body(
        mail,
        parts_of(message, inbox, last),
        message.attachments.select_related("file").order_by("-cid", "pk"),
    )
    return mail.as_bytes()


def set_addresses(mail: EmailMessage, message: Message, inbox: Inbox) -> None:
    """From, to, and where the answer goes."""
    to, cc = correspondents(message)
    mail["From"] = header_address(Address(name=inbox.name, address=inbox.address))
    mail["To"] = [header_address(each) for each in to]
    if cc:
        mail["Cc"] = [header_address(each) for each in cc]
    signed = sign(inbox.address, conversation_id=message.conversation_id)
    mail["Reply-To"] = header_address(Address(name=inbox.name, address=signed))


def header_address(address: Address) -> HeaderAddress:
    """An address as the standard library writes it, with nothing in it that could begin a new header."""
    name = " ".join(address.name.split())
    local, _at, domain = address.address.rpartition("@")
    return HeaderAddress(display_name=name, username=local, domain=domain)


def set_thread(
    mail: EmailMessage, conversation: Conversation, message: Message, last: Message | None, message_id: str
) -> None:
    """Subject, date, own name, and the names of the earlier mails."""
    subject = " ".join(conversation.subject.split())
    mail["Subject"] = f"Re: {subject}" if last and not subject.lower().startswith("re:") else subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message_id}>"
    earlier = conversation.messages.exclude(external_id="").filter(pk__lt=message.pk).order_by("-pk")
    names = [name.strip("<>") for name in earlier.values_list("external_id", flat=True)[:MOST_REFERENCES]]
    if last and last.external_id:
        mail["In-Reply-To"] = f"<{last.external_id.strip('<>')}>"
    if names:
        mail["References"] = " ".join(f"<{name}>" for name in reversed(names))
    mail["X-Pult-Desk"] = desk_name()
    if message.kind == MessageKind.AUTOMATIC:
        for name, value in BY_ITSELF.items():
            mail[name] = value


def parts_of(message: Message, inbox: Inbox, last: Message | None) -> Parts:
    """What is said, signed, and quoted, in the customer's language."""
    language = message.conversation.language or inbox.language
    letterhead = brands.letterhead_of(inbox.brand_id)
    return Parts(
        text=message.text,
        html=message.html,
        signature=inbox.signature.strip(),
        quoted=last.text[:LONGEST_QUOTE] if last else "",
        attribution=attribution(last, language) if last else "",
        language=language,
        letterhead=letterhead,
        imprint=said(letterhead.imprints, language) if letterhead else "",
    )


def attribution(last: Message, language: str) -> str:
    """The line above what is quoted."""
    with translation.override(language):
        day = date_format(timezone.localtime(last.at), "SHORT_DATETIME_FORMAT")
        sentence = translation.gettext("On %(day)s, %(name)s wrote:")
    return sentence % {"day": day, "name": last.author_name}


def set_body(mail: EmailMessage, parts: Parts, attachments: Iterable[Attachment]) -> None:
    """Plain text and HTML; pictures of the HTML beside it, other files attached."""
    mail.set_content(plain_text(parts), cte="quoted-printable")
    html = render_to_string(
        "email/reply.html", {"parts": parts, "paragraphs": paragraphs(parts.text), "subject": mail["Subject"]}
    )
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    for attachment in attachments:
        maintype, _slash, subtype = (attachment.file.content_type or "application/octet-stream").partition(
            "/"
        )
        if maintype in {"message", "multipart"} or not subtype:
            maintype, subtype = "application", "octet-stream"
        content = read(attachment.file)
        shown = mail.get_body(("related", "html")) if attachment.cid else None
        if isinstance(shown, EmailMessage):
            cid = f"<{attachment.cid}>"
            shown.add_related(content, maintype, subtype, cid=cid, filename=attachment.name)
        else:
            params = calendar_method(content) if subtype == "calendar" else None
            mail.add_attachment(
                content, maintype=maintype, subtype=subtype, filename=attachment.name, params=params
            )


def calendar_method(content: bytes) -> dict[str, str]:
    """What a calendar asks for (REQUEST, CANCEL): mail programs look for it beside the type."""
    found = re.search(rb"^METHOD:([A-Z]+)\r?$", content, re.MULTILINE)
    return {"method": found[1].decode()} if found else {}


def plain_text(parts: Parts) -> str:
    """The reply as plain text."""
    pieces = [parts.text.strip()]
    if parts.signature:
        pieces.append(f"-- \n{parts.signature}")
    if parts.letterhead:
        pieces.append(f"{parts.letterhead.name} · {parts.letterhead.address}/hc\n{parts.imprint}".strip())
    if parts.quoted.strip():
        quoted = "\n".join(f"> {line}".rstrip() for line in parts.quoted.strip().split("\n"))
        pieces.append(f"{parts.attribution}\n{quoted}")
    return "\n\n".join(pieces) + "\n"


def paragraphs(text: str) -> list[list[str]]:
    """A text as paragraphs of lines."""
    return [block.split("\n") for block in text.strip().split("\n\n") if block.strip()]
