"""What the mail door does in the background."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations
from .models import OutgoingMail, RawMail


@jobs.task("email.settle_mail")
def settle_mail(*, mail_id: int) -> None:
    """Read one kept mail."""
    operations.settle(RawMail.objects.get(pk=mail_id))


@jobs.task("email.send_mail")
def send_mail(*, mail_id: int) -> None:
    """Send one mail. Jobs about one mail share a lock, so nobody else is sending it."""
    operations.send(OutgoingMail.objects.get(pk=mail_id), is_alone=True)


@jobs.periodic(cron="* * * * *")
@jobs.task("email.send_due", queueing_lock="email.send_due")
def send_due(timestamp: int) -> None:
    """Send what is due: waited for a server, or was being sent when a worker died."""
    operations.send_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="* * * * *")
@jobs.task("email.watch_mailboxes", queueing_lock="email.watch_mailboxes")
def watch_mailboxes(timestamp: int) -> None:
    """Tell of every mailbox that somebody has to look after."""
    operations.watch_mailboxes(at=datetime.fromtimestamp(timestamp, UTC))
