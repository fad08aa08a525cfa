"""The archive of one conversation: a page to read, the values for a program, the mails as they came, the files."""

import json
import tempfile
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import IO

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pult.conversations.models import Attachment, Conversation
from pult.foundation.errors import Invalid
from pult.foundation.files.errors import Missing
from pult.foundation.files.operations import open_file
from pult.gateways.email.queries import originals_of
from pult.ui.rendering import render
from pult.workspace.queries.checklists import Checklists

from .data import data_of
from .sheets import ALOUD, carried, leaves_of, messages_of, path_of

IN_MEMORY = 8 * 1024 * 1024
PIECE = 1024 * 1024
LARGEST = 1024 * 1024 * 1024
LOOKS = Path(__file__).parent / "paper.css"


class TooLarge(Invalid):
    """An archive that nobody could open."""

    code = "export_too_large"


def archive_of(conversation: Conversation, *, notes: bool, files: bool) -> IO[bytes]:
    """The archive, ready to be read from its beginning."""
    if files and weight_of([conversation.pk], notes=notes) > LARGEST:
        raise TooLarge(_("The files of this conversation are more than 1 GB. Export it without them."))
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer reads and closes it
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        put_conversation(archive, conversation, notes=notes, files=files)
    stream.seek(0)
    return stream


def weight_of(conversations: Collection[int], *, notes: bool) -> int:
    """How many bytes the files of these conversations have."""
    told = Q() if notes else Q(message__kind__in=ALOUD)
    attached = Attachment.objects.filter(told, message__conversation__in=conversations)
    return int(attached.aggregate(whole=Sum("file__size"))["whole"] or 0)


def put_conversation(
    archive: zipfile.ZipFile, conversation: Conversation, *, notes: bool, files: bool, folder: str = ""
) -> None:
    """Put everything of one conversation into an archive, below a folder of it."""
    said = list(messages_of(conversation, notes=notes))
    mails: dict[int, list[str]] = {}
    for message_id, path, content in originals_of([one.pk for one in said]):
        archive.writestr(f"{folder}{path}", content)
        mails.setdefault(message_id, []).append(path)
    values = data_of(conversation, notes=notes, mails=mails)
    archive.writestr(f"{folder}conversation.json", json.dumps(values, ensure_ascii=False, indent=2))
    archive.writestr(f"{folder}conversation.html", page_of(conversation, notes=notes, files=files))
    for one in (one for message in said for one in message.attachments.all()) if files else ():
        _put(archive, one, folder)


def page_of(conversation: Conversation, *, notes: bool, files: bool) -> str:
    """One page that needs nothing else: its looks and its pictures are in it, and it can run nothing."""
    context = {
        "conversation": conversation,
        "leaves": leaves_of(conversation, notes=notes, source=carried, is_packed=files),
        "lists": Checklists(conversation).every if notes else [],
        "notes": notes,
        "now": timezone.now(),
        "looks": looks(),
    }
    return render("workspace/paper/file.html", context)


def looks() -> SafeString:
    """How a page looks that stands alone."""
    return mark_safe(f"<style>{LOOKS.read_text(encoding='utf-8')}</style>")


def _put(archive: zipfile.ZipFile, attachment: Attachment, folder: str) -> None:
    path = f"{folder}{path_of(attachment)}"
    try:
        content = open_file(attachment.file)
    except Missing as missing:
        archive.writestr(f"{path}.txt", str(missing))
        return
    with content, archive.open(path, "w") as place:
        while piece := content.read(PIECE):
            place.write(piece)
