"""Who may see an attachment: whoever may see its message."""

from pult.foundation.actors import Actor
from pult.foundation.files.serving import Kind, Named

from .models import Attachment, Message


def _visible(actor: Actor, pk: int) -> Named | None:
    found = (
        Attachment.objects.filter(pk=pk, message__in=Message.objects.visible_to(actor))
        .select_related("file")
        .first()
    )
    return Named(found.file, found.name) if found else None


ATTACHMENT = Kind("attachment", find=_visible)
