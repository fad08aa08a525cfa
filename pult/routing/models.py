"""How each department gives out work, who was given some last, who waits, and to whom they are offered."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel
from pult.skills.models import Skill
from pult.workforce.models import Department, Member

from .types import HIGHEST_LEVEL, Left, Method, Needed, Reach, Result, Rules

DEFAULTS = Rules()


def _between(least: int, most: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(least), MaxValueValidator(most)]


class Routing(models.Model):
    """How one department gives out new conversations; without a row, by hand."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, primary_key=True, related_name="routing"
    )
    method = models.CharField(_("Method"), max_length=12, choices=Method.choices, default=Method.MANUAL)
    return_minutes = models.PositiveSmallIntegerField(
        _("Minutes after somebody has gone until what waits for them goes back"),
        null=True,
        blank=True,
        validators=_between(1, 1440),
    )
    silent_minutes = models.PositiveSmallIntegerField(
        _("Minutes without an answer until a conversation goes back"),
        null=True,
        blank=True,
        validators=_between(5, 10_080),
    )

    def __str__(self) -> str:
        return f"{self.department_id}: {self.method}"


class Need(models.Model):
    """What somebody must be able to do to get the conversations of a department that have a tag, or all of them."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="needs")
    tag = models.CharField(_("Tag"), max_length=40, blank=True)
    skill = models.ForeignKey(Skill, verbose_name=_("Skill"), on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(
        _("Level at least"), default=3, validators=_between(1, HIGHEST_LEVEL)
    )
    patience_minutes = models.PositiveSmallIntegerField(
        _("Minutes in which nobody else gets it"), default=30, validators=_between(0, 10_080)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "tag", "skill"], name="need_once_for_a_tag")
        ]

    def __str__(self) -> str:
        return f"{self.tag or '*'}: {self.skill_id} {self.level}"

    @property
    def needed(self) -> Needed:
        """The value, for whoever calculates."""
        return Needed(skill_id=self.skill_id, level=self.level, patience_seconds=self.patience_minutes * 60)


class Competence(models.Model):
    """How well somebody masters a skill, as their supervisor has set it for routing."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="competences")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(validators=_between(1, HIGHEST_LEVEL))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "skill"], name="competence_of_member_in_skill")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.skill_id} {self.level}"


class Turn(models.Model):
    """When somebody was last given a conversation of a department."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "member"], name="turn_of_member_in_department")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.department_id}"


class QueueRules(models.Model):
    """How one department treats those who wait in its queue; without a row, as `Rules` says."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, primary_key=True, related_name="queue_rules"
    )
    capacity = models.PositiveSmallIntegerField(
        _("Chats at once"), default=DEFAULTS.capacity, validators=_between(1, 20)
    )
    offer_seconds = models.PositiveSmallIntegerField(
        _("Seconds to accept an offer"), default=DEFAULTS.offer_seconds, validators=_between(5, 300)
    )
    most_misses = models.PositiveSmallIntegerField(
        _("Missed offers before it goes further"), default=DEFAULTS.most_misses, validators=_between(1, 20)
    )
    overflow_seconds = models.PositiveSmallIntegerField(
        _("Seconds of waiting before it goes further"),
        default=DEFAULTS.overflow_seconds,
        validators=_between(5, 3600),
    )
    overflow = models.ForeignKey(
        Department,
        verbose_name=_("Overflow department"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_for_everybody = models.BooleanField(_("Then to everybody available"), default=True)
    give_up_seconds = models.PositiveSmallIntegerField(
        _("Seconds of waiting before the customer is asked to leave a message"),
        default=DEFAULTS.give_up_seconds,
        validators=_between(30, 7200),
    )
    answer_seconds = models.PositiveSmallIntegerField(
        _("Service level: answered within seconds"),
        default=DEFAULTS.answer_seconds,
        validators=_between(1, 3600),
    )
    short_seconds = models.PositiveSmallIntegerField(
        _("Leaving within so many seconds is a short abandonment"),
        default=DEFAULTS.short_seconds,
        validators=_between(0, 120),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="queue_does_not_overflow_into_itself",
                condition=models.Q(overflow=None) | ~models.Q(overflow=models.F("department")),
            )
        ]

    def __str__(self) -> str:
        return f"queue of {self.department_id}"

    @property
    def rules(self) -> Rules:
        """The values, for whoever calculates."""
        return Rules(**{name: getattr(self, name) for name in Rules.__dataclass_fields__})


class Room(models.Model):
    """How much of a channel one member takes at once; without a row, as their department says."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="rooms")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    is_taking = models.BooleanField(default=True)
    is_audible = models.BooleanField(default=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, validators=_between(1, 20))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "channel"], name="room_of_member_for_channel")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.channel}"


class WaitQuerySet(models.QuerySet["Wait"]):
    """Phrases about those who wait."""

    def waiting(self) -> "WaitQuerySet":
        """Those who wait now."""
        return self.filter(left_at=None)

    def first_come(self) -> "WaitQuerySet":
        """In the order in which they came."""
        return self.order_by("entered_at", "pk")


class Wait(models.Model):
    """One time in which a customer stood in a queue, from coming to being answered or leaving."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="waits")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Left.choices, blank=True)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.OWN)
    misses = models.PositiveSmallIntegerField(default=0)

    objects = WaitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["entered_at", "id"], name="wait_first_come", condition=models.Q(left_at=None)
            ),
            models.Index(fields=["department", "left_at"], name="wait_of_department"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], name="wait_in_one_queue", condition=models.Q(left_at=None)
            ),
            models.CheckConstraint(
                name="wait_left_iff_outcome",
                condition=models.Q(left_at=None, outcome="")
                | (models.Q(left_at__isnull=False) & ~models.Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id} in {self.department_id}"

    @property
    def waited(self) -> timedelta:
        """How long, once it is over."""
        return max((self.left_at or self.entered_at) - self.entered_at, timedelta())


class ChatOfferQuerySet(models.QuerySet["Offer"]):
    """Phrases about offers."""

    def visible_to(self, actor: Actor) -> "ChatOfferQuerySet":
        """One's own: nobody answers for somebody else."""
        return self.filter(member__person_id=actor.person_id)

    def open(self) -> "ChatOfferQuerySet":
        """Those that wait for an answer."""
        return self.filter(result=Result.OPEN)


class Offer(models.Model):
    """A waiting conversation, offered to one member for a while."""

    wait = models.ForeignKey(Wait, on_delete=models.CASCADE, related_name="offers")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="offers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="offers")
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.OPEN)

    objects = ChatOfferQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="offer_expires", condition=models.Q(result="open")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], name="offer_to_one_at_a_time", condition=models.Q(result="open")
            ),
            models.CheckConstraint(
                name="offer_ended_iff_not_open",
                condition=models.Q(result="open", ended_at=None)
                | (~models.Q(result="open") & models.Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id} to {self.member_id}"


class Departure(models.Model):
    """A customer who is not at the door any longer: what goes on by mail takes nobody's place among the chats."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="departure"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.conversation_id}"
