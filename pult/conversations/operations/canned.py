"""Canned replies: writing them, dropping them, counting their use."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.conversations.canned import LANGUAGES, unknown_in
from pult.conversations.errors import Empty, ShortcutTaken, UnknownVariable
from pult.conversations.events import CannedReplyChanged
from pult.conversations.models import CannedFile, CannedReply
from pult.conversations.types import Upload
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.foundation.files.bounds import check
from pult.foundation.files.operations import keep
from pult.workforce.models import Department, Member


def save_canned_reply(
    reply: CannedReply,
    *,
    name: str,
    shortcut: str,
    texts: Mapping[str, str],
    by: Actor,
    owner: Member | None = None,
    department: Department | None = None,
    files: Iterable[Upload] = (),
    dropped: Iterable[int] = (),
    at: datetime | None = None,
) -> CannedReply:
    """Write a canned reply, or change it; refused when a variable is unknown or the shortcut is taken."""
    at = at or timezone.now()
    reply.name, reply.texts = name.strip(), _checked(texts)
    reply.shortcut = slugify(shortcut or name, allow_unicode=True)[:30]
    reply.owner, reply.department, reply.changed_at = owner, department, at
    try:
        with transaction.atomic():
            reply.save()
            reply.files.filter(pk__in=list(dropped)).delete()
            CannedFile.objects.bulk_create(_kept(reply, one) for one in files)
            publish(CannedReplyChanged(canned_id=reply.pk, is_dropped=False, by=by.ref, at=at))
    except IntegrityError as error:
        raise ShortcutTaken(_("This shortcut is in use already.")) from error
    return reply


def _kept(reply: CannedReply, upload: Upload) -> CannedFile:
    check(upload.name, upload.content)
    file = keep(upload.content, content_type=upload.content_type)
    return CannedFile(reply=reply, file=file, name=upload.name[:255])


@transaction.atomic
def drop_canned_reply(reply: CannedReply, *, by: Actor, at: datetime | None = None) -> None:
    """Drop a canned reply; what was said with it stays as it is."""
    key = reply.pk
    reply.delete()
    publish(CannedReplyChanged(canned_id=key, is_dropped=True, by=by.ref, at=at or timezone.now()))


def count_use(reply: CannedReply, *, at: datetime | None = None) -> None:
    """Somebody has used it: what is used most is offered first."""
    CannedReply.objects.filter(pk=reply.pk).update(used=F("used") + 1, used_at=at or timezone.now())


def _checked(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {one: texts[one].strip() for one in LANGUAGES if texts.get(one, "").strip()}
    if not kept:
        raise Empty(_("Write the text in one language at least."))
    for text in kept.values():
        if unknown := unknown_in(text):
            raise UnknownVariable(
                _("“%(name)s” is not a variable. Choose one from the list.") % {"name": unknown[0]}
            )
    return kept
