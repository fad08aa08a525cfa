"""Saved views: a list of conversations that somebody has described once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Right, ViewOrder
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Phrases about saved views."""

    def visible_to(self, actor: Actor) -> "SavedViewQuerySet":
        """One's own, those of one's departments, and those for everybody; whoever shares sees all that is shared."""
        if not actor.is_person or not actor.has(Right.READ):
            return self.none()
        shared = models.Q(owner=None)
        if not actor.has(Right.SHARE_VIEWS):
            mine = Department.objects.of(actor).values("pk")
            shared &= models.Q(department=None) | models.Q(department__in=mine)
        return self.filter(shared | models.Q(owner_id=actor.person_id))

    def on_desk_of(self, actor: Actor) -> "SavedViewQuerySet":
        """What stands in somebody's list of views: their own, their departments', and everybody's."""
        mine = Department.objects.of(actor).values("pk")
        everybody = models.Q(owner=None, department=None)
        return self.filter(everybody | models.Q(department__in=mine) | models.Q(owner_id=actor.person_id))

    def changeable_by(self, actor: Actor) -> "SavedViewQuerySet":
        """One's own; those that are shared for those who may share."""
        seen = self.visible_to(actor)
        return seen if actor.has(Right.SHARE_VIEWS) else seen.filter(owner_id=actor.person_id)


class SavedView(models.Model):
    """One view under one name: of one person, of a department, or for everybody. Conditions as `Filter` reads them."""

    name = models.CharField(_("Name"), max_length=60)
    owner = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    conditions = models.JSONField(default=dict)
    order = models.CharField(max_length=16, choices=ViewOrder.choices, default=ViewOrder.NEWEST)
    columns = ArrayField(models.CharField(max_length=16), default=list)
    position = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["position", "name", "id"], name="saved_view_in_order")]
        constraints = [
            models.CheckConstraint(
                name="saved_view_has_one_reach",
                condition=models.Q(owner=None) | models.Q(department=None),
            ),
            models.UniqueConstraint(
                fields=["name", "owner", "department"],
                nulls_distinct=False,
                name="saved_view_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
