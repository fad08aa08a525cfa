"""What is written by candidates, and on which channel the customer wrote."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class WritingChannel(TextChoices):
    """How the customer of an exercise wrote."""

    MAIL = "mail", pgettext_lazy("channel", "E-mail")
    CHAT = "chat", pgettext_lazy("channel", "Chat")

    @property
    def icon(self) -> str:
        """Its picture."""
        return {"mail": "mail", "chat": "message-circle"}[self.value]


MOST_LETTERS = 20_000
# Two people who do not know of each other's marks are the least that can be called blind and fair.
FEWEST_GRADERS = 2
LONGEST_EXTRA = timedelta(hours=8)
