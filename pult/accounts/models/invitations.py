"""Invitations: how people come to Pult."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language, Right
from pult.foundation.actors import Actor

from .people import Person
from .roles import Role

SIGNER = Signer(salt="accounts.invitation")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Phrases about invitations."""

    def visible_to(self, actor: Actor) -> "InvitationQuerySet":
        """All of them for those who manage people."""
        return self if actor.has(Right.MANAGE_PEOPLE) else self.none()

    def waiting(self) -> "InvitationQuerySet":
        """Those that were neither accepted nor withdrawn, expired ones included."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def for_link(self, link: str) -> "Invitation | None":
        """The invitation that a link was made for; nothing for a link that was altered or replaced."""
        try:
            pk, _, key = SIGNER.unsign(link).partition(".")
        except BadSignature:
            return None
        return self.filter(pk=pk, key=key).first()


class Invitation(models.Model):
    """A letter that lets one person in, once, for a while; perhaps into departments and somebody's team."""

    email = models.EmailField(_("E-mail"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices, default=Language.EN)
    roles = models.ManyToManyField(Role, related_name="invitations")
    department_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    leader_id = models.BigIntegerField(null=True, blank=True)
    invited_by = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    person = models.OneToOneField(Person, on_delete=models.SET_NULL, null=True, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="invitation_one_waiting_for_an_address",
                condition=Q(accepted_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def link(self) -> str:
        """The part of the address that only the invited person knows."""
        return SIGNER.sign(f"{self.pk}.{self.key}")

    @property
    def is_expired(self) -> bool:
        """Whether its week is over."""
        return timezone.now() >= self.expires_at

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at
