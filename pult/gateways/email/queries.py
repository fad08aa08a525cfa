"""What screens and checks ask the mail door."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone

from pult.brands import queries as brands
from pult.calendars import queries as calendars
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.inboxes.types import Right as InboxRight
from pult.knowledge.queries import closures

from .models import AutoReply, MailAccount, OutgoingMail, RawMail
from .types import Alarm, Progress, State
from .wording import Situation, own_words, words

SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class DoorHealth:
    """How the mail door does, in one look."""

    has_server: bool
    waiting_out: int
    oldest_waiting_at: datetime | None
    failed_out: int
    unread: int
    held: int

    @property
    def is_stuck(self) -> bool:
        """Mail waits and nobody is asked to take it."""
        return bool(self.waiting_out and not self.has_server)


def trouble(actor: Actor) -> dict[str, Any]:
    """The newest mails that are held, and those that have not left."""
    troubled = OutgoingMail.objects.visible_to(actor).troubled().newest_first()
    return {
        "health": health(),
        "held": RawMail.objects.visible_to(actor).held().select_related("inbox").newest_first()[:SHOWN],
        "outbox": troubled.select_related("inbox").defer("content")[:SHOWN],
        "shown": SHOWN,
        "mailboxes": mailboxes(actor),
        "may_connect": actor.has(InboxRight.MANAGE),
    }


def mailboxes(actor: Actor, *, at: datetime | None = None) -> list[tuple[MailAccount, Alarm | None]]:
    """Every mailbox from which mail is fetched, with what somebody has to look after."""
    at = at or timezone.now()
    accounts = MailAccount.objects.visible_to(actor).select_related("inbox").order_by("inbox__name", "pk")
    return [(account, account.alarm_at(at)) for account in accounts]


def originals_of(messages: Sequence[int]) -> Iterator[tuple[int, str, bytes]]:
    """The mails behind these messages as they came and as they went, each with a name in an archive."""
    came = RawMail.objects.filter(message__in=messages).select_related("stored").order_by("pk")
    for mail in came.iterator(chunk_size=20):
        if mail.message_id is not None:
            yield mail.message_id, f"mails/{mail.message_id}-in-{mail.pk}.eml", original(mail)
    for out in OutgoingMail.objects.filter(message__in=messages).order_by("pk").iterator(chunk_size=20):
        if out.message_id is not None and out.content is not None:
            yield out.message_id, f"mails/{out.message_id}-out-{out.pk}.eml", bytes(out.content)


def original(mail: RawMail) -> bytes:
    """The bytes of a mail as they came."""
    return zlib.decompress(bytes(mail.stored.content))


def health() -> DoorHealth:
    """What waits, what failed, what is held back; two statements."""
    unsent = Q(progress__in=[Progress.WAITING, Progress.SENDING])
    out = OutgoingMail.objects.aggregate(
        waiting=Count("pk", filter=unsent),
        oldest=Min("queued_at", filter=unsent),
        failed=Count("pk", filter=Q(progress=Progress.FAILED)),
    )
    came = RawMail.objects.exclude(state=State.DONE).aggregate(
        unread=Count("pk", filter=Q(state=State.WAITING)), held=Count("pk", filter=Q(state=State.HELD))
    )
    return DoorHealth(
        has_server=bool(settings.SMTP_URL),
        waiting_out=out["waiting"],
        oldest_waiting_at=out["oldest"],
        failed_out=out["failed"],
        unread=came["unread"],
        held=came["held"],
    )


def mailbox_of(conversation: Conversation) -> Inbox | None:
    """From which mailbox a conversation is answered by mail: its own, else one of its department, else any."""
    if conversation.inbox is not None and conversation.inbox.channel == Channel.EMAIL:
        return conversation.inbox
    there = Inbox.objects.active().for_service().filter(channel=Channel.EMAIL)
    mailboxes = list(there.order_by("pk"))
    if brands.is_several():
        # Whoever wrote to one brand is not answered by another.
        brand_id = conversation.inbox.brand_id if conversation.inbox else None
        mailboxes = [one for one in mailboxes if one.brand_id == brand_id] or mailboxes
    own = [one for one in mailboxes if one.department_id == conversation.department_id]
    return next(iter([*own, *mailboxes]), None)


PREVIEWED = ("en", "hr", "sr-latn", "sr")


def auto_reply_previews(settings: AutoReply, inbox: Inbox, *, at: datetime) -> list[tuple[str, str]]:
    """What somebody who writes right now would read, language by language, as an example."""
    hours = calendars.hours(inbox.department.calendar)
    previews = []
    for language in PREVIEWED:
        situation = Situation(
            language=language,
            name="Carl",
            number=1234,
            subject="",
            at=at,
            hours=hours,
            promise=timedelta(hours=4),
            closures=closures.words_for(inbox.department, language=language, at=at),
        )
        own = own_words(settings.texts, language, is_open=situation.is_open)
        previews.append((language, words(own, situation)))
    return previews
