"""Keys that the chat door makes: a visitor's, a widget's secret, and links to files. None of them is stored."""

import secrets
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

FILE_LINKS_LAST = 60 * 60 * 12


def new_token() -> str:
    """A widget's public name."""
    return secrets.token_urlsafe(15)


def secret_of(widget_id: int, number: int) -> str:
    """The secret of a widget, made from this installation's own key; a new number makes a new one."""
    return salted_hmac("pult.chat.secret", f"{widget_id}:{number}", algorithm="sha256").hexdigest()


def key_of(visitor: UUID) -> str:
    """What a visitor's browser keeps: who they are, and a seal that nobody else can make."""
    return f"{visitor.hex}.{_seal(visitor.hex)}"


def visitor_in(key: object) -> UUID | None:
    """Whose key this is; nothing when it is none of ours."""
    name, _dot, seal = key.partition(".") if isinstance(key, str) else ("", "", "")
    try:
        found = UUID(hex=name)
    except ValueError:
        return None
    return found if constant_time_compare(seal, _seal(found.hex)) else None


def file_link(attachment_id: int, visitor_id: int) -> str:
    """What lets one visitor read one file for some hours."""
    return signing.dumps([attachment_id, visitor_id], salt="pult.chat.file")


def file_in(link: str) -> tuple[int, int] | None:
    """The attachment and the visitor that a link names; nothing when it is forged or old."""
    try:
        attachment, visitor = signing.loads(link, salt="pult.chat.file", max_age=FILE_LINKS_LAST)
    except signing.BadSignature:
        return None
    return int(attachment), int(visitor)


def _seal(name: str) -> str:
    return salted_hmac("pult.chat.visitor", name, algorithm="sha256").hexdigest()[:40]
