"""Privileged acts as they were done, kept for those who must answer for them."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from .acts import label_of


class AuditQuerySet(models.QuerySet["AuditRecord"]):
    """Phrases about what was done."""

    def mentioning(self, words: str) -> "AuditQuerySet":
        """Those whose actor or object carries these words."""
        return self.filter(Q(who_name__icontains=words) | Q(about_name__icontains=words))

    def between(self, since: datetime | None, until: datetime | None) -> "AuditQuerySet":
        """Those of a stretch of time; an end that is not given is open."""
        found = self.filter(at__gte=since) if since else self
        return found.filter(at__lt=until) if until else found


class AuditRecord(models.Model):
    """One privileged act. Names are copies, so that the record stays readable when people leave."""

    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    who = models.CharField(max_length=80)
    who_name = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=80)
    about_name = models.CharField(max_length=254, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    ip = models.GenericIPAddressField(null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["what", "-id"], name="audit_by_act"),
            models.Index(fields=["who", "-id"], name="audit_by_actor"),
            models.Index(fields=["about", "-id"], name="audit_by_object"),
            models.Index(fields=["at", "id"], name="audit_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.who_name or self.who}: {self.what}"

    @property
    def label(self) -> str:
        """What was done, as a sentence."""
        return label_of(self.what)

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """What was different afterwards: the field, what it was, what it is."""
        before, after = self.before or {}, self.after or {}
        names = sorted(before.keys() | after.keys())
        return [
            (name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
        ]
