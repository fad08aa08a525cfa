"""Who may see the files of a candidate: whoever may see the application; every look is written down."""

from pult.conversations.models import Attachment
from pult.foundation.actors import Actor
from pult.foundation.files.serving import Kind, Named

from .models import Application, ApplicationFile
from .operations.looking import note_look


def _of_application(actor: Actor, pk: int) -> Named | None:
    seen = ApplicationFile.objects.filter(application__in=Application.objects.visible_to(actor))
    found = seen.select_related("file", "application").filter(pk=pk).first()
    if found is None:
        return None
    note_look(found.application, by=actor, what="file")
    return Named(found.file, found.name)


def _of_letter(actor: Actor, pk: int) -> Named | None:
    """A file that came with a letter: for those who run the application."""
    found = Attachment.objects.filter(pk=pk, message__conversation__is_apart=True).select_related(
        "file", "message__conversation"
    )
    if (attachment := found.first()) is None:
        return None
    conversation = attachment.message.conversation
    mine = Application.objects.run_by(actor).filter(candidate__customer_id=conversation.customer_id)
    about = mine.filter(conversation=conversation) if hasattr(conversation, "application") else mine
    if (application := about.first()) is None:
        return None
    note_look(application, by=actor, what="file")
    return Named(attachment.file, attachment.name)


APPLICATION_FILE = Kind("application-file", find=_of_application)
LETTER_FILE = Kind("candidate-letter", find=_of_letter)
