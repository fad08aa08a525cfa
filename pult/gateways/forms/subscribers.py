"""What the form door hears."""

from pult.conversations.events import ReplyPosted
from pult.foundation.events import subscribe
from pult.inboxes.types import Channel

from . import operations
from .events import FormVisitEnded


@subscribe(ReplyPosted)
def answer_by_mail(event: ReplyPosted) -> None:
    """A reply in a conversation that began with a form goes out by mail."""
    if event.channel == Channel.FORM:
        operations.answer_by_mail(event.message_id)


@subscribe(FormVisitEnded)
def measure_visit(event: FormVisitEnded) -> None:
    """Articles were shown; did one answer?"""
    operations.measure_visit(event)
