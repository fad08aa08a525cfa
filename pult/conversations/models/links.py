"""Which conversations are tied to each other."""

from django.db import models

from pult.accounts.models import Person
from pult.conversations.types import LinkKind

from .conversations import Conversation


class Link(models.Model):
    """`one` is a part of `other`, or an incident of the problem `other`; about the same, it is the older of the two."""

    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    one = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="links_up")
    other = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="links_down")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="conversation_link_once"),
            models.UniqueConstraint(
                fields=["one", "kind"],
                name="conversation_link_one_top",
                condition=~models.Q(kind=LinkKind.RELATED),
            ),
            models.CheckConstraint(
                name="conversation_link_to_another", condition=~models.Q(one=models.F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.one_id} {self.kind} #{self.other_id}"
