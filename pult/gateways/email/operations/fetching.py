"""What is written down while mail is fetched: each mail, how far, how it goes, what is missing."""

import hashlib
import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish
from pult.gateways.email.events import MailboxAlarmed
from pult.gateways.email.models import FetchedMail, MailAccount, RawMail
from pult.gateways.email.reading import read_letter
from pult.gateways.email.types import MailOutcome, Source, Standing, State, Trouble

from .intake import TOO_LARGE, settle, take_in

ENOUGH_MAILS = 20
LOOKED_BACK = timedelta(days=28)
LEAST_QUIET_HOURS = 24


def begin_at(account: MailAccount, standing: Standing) -> bool:
    """Note how the folder is numbered. True when it is numbered anew, so that everything is compared again."""
    if account.validity == standing.validity:
        return False
    is_first = account.validity is None
    account.validity, account.baseline_uid = standing.validity, standing.next_uid - 1
    account.last_uid, account.is_renumbered = account.baseline_uid, not is_first
    account.counted_at = None
    account.save(update_fields=["validity", "baseline_uid", "last_uid", "is_renumbered", "counted_at"])
    return not is_first


def keep(
    account: MailAccount, uid: int, raw: bytes, *, is_archive: bool, kept_at: datetime | None = None
) -> RawMail | None:
    """Take one mail in and only then note that it is here. Doing it again changes nothing.

    Mail of the past is read at once, so that a conversation comes in the order in which it was written.
    """
    digest = hashlib.sha256(raw).hexdigest()
    mail = None
    if not _was_erased(account, digest):
        mail = take_in(
            raw,
            source=Source.IMAP,
            inbox=account.inbox,
            later=not is_archive,
            is_archive=is_archive,
            at=kept_at if is_archive else None,
        )
        if is_archive:
            settle(mail)
    _note(account, uid, digest, mail, is_archive=is_archive)
    return mail


def keep_head(account: MailAccount, uid: int, head: bytes, *, size: int, is_archive: bool) -> RawMail:
    """Hold what is larger than allowed: its head tells whose it is, the whole stays on its server."""
    at = timezone.now()
    mail = take_in(head, source=Source.IMAP, inbox=account.inbox, later=False, is_archive=is_archive, at=at)
    letter = read_letter(head)
    RawMail.objects.filter(pk=mail.pk, state=State.WAITING).update(
        state=State.HELD,
        outcome=MailOutcome.QUARANTINED,
        reason=TOO_LARGE,
        sender=letter.sender.address[:320],
        subject=letter.subject[:250],
        detail=f"{size} bytes",
        settled_at=at,
    )
    _note(account, uid, mail.digest, mail, is_archive=is_archive)
    return mail


@transaction.atomic
def _note(account: MailAccount, uid: int, digest: str, mail: RawMail | None, *, is_archive: bool) -> None:
    """This mail is here; the position moves with it, never before it."""
    at, validity = timezone.now(), account.validity or 0
    head = RawMail.objects.filter(
        fetched__account=account, fetched__validity=validity, fetched__uid=uid, fetched__digest=""
    )
    head.exclude(pk=mail.pk if mail else 0).update(state=State.DONE, outcome=MailOutcome.DUPLICATE, reason="")
    FetchedMail.objects.bulk_create(
        [
            FetchedMail(
                account=account,
                validity=validity,
                uid=uid,
                digest=digest,
                mail=mail,
                is_archive=is_archive,
                at=at,
            )
        ],
        update_conflicts=True,
        unique_fields=["account", "validity", "uid"],
        update_fields=["digest", "mail"],
    )
    if not is_archive:
        MailAccount.objects.filter(pk=account.pk).update(last_uid=Greatest("last_uid", uid), last_mail_at=at)
        account.last_uid = max(account.last_uid, uid)


def note_look(account: MailAccount, *, waits_by_idle: bool, backlog_left: int) -> None:
    """The mailbox was looked into: whatever was wrong is over."""
    MailAccount.objects.filter(pk=account.pk).update(
        looked_at=timezone.now(),
        waits_by_idle=waits_by_idle,
        backlog_left=backlog_left,
        failing_since=None,
        trouble="",
        trouble_detail="",
    )


def note_trouble(
    account: MailAccount, trouble: Trouble, detail: str = "", *, at: datetime | None = None
) -> None:
    """The mailbox cannot be read. Since when is remembered; why is told as it is now."""
    accounts = MailAccount.objects.filter(pk=account.pk, version=account.version)
    accounts.update(trouble_detail=detail[:300], trouble=trouble, failing_since=_since(account, at))


def note_count(account: MailAccount, *, on_server: int, in_desk: int, missing: int) -> None:
    """How many mails the server has, and how many of these are in the desk."""
    at = timezone.now()
    current = MailAccount.objects.get(pk=account.pk)
    since = (current.missing_since or at) if missing else None
    MailAccount.objects.filter(pk=account.pk).update(
        on_server=on_server,
        in_desk=in_desk,
        counted_at=at,
        missing_since=since,
        quiet_hours=_usual_quiet(account),
    )
    account.counted_at = at


def watch_mailboxes(*, at: datetime | None = None) -> int:
    """Tell of every mailbox that somebody has to look after, once until it is well again. Returns how many."""
    at = at or timezone.now()
    told = 0
    for account in MailAccount.objects.running():
        alarm = account.alarm_at(at) or ""
        if alarm == account.alarm:
            continue
        with transaction.atomic():
            is_news = MailAccount.objects.filter(pk=account.pk, alarm=account.alarm).update(alarm=alarm)
            if is_news and alarm:
                told += 1
                publish(
                    MailboxAlarmed(
                        inbox_id=account.inbox_id, account_id=account.pk, alarm=alarm, by=SYSTEM.ref, at=at
                    )
                )
    return told


def known_uids(account: MailAccount) -> set[int]:
    """The numbers of the mails that are in the desk."""
    rows: Iterable[int] = (
        FetchedMail.objects.filter(account=account, validity=account.validity or 0)
        .exclude(digest="")
        .values_list("uid", flat=True)
    )
    return set(rows)


def _was_erased(account: MailAccount, digest: str) -> bool:
    """What was erased here does not come back because it still lies on its server."""
    return FetchedMail.objects.filter(account=account, digest=digest, mail=None).exists()


def _since(account: MailAccount, at: datetime | None) -> datetime:
    current = MailAccount.objects.filter(pk=account.pk).values_list("failing_since", flat=True).first()
    return current or at or timezone.now()


def _usual_quiet(account: MailAccount) -> int | None:
    """After how many hours without mail something must be wrong: twice the longest pause of the last four weeks."""
    recent = FetchedMail.objects.filter(
        Q(at__gte=timezone.now() - LOOKED_BACK), account=account, is_archive=False
    )
    moments = list(recent.order_by("at").values_list("at", flat=True))
    if len(moments) < ENOUGH_MAILS:
        return None
    longest = max(later - earlier for earlier, later in itertools.pairwise(moments))
    return max(LEAST_QUIET_HOURS, round(longest.total_seconds() * 2 / 3600))
