"""Django's mail, through the outbox: invitations, resets, surveys and notices are queued like replies."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from . import operations


class OutboxBackend(BaseEmailBackend):
    """Queues in the running transaction: no commit, no mail; no mail lost after a commit."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message that has a recipient."""
        wanted = [message for message in email_messages if message.recipients()]
        for message in wanted:
            if not operations.is_history(message):
                operations.queue_mail(message)
        return len(wanted)
