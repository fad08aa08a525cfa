"""Who may see the files of a candidate: whoever may see the application; every look is written down."""

from pult.conversations.models import Attachment
from pult.foundation.actors import Actor
from pult.foundation.files.serving import Kind, Named

from .models import Application, ApplicationFile, Recording
from .operations.looking import note_listening, note_look
from .types import Right


def _of_application(actor: Actor, pk: int) -> Named | None:
    seen = ApplicationFile.objects.filter(application__in=Application.objects.visible_to(actor))
    found = seen.select_related("file", "application").filter(pk=pk).first()
    if found is None:
        return None
    note_look(found.application, by=actor, what="file")
    return Named(found.file, found.name)


def _of_letter(actor: Actor, pk: int) -> Named | None:
    """A file that came with a letter: for those who run the application."""
    found = Attachment.objects.filter(
        pk=pk, message__conversation__is_apart=True, message__conversation__side=None
    ).select_related("file", "message__conversation")
    if (attachment := found.first()) is None:
        return None
    conversation = attachment.message.conversation
    mine = Application.objects.run_by(actor).filter(candidate__customer_id=conversation.customer_id)
    about = mine.filter(conversation=conversation) if hasattr(conversation, "application") else mine
    if (application := about.first()) is None:
        return None
    note_look(application, by=actor, what="file")
    return Named(attachment.file, attachment.name)


def _of_recording(actor: Actor, pk: int) -> Named | None:
    """The sound of a talk, for those who may hear it; every listening is a look."""
    if not any(actor.has(right) for right in Right):
        return None
    rows = Recording.objects.visible_to(actor).filter(pk=pk, file__isnull=False)
    found = rows.select_related("file", "consent__step__application").first()
    if found is None or found.file is None:
        return None
    note_listening(found, by=actor)
    # A consent that is taken back ends every listening, so no browser keeps a copy.
    return Named(found.file, f"{found.pk}", may_be_cached=False)


APPLICATION_FILE = Kind("application-file", find=_of_application)
LETTER_FILE = Kind("candidate-letter", find=_of_letter)
RECORDING = Kind("talk-recording", find=_of_recording)
