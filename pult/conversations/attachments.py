"""Who may see an attachment: whoever may see its message."""

from django.db.models import Q

from pult.foundation.actors import Actor
from pult.foundation.files.serving import Kind, Named

from .models import Attachment, Message, SideConversation


def _visible(actor: Actor, pk: int) -> Named | None:
    beside = Q(message__conversation__in=SideConversation.objects.visible_to(actor).values("pk"))
    here = Q(message__in=Message.objects.visible_to(actor))
    found = Attachment.objects.filter(here | beside, pk=pk).select_related("file").first()
    return Named(found.file, found.name) if found else None


ATTACHMENT = Kind("attachment", find=_visible)
