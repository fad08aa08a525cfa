"""A letter as the conversations understand it: channel-neutral."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from pult.accounts.types import Language
from pult.conversations.types import Envelope, Inbound, Sender, Upload
from pult.customers.types import IdentityKind
from pult.foundation.database import kept
from pult.foundation.text.language import Script, detect
from pult.gateways.email.addresses import conversation_in, plain
from pult.gateways.email.html.text import text_of_html
from pult.gateways.email.invitations import invitation_of
from pult.gateways.email.letter import Address, Attachment, Letter
from pult.gateways.email.parse.charsets import decode
from pult.gateways.email.parse.tnef import Packed, is_packed, unpack
from pult.gateways.email.sealing import seal_of
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

LONGEST_TEXT = 500_000
SURE = 0.4
OWN = kept.Kept(tuple)


def own_addresses() -> frozenset[str]:
    """The addresses of our own mailboxes."""
    rows = OWN.ask(
        "own",
        lambda _slots: Inbox.objects.filter(channel=Channel.EMAIL).values_list("address").order_by("pk"),
        {},
    )
    return frozenset(address for (address,) in rows)


def desk_name() -> str:
    """A name of this installation that mail can carry without telling anything."""
    return salted_hmac("pult.email.desk", settings.APP_URL, algorithm="sha256").hexdigest()[:16]


def intake_key(letter: Letter, raw: bytes) -> str:
    """One name for one mail, however often and by whatever way it comes: what servers add on the way does not count.

    A Message-ID that is used again for another text is another mail.
    """
    head, _gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    pieces = [
        letter.message_id,
        letter.sender.address.lower(),
        letter.date.isoformat() if letter.date else "",
        letter.subject,
        hashlib.sha256(body.rstrip() or head).hexdigest(),
    ]
    return hashlib.sha256("\n".join(pieces).encode("utf-8", "replace")).hexdigest()


def as_inbound(
    letter: Letter, *, key: str, envelope_to: Iterable[str], own: frozenset[str], inbox: Inbox, at: datetime
) -> Inbound:
    """The letter with everything that belongs to mail only left behind."""
    letter = opened(letter)
    writer = writer_of(letter, own)
    reached = [*envelope_to, *(each.address for each in (*letter.to, *letter.cc))]
    is_cut = bool(letter.reply.html)
    return Inbound(
        intake_key=key,
        external_id=letter.message_id,
        sender=Sender(kind=IdentityKind.EMAIL, value=writer.address[:254], name=writer.name[:160]),
        subject=letter.subject,
        text=letter.reply.text[:LONGEST_TEXT],
        quoted_text=letter.reply.elided[:LONGEST_TEXT],
        html=letter.reply.html if is_cut else letter.body.html,
        quoted_html=letter.reply.elided_html if is_cut else "",
        attachments=tuple(as_upload(each, number) for number, each in enumerate(letter.attachments, 1)),
        envelope=Envelope(to=others(letter.to, own), cc=others(letter.cc, own)),
        references=letter.thread_ids,
        addressed_conversation=next((n for n in map(conversation_in, reached) if n is not None), None),
        language=language_of(f"{letter.subject}\n{letter.reply.text}", usual=inbox.language),
        extras=beside(letter),
        at=at,
    )


def beside(letter: Letter) -> dict[str, Any]:
    """What a page shows above the text: how the letter is sealed, and the meeting that it is about."""
    found = {"seal": seal_of(letter), "invitation": invitation_of(letter)}
    return {name: value for name, value in found.items() if value is not None}


def opened(letter: Letter) -> Letter:
    """The letter with what its winmail.dat holds in its place; one that cannot be read stays an attachment."""
    if not any(is_packed(each) for each in letter.attachments):
        return letter
    attachments, text = list[Attachment](), letter.reply.text
    for each in letter.attachments:
        packed = unpack(each.content) if is_packed(each) else Packed()
        attachments += packed.files or ([] if packed.text or packed.html else [each])
        text = text if text.strip() else packed.text or text_of_html(decode(packed.html)[0])
    return replace(letter, attachments=tuple(attachments), reply=replace(letter.reply, text=text))


def language_of(text: str, *, usual: str) -> str:
    """One of our languages, when the text surely is in it; else nothing, so that what we knew before stands."""
    found = detect(text, default=usual.partition("-")[0])
    if found.confidence < SURE:
        return ""
    code = "sr-latn" if found.language == "sr" and found.script is Script.LATIN else found.language
    return code if code in Language.values else ""


def writer_of(letter: Letter, own: frozenset[str]) -> Address:
    """Who wrote: the sender; for a form on one of our own pages the person whom it names for answers."""
    sender = letter.sender
    if "@" not in sender.address or sender.address.lower() in own:
        return letter.answers_to
    return sender


def others(addresses: Iterable[Address], own: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Names and addresses, our own mailboxes left out."""
    return tuple(
        (each.name, each.address)
        for each in addresses
        if "@" in each.address and plain(each.address) not in own
    )


def as_upload(attachment: Attachment, number: int) -> Upload:
    """An attachment with a name that people can read."""
    return Upload(
        name=attachment.name or unnamed(attachment, number),
        content_type=attachment.type[:120],
        content=attachment.content,
        cid=(attachment.cid or "")[:255],
    )


def unnamed(attachment: Attachment, number: int) -> str:
    """A name for what came without one."""
    endings = {"message/rfc822": "eml", "text/calendar": "ics", "text/plain": "txt", "image/jpeg": "jpg"}
    kind, _slash, ending = attachment.type.partition("/")
    return f"{kind}-{number}.{endings.get(attachment.type, ending if ending.isalnum() else 'bin')}"
