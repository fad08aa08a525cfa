"""What was split off from what."""

from django.db import models

from pult.accounts.models import Person

from .conversations import Conversation


class Split(models.Model):
    """One conversation that began with messages of another. Both may become one again, whoever they are of."""

    source = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="splits")
    made = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="split_from")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="split_into_another", condition=~models.Q(source=models.F("made"))),
        ]

    def __str__(self) -> str:
        return f"#{self.made_id} from #{self.source_id}"
