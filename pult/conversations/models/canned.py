"""Canned replies: a text that is written once and said often, in several languages under one name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Right
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.workforce.models import Department, Member


class CannedReplyQuerySet(models.QuerySet["CannedReply"]):
    """Phrases about canned replies."""

    def visible_to(self, actor: Actor) -> "CannedReplyQuerySet":
        """One's own, those of one's departments, and those for everybody."""
        if not actor.is_person or not actor.has(Right.READ):
            return self.none()
        shared = models.Q(owner=None, department=None)
        if actor.has(Right.SHARE_REPLIES):
            shared = models.Q(owner=None)
        mine = Department.objects.of(actor).values("pk")
        return self.filter(
            shared | models.Q(owner__person_id=actor.person_id) | models.Q(department__in=mine)
        )

    def changeable_by(self, actor: Actor) -> "CannedReplyQuerySet":
        """One's own; those that are shared for those who may share."""
        seen = self.visible_to(actor)
        if actor.has(Right.SHARE_REPLIES):
            return seen
        return seen.filter(owner__person_id=actor.person_id)


class CannedReply(models.Model):
    """One text under one name: of one person, of a department, or for everybody."""

    name = models.CharField(_("Name"), max_length=80)
    shortcut = models.SlugField(_("Shortcut"), max_length=30, allow_unicode=True)
    texts = models.JSONField(default=dict)
    owner = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="canned_replies"
    )
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="canned_replies"
    )
    used = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = CannedReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="canned_reply_has_one_reach",
                condition=models.Q(owner=None) | models.Q(department=None),
            ),
            models.UniqueConstraint(
                fields=["shortcut", "owner", "department"],
                nulls_distinct=False,
                name="canned_reply_shortcut_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CannedFile(models.Model):
    """A file that goes out with a canned reply."""

    reply = models.ForeignKey(CannedReply, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
