"""What was said in a request, made ready for the customer's eyes."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

from pult.conversations.models import Attachment, Conversation, Message
from pult.conversations.types import MessageKind

STYLE = re.compile(r"""(<[a-z][^<>]*?) style="[^"]*\"""", re.IGNORECASE)
CID = re.compile(r"""src=(["'])cid:([^"']+)\1""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of a message."""

    name: str
    href: str
    size: int
    icon: str = "paperclip"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message as the customer reads it."""

    message: Message
    is_ours: bool
    body: SafeString
    files: list[File]


def thread_of(conversation: Conversation, messages: list[Message], locale: str) -> list[Said]:
    """The messages with their files; nothing in it says more of the staff than the name they go by."""
    return [_said(conversation, message, locale) for message in messages]


def _said(conversation: Conversation, message: Message, locale: str) -> Said:
    attachments = list(message.attachments.all())

    def address(one: Attachment) -> str:
        place = {"locale": locale, "number": conversation.pk, "pk": one.pk, "name": one.name or "file"}
        return reverse("portal:requests-file", kwargs=place)

    listed = [one for one in attachments if not one.cid or f"cid:{one.cid}" not in message.html]
    shown = {one.cid: address(one) for one in attachments if one.cid and one.file.is_picture}
    return Said(
        message=message,
        is_ours=message.kind == MessageKind.REPLY,
        body=_with_images(message.html, shown) if message.html else _paragraphs(message.text),
        files=[File(name=one.name, href=address(one), size=one.file.size) for one in listed],
    )


def _paragraphs(text: str) -> SafeString:
    linked = urlize(text.strip(), nofollow=True, autoescape=True)
    return mark_safe(linked.replace("\r\n", "\n").replace("\n", "<br>"))


def _with_images(html: str, shown: dict[str, str]) -> SafeString:
    """The doors have sanitised the HTML; pictures that came along get addresses that only this customer can open."""

    def address(match: re.Match[str]) -> str:
        found = shown.get(match[2])
        return f'src="{escape(found)}" loading="lazy"' if found else 'alt=""'

    return mark_safe(CID.sub(address, STYLE.sub(r"\1", html)))
