"""Who is asked about which conversation. What they answer is kept by surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.workforce.models import Department, Member

from .types import AskedFor, State


class FeedbackSettings(models.Model):
    """When customers are asked, and what; one row, and its defaults before there is any."""

    is_on = models.BooleanField(
        _("Ask customers for a rating after their conversation is solved"), default=True
    )
    question = models.CharField(
        _("What is asked"), max_length=20, choices=AskedFor.choices, default=AskedFor.SATISFACTION
    )
    delay_minutes = models.PositiveIntegerField(
        _("Minutes to wait after solving"),
        default=30,
        help_text=_("A conversation that is reopened within this time is not asked about."),
    )
    rest_days = models.PositiveIntegerField(
        _("Days of rest"), default=7, help_text=_("Nobody is asked more than once within so many days.")
    )

    class Meta:
        constraints = [models.CheckConstraint(name="feedback_has_one_settings", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return "settings"


class Asked(models.Model):
    """One customer asked, once, about one conversation; when the mail is out, surveys have the invitation."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="asked")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="asked")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.EmailField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="invitation_due", condition=models.Q(state="planned")),
            models.Index(fields=["customer", "-due_at"], name="invitation_of_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                name="invitation_sent_at_iff_sent",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} about #{self.conversation_id}"
