"""Taking mail in: the original is kept first, then read, then handed to the conversations."""

import hashlib
import traceback
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import DataError, IntegrityError, models, transaction
from django.db.models import F, Q, Subquery
from django.utils import timezone

from pult.automation import operations as automation
from pult.conversations import operations as conversations
from pult.conversations.types import Outcome
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database import kept
from pult.foundation.database.inserting import into, is_written, update, values_of
from pult.foundation.errors import DomainError
from pult.gateways.email import filters
from pult.gateways.email.filters import Arrival, Fate, Finding
from pult.gateways.email.inbound import as_inbound, desk_name, intake_key, own_addresses
from pult.gateways.email.letter import Letter
from pult.gateways.email.models import FetchedMail, MailAccount, RawMail
from pult.gateways.email.parse.tree import FAULTS
from pult.gateways.email.reading import read_letter
from pult.gateways.email.types import BY_RULE, MailOutcome, Source, State
from pult.inboxes.models import Inbox

from . import archive
from .door import judge
from .returns import note_automatic_answer, note_return
from .routing import inbox_for, storable

FOR_THE_FILES = {Fate.BOUNCE: MailOutcome.BOUNCE, Fate.AUTO_REPLY: MailOutcome.AUTO_REPLY}
TOO_LARGE = "too_large"
CLAIMS = kept.Kept(kept.named("state", "repeat", "message"))
KEEP = """
    WITH mail AS ({insert} ON CONFLICT (digest) DO NOTHING RETURNING id)
    INSERT INTO email_rawcontent (mail_id, content) SELECT id, %s::bytea FROM mail RETURNING mail_id
"""
SETTLED_BY_INTAKE = (
    "state", "outcome", "message", "reason", "detail", "settled_at", "intake_key", "inbox", "sender", "subject"
)  # fmt: skip
HOLDING = (*FAULTS, DomainError, DataError, IntegrityError)


class Claim(Protocol):
    """A mail as its row was found: where it stands, and which one of the same content was settled before."""

    state: str
    repeat: int | None
    message: int | None


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What became of one mail, with the letter that was read in it."""

    mail: RawMail
    letter: Letter
    is_repeat: bool = False


def take_in(
    raw: bytes,
    *,
    source: Source,
    inbox: Inbox | None = None,
    envelope_from: str = "",
    envelope_to: Iterable[str] = (),
    later: bool = True,
    is_archive: bool = False,
    at: datetime | None = None,
) -> RawMail:
    """Keep a mail as it came, and see that it is read. When this returns, nothing can lose it any more.

    `is_archive` says that it belongs to the past: it is put away with its own date, and sets nothing going.
    """
    digest = hashlib.sha256(raw).hexdigest()
    mail = RawMail(
        digest=digest,
        size=len(raw),
        source=source,
        inbox=inbox,
        envelope_from=storable(envelope_from),
        envelope_to=[storable(address) for address in envelope_to],
        received_at=at or timezone.now(),
        is_archive=is_archive,
    )
    with transaction.atomic():
        if not _keep(mail, raw):
            known: RawMail = RawMail.objects.get(digest=digest)
            return known
        if later:
            jobs.defer("email.settle_mail", mail_id=mail.pk)
    return mail


def _keep(mail: RawMail, raw: bytes) -> bool:
    """Write the row and its bytes in one statement; false when the same bytes stand already."""
    statement = KEEP.format(insert=into(RawMail))
    found = kept.run(statement, [*values_of(mail), zlib.compress(raw, 1)])
    if found:
        is_written(mail, found[0][0])
    return bool(found)


def settle(
    mail: RawMail, *, raw: bytes = b"", at: datetime | None = None, is_let_in: bool = False
) -> Settled:
    """Read a kept mail and let it become what it is. Doing it again changes nothing.

    `raw` is the mail as it came, where it is at hand; `is_let_in` says that somebody wants it in, whatever the rules
    of intake say.
    """
    raw = raw or original(mail)
    letter = read_letter(raw)
    if mail.state != State.WAITING:
        return Settled(mail=mail, letter=letter, is_repeat=True)
    at = at or timezone.now()
    mail.sender, mail.subject = letter.sender.address[:320], letter.subject[:250]
    try:
        mail.intake_key = intake_key(letter, raw)
        with transaction.atomic():
            claim = _claim(mail)
            if claim is None:
                mail.refresh_from_db()
                return Settled(mail=mail, letter=letter, is_repeat=True)
            _sort(mail, letter, claim, at=at, is_let_in=is_let_in)
    except HOLDING as fault:
        detail = "".join(traceback.format_exception(fault))[-4000:]
        _write(
            mail, State.HELD, MailOutcome.QUARANTINED, at=at, reason=type(fault).__name__[:40], detail=detail
        )
    return Settled(mail=mail, letter=letter)


def retry(mail: RawMail, *, by: Actor, at: datetime | None = None) -> Settled:  # noqa: ARG001
    """Read a held mail once more, for example after an inbox was opened for it."""
    if mail.reason == TOO_LARGE:
        _want_whole(mail)
        return Settled(mail=mail, letter=read_letter(original(mail)), is_repeat=True)
    is_let_in = mail.reason == BY_RULE
    RawMail.objects.filter(pk=mail.pk, state=State.HELD).update(
        state=State.WAITING, settled_at=None, outcome=MailOutcome.NONE, reason="", detail=""
    )
    mail.refresh_from_db()
    return settle(mail, at=at, is_let_in=is_let_in)


@transaction.atomic
def _want_whole(mail: RawMail) -> None:
    """Have the account of which only the head was taken look for the whole once more."""
    accounts = list(FetchedMail.objects.filter(mail=mail).values_list("account", flat=True))
    FetchedMail.objects.filter(mail=mail).update(digest="")
    MailAccount.objects.filter(pk__in=accounts).update(counted_at=None, version=F("version") + 1)


def forget_originals(messages: Iterable[int]) -> int:
    """Forget the mails behind these messages, as they came. Returns how many that were."""
    behind = RawMail.objects.filter(message__in=list(messages))
    found = behind.count()
    behind.delete()
    return found


def forget_mail_from(address: str) -> int:
    """Forget the mails of this sender that became no message, such as bounces and what was held."""
    theirs = Q(envelope_from__iexact=address) | Q(sender__icontains=address)
    return RawMail.objects.filter(theirs).delete()[0]


def original(mail: RawMail) -> bytes:
    """The bytes as they came."""
    return zlib.decompress(bytes(mail.stored.content))


def _claim(mail: RawMail) -> Claim | None:
    """Only one worker reads a mail at a time: the row stays locked until the transaction ends."""
    found = CLAIMS.ask("claim", _as_found, {"mail": mail.pk, "key": mail.intake_key})
    return found[0] if found and found[0].state == State.WAITING else None


def _as_found(slots: Mapping[str, Any]) -> "models.QuerySet[Any]":
    same = RawMail.objects.filter(intake_key=slots["key"], state=State.DONE).exclude(pk=slots["mail"])
    first = same.order_by("pk")
    return (
        RawMail.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=slots["mail"])
        .values_list("state", Subquery(first.values("pk")[:1]), Subquery(first.values("message")[:1]))
    )


def _sort(mail: RawMail, letter: Letter, claim: Claim, *, at: datetime, is_let_in: bool) -> None:
    """Ask the filters; what no filter stops is a message."""
    own = own_addresses()
    finding = filters.ask(Arrival(letter=letter, desk=desk_name(), own_addresses=own))
    if claim.repeat is not None:
        _write(mail, State.DONE, MailOutcome.DUPLICATE, at=at, message_id=claim.message)
    elif mail.is_archive:
        _put_away(mail, letter, own, finding, at=at)
    elif finding is None:
        _hand_over(mail, letter, own, at=at, is_let_in=is_let_in)
    elif finding.fate is Fate.QUARANTINE:
        _write(mail, State.HELD, MailOutcome.QUARANTINED, at=at, reason=finding.reason)
    elif finding.fate is Fate.BOUNCE:
        message = note_return(letter, mail.envelope_to, at=at)
        _write(mail, State.DONE, MailOutcome.BOUNCE, at=at, message_id=message, reason=finding.reason)
    else:
        message = note_automatic_answer(letter, mail.envelope_to)
        _write(mail, State.DONE, MailOutcome.AUTO_REPLY, at=at, message_id=message)


def _hand_over(mail: RawMail, letter: Letter, own: frozenset[str], *, at: datetime, is_let_in: bool) -> None:
    """Give the letter to the conversations, through the inbox it was written to."""
    inbox = mail.inbox or inbox_for(letter, mail.envelope_to)
    if inbox is None:
        _write(mail, State.HELD, MailOutcome.QUARANTINED, at=at, reason="no_inbox")
        return
    inbound = as_inbound(
        letter, key=mail.intake_key, envelope_to=mail.envelope_to, own=own, inbox=inbox, at=mail.received_at
    )
    mail.inbox = inbox
    inbound, decision = judge(letter, inbound, inbox=inbox, size=mail.size, is_let_in=is_let_in)
    if decision.hold:
        _write(mail, State.HELD, MailOutcome.QUARANTINED, at=at, reason=BY_RULE, detail=decision.hold[:4000])
        return
    take = conversations.put_away if decision.is_put_away and inbound.spam is None else conversations.receive
    received = take(inbound, inbox=inbox)
    if received.outcome == Outcome.OPENED:
        automation.act_upon_arrival(decision, received.conversation, by=SYSTEM.ref, at=at)
    _write(mail, State.DONE, MailOutcome(received.outcome.value), at=at, message_id=received.message.pk)


def _put_away(
    mail: RawMail, letter: Letter, own: frozenset[str], finding: Finding | None, *, at: datetime
) -> None:
    """Mail of the past: what people wrote goes into the archive, what machines wrote is kept and sets nothing going."""
    if finding is not None and finding.fate in FOR_THE_FILES:
        _write(mail, State.DONE, FOR_THE_FILES[finding.fate], at=at, reason=finding.reason)
        return
    mail.inbox = mail.inbox or inbox_for(letter, mail.envelope_to)
    received = archive.put_away(mail, letter, own) if mail.inbox else None
    if received is None:
        reason = finding.reason if finding else "no_inbox"
        _write(mail, State.HELD, MailOutcome.QUARANTINED, at=at, reason=reason)
    else:
        _write(mail, State.DONE, MailOutcome(received.outcome.value), at=at, message_id=received.message.pk)


def _write(
    mail: RawMail,
    state: State,
    outcome: MailOutcome,
    *,
    at: datetime,
    message_id: int | None = None,
    reason: str = "",
    detail: str = "",
) -> None:
    """Settle the row."""
    mail.state, mail.outcome, mail.message_id = state, outcome, message_id
    mail.reason, mail.detail, mail.settled_at = reason, detail, at
    update(mail, SETTLED_BY_INTAKE)
