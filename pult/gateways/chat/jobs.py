"""What the chat door does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.task("chat.mail_unread")
def mail_unread(*, message_id: int) -> None:
    """Mail a reply that the visitor has not got."""
    operations.mail_unread(message_id)


@jobs.periodic(cron="* * * * *")
@jobs.task("chat.notice_leavers", queueing_lock="chat.notice_leavers")
def notice_leavers(timestamp: int) -> None:
    """Note whose visitor is gone."""
    operations.notice_leavers(at=datetime.fromtimestamp(timestamp, UTC))
