"""A question with all that belongs to it, as the bank and the kits keep it."""

from django.db import models

from pult.foundation.text.tongues import said
from pult.hiring.types import ANCHORED


class Wording(models.Model):
    """The question, what to ask further, what a good answer shows, and what answers worth 1, 3 and 5 look like."""

    texts = models.JSONField(default=dict)
    follow_ups = models.JSONField(default=list)
    good = models.JSONField(default=dict)
    anchors = models.JSONField(default=dict)
    fallback = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return said(self.texts)

    @property
    def asked_further(self) -> list[str]:
        """What to ask when the answer stays thin."""
        return [said(one) for one in self.follow_ups]

    @property
    def what_is_good(self) -> str:
        """What a good answer shows."""
        return said(self.good)

    @property
    def points(self) -> list[tuple[int, str]]:
        """What an answer worth 1, 3 and 5 looks like."""
        return [(int(point), said(self.anchors.get(point, {}))) for point in ANCHORED]

    @property
    def way_in(self) -> str:
        """How to ask somebody who has no experience; empty where there is no such way."""
        return said(self.fallback)
