"""Message texts made ready for the page: links, line breaks, images that came along."""

import re
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

from pult.conversations.models import Attachment, Message
from pult.conversations.types import MENTIONS

STYLE = re.compile(r"""(<[a-z][^<>]*?) style="[^"]*\"""", re.IGNORECASE)
CID = re.compile(r"""src=(["'])cid:([^"']+)\1""", re.IGNORECASE)
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def body_of(message: Message, files: list[Attachment]) -> SafeString:
    """The new part of a message: its sanitised HTML, else its text."""
    if message.html:
        return _with_images(message.html, files)
    return with_mentions(paragraphs(message.text), message.extras.get(MENTIONS) or ())


def with_mentions(html: SafeString, names: Iterable[str]) -> SafeString:
    """The names that a note calls, set apart."""
    called = [re.escape(escape(name)) for name in sorted(names, key=len, reverse=True)]
    if not called:
        return html
    marked = re.sub(
        rf"@({'|'.join(called)})(?!\w)", r'<span class="pult-mention">@\1</span>', html, flags=re.IGNORECASE
    )
    return mark_safe(marked)


def quoted_of(message: Message, files: list[Attachment]) -> SafeString:
    """What the message answered to."""
    if message.quoted_html:
        return _with_images(message.quoted_html, files)
    return paragraphs(message.quoted_text)


def paragraphs(text: str) -> SafeString:
    """Plain text with its line breaks kept and its addresses made into links."""
    linked = urlize(text.strip(), nofollow=True, autoescape=True)
    return mark_safe(linked.replace("\r\n", "\n").replace("\n", "<br>"))


def files_of(message: Message, files: list[Attachment]) -> list[Attachment]:
    """The attachments to list: those that the text does not show in place."""
    markup = message.html + message.quoted_html
    return [one for one in files if not one.cid or f"cid:{one.cid}" not in markup]


def is_shown(attachment: Attachment) -> bool:
    """Whether a file is a picture that a browser may show."""
    return attachment.file.content_type in SHOWN


def _with_images(html: str, attachments: list[Attachment]) -> SafeString:
    by_cid = {one.cid: one for one in attachments if one.cid and is_shown(one)}

    def address(match: re.Match[str]) -> str:
        found = by_cid.get(match[2])
        if found is None:
            return 'alt=""'
        return f'src="{escape(reverse("workspace:attachment", args=[found.pk]))}?show=1" loading="lazy"'

    # The doors have sanitised the HTML. Images that came along get their addresses; styles, which our pages
    # refuse anyway, are left out so that browsers need not complain.
    return mark_safe(CID.sub(address, STYLE.sub(r"\1", html)))
