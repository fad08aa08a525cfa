"""Who was asked for a rating, and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member

from .types import Score, State


class FeedbackSettings(models.Model):
    """When customers are asked; one row, and its defaults before there is any."""

    is_on = models.BooleanField(
        _("Ask customers for a rating after their conversation is solved"), default=True
    )
    delay_minutes = models.PositiveIntegerField(
        _("Minutes to wait after solving"),
        default=30,
        help_text=_("A conversation that is reopened within this time is not asked about."),
    )
    rest_days = models.PositiveIntegerField(
        _("Days of rest"), default=7, help_text=_("Nobody is asked more than once within so many days.")
    )
    change_days = models.PositiveIntegerField(_("Days in which a rating can be changed"), default=7)
    valid_days = models.PositiveIntegerField(_("Days in which the link works"), default=30)

    class Meta:
        constraints = [models.CheckConstraint(name="feedback_has_one_settings", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return "settings"


class SurveyInvitation(models.Model):
    """One customer asked, once, about one conversation."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="survey_invitation"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="survey_invitations")
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


class RatingQuerySet(models.QuerySet["Rating"]):
    """Phrases about ratings."""

    def visible_to(self, actor: Actor) -> "RatingQuerySet":
        """Those of the conversations that the actor may read."""
        return self.filter(conversation__in=Conversation.objects.visible_to(actor))


class Rating(models.Model):
    """What a customer thought, with who had solved their conversation."""

    invitation = models.OneToOneField(SurveyInvitation, on_delete=models.CASCADE, related_name="rating")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="ratings")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="ratings")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("Rating"), choices=Score.choices)
    comment = models.TextField(_("Comment"), blank=True)
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = RatingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["given_at", "id"], name="rating_by_time")]
        constraints = [
            models.CheckConstraint(
                name="rating_is_one_to_five", condition=models.Q(score__gte=1, score__lte=5)
            )
        ]

    def __str__(self) -> str:
        return f"{self.score} for #{self.conversation_id}"

    @property
    def answer(self) -> Score:
        """The score as one of the five answers."""
        return Score(self.score)
