"""What rules ask about a mail at the door, before any conversation has begun: plain values, asked in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.types import Language
from pult.conversations.queries import Condition, Group, Kind, Operator, declare
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.moderation import queries as door

TURNED = frozenset({Operator.NONE_OF, Operator.LACKS, Operator.NO})
LONGEST_ASKED = 200_000


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """A mail as the rules of intake see it. `auth` is what the own server found out about its sender."""

    address: str
    inbox_id: int | None
    subject: str
    text: str
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    files: tuple[str, ...] = ()
    size: int = 0
    language: str = ""
    auth: str = "unknown"
    score: float | None = None
    is_list: bool = False


@dataclass(frozen=True, kw_only=True)
class Past:
    """A mail that has come in already, to try rules on: what became of it is its conversation, if it has one."""

    arriving: Arriving
    conversation_id: int | None
    at: datetime


Holds = Callable[[Operator, Sequence[str], Arriving], bool]


def _parts(values: Sequence[str]) -> list[str]:
    return [part.strip().casefold() for value in values for part in value.split(",") if part.strip()]


def _from(_operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    known = set(door.names_of(mail.address))
    return any(part.removeprefix("*").removeprefix("@") in known for part in _parts(values))


def _mailbox(_operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    return str(mail.inbox_id) in values


def _within(text: str, values: Sequence[str]) -> bool:
    sought = " ".join(values).casefold().split()
    return " ".join(sought) in " ".join(text[:LONGEST_ASKED].casefold().split())


def _subject(_operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    return _within(mail.subject, values)


def _text(_operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    return _within(mail.text, values)


def _file(_operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    return any(_within(name, values) for name in mail.files)


def _header(_operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    """`X-Mailer: teapot` asks for the text in that header, `X-Mailer` whether there is one."""
    name, _colon, sought = " ".join(values).partition(":")
    written = mail.headers.get(name.strip().casefold(), ())
    return any(_within(one, [sought]) for one in written)


def _size(operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    limit = int(values[0]) * 1024
    return mail.size >= limit if operator == Operator.AT_LEAST else mail.size <= limit


def _score(operator: Operator, values: Sequence[str], mail: Arriving) -> bool:
    if mail.score is None:
        return False
    return mail.score >= int(values[0]) if operator == Operator.AT_LEAST else mail.score <= int(values[0])


def _one_of(name: str) -> Holds:
    return lambda _operator, values, mail: str(getattr(mail, name)) in values


def _flag(asked: Callable[[Arriving], bool]) -> Holds:
    return lambda _operator, _values, mail: asked(mail)


def _turned(holds: Holds) -> Callable[[Operator, Sequence[str], Any], bool]:
    """What was asked, or its opposite."""
    return lambda operator, values, mail: holds(operator, values, mail) != (operator in TURNED)


def _mailboxes() -> list[tuple[str, Any]]:
    rows = Inbox.objects.active().for_service().filter(channel=Channel.EMAIL).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _languages() -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in Language.choices]


def _verdicts() -> list[tuple[str, Any]]:
    return [
        ("pass", pgettext_lazy("sender of a mail", "proved")),
        ("fail", pgettext_lazy("sender of a mail", "disproved")),
        ("unknown", pgettext_lazy("sender of a mail", "not known")),
    ]


def _declare(
    key: str, label: Any, kind: Kind, holds: Holds, options: Callable[[], list[tuple[str, Any]]] | None = None
) -> None:
    declare(
        Condition(key=key, label=label, kind=kind, group=Group.MAIL, holds=_turned(holds), options=options)
    )


_declare("mail_from", _("From (addresses or domains)"), Kind.LIST, _from)
_declare("mail_to", _("To the mailbox"), Kind.CHOICE, _mailbox, _mailboxes)
_declare("mail_subject", _("Subject of the mail"), Kind.WORDS, _subject)
_declare("mail_text", _("Text of the mail"), Kind.WORDS, _text)
_declare("mail_header", _("Header, such as “X-Mailer: teapot”"), Kind.WORDS, _header)
_declare("mail_attachment", _("Brings an attachment"), Kind.CHECK, _flag(lambda mail: bool(mail.files)))
_declare("mail_file", _("Name of an attachment"), Kind.WORDS, _file)
_declare("mail_size", _("Size in kilobytes"), Kind.NUMBER, _size)
_declare("mail_language", _("Language of the mail"), Kind.CHOICE, _one_of("language"), _languages)
_declare("mail_list", _("Sent to a list or to many"), Kind.CHECK, _flag(lambda mail: mail.is_list))
_declare("mail_auth", _("Sender, says the own mail server"), Kind.CHOICE, _one_of("auth"), _verdicts)
_declare("mail_score", _("Spam score of the own mail server"), Kind.NUMBER, _score)
