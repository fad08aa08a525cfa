"""When Kettle & Co. is not there as usual: a fault that is over, a day that is coming, and mailboxes that say so."""

from datetime import datetime, time, timedelta

from pult.foundation.actors import Actor
from pult.gateways.email import operations as mails
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Document
from pult.knowledge.models.closures import Closure
from pult.knowledge.types import DocumentKind
from pult.knowledge.types.closures import ClosureKind

EVERY_HOURS = 24


def announce_closures(*, by: Actor, now: datetime) -> None:
    """The shop was down for an afternoon, and nobody is there on the day of stocktaking."""
    if Closure.objects.exists():
        return
    down = now - timedelta(days=12, hours=3)
    fault = knowledge.draft_closure(
        ClosureKind.OUTAGE,
        begins_at=down,
        ends_at=down + timedelta(hours=4),
        reason="The shop does not take orders",
        template=_template("The shop does not work"),
        by=by,
    )
    knowledge.announce_closure(fault, by=by, at=down + timedelta(minutes=6))
    day = (now + timedelta(days=9)).astimezone()
    day += timedelta(days=max(0, 8 - day.isoweekday()) if day.isoweekday() > 5 else 0)
    begins = datetime.combine(day.date(), time(0), tzinfo=day.tzinfo)
    stocktaking = knowledge.draft_closure(
        ClosureKind.HOLIDAY,
        begins_at=begins,
        ends_at=begins + timedelta(days=1),
        shown_from=now - timedelta(hours=1),
        reason="Stocktaking",
        template=_template("A public holiday"),
        by=by,
    )
    knowledge.announce_closure(stocktaking, by=by, at=now)


def _template(title: str) -> Document | None:
    found = Document.objects.filter(kind=DocumentKind.CLOSURE, translations__title=title)
    return found.first()


def answer_by_themselves(*, by: Actor) -> None:
    """Whoever writes by mail hears at once that it has come in, and when somebody answers."""
    for inbox in Inbox.objects.filter(channel=Channel.EMAIL).order_by("pk"):
        mails.set_auto_reply(inbox, is_on=True, every_hours=EVERY_HOURS, texts={}, by=by)
