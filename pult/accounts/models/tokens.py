"""API tokens: what a program shows instead of signing in."""

import hashlib
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Right, Scope, scope_of
from pult.foundation import rights
from pult.foundation.actors import Actor, Kind

from .people import Person


class TokenQuerySet(models.QuerySet["Token"]):
    """Phrases about tokens."""

    def visible_to(self, actor: Actor) -> "TokenQuerySet":
        """Everybody's for those who manage people; one's own otherwise."""
        return self if actor.has(Right.MANAGE_PEOPLE) else self.filter(person_id=actor.person_id)

    def in_force(self, at: datetime) -> "TokenQuerySet":
        """Those that open a door right now."""
        living = Q(expires_at=None) | Q(expires_at__gt=at)
        return self.filter(living, revoked_at=None, person__is_active=True)

    def for_secret(self, secret: str) -> "TokenQuerySet":
        """The token with this secret."""
        return self.filter(digest=digest_of(secret))


class Token(models.Model):
    """A key for programs. Only a digest of the secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("What it is for"), max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices), verbose_name=_("Scopes"))
    # Empty: all rights that the scopes allow. Otherwise only these of them.
    rights = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("Expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="token_has_a_scope", condition=~Q(scopes=[])),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def actor(self) -> Actor:
        """The person behind the token, with no right that the scopes leave out."""
        held = {right.key for right in rights.declared() if self.person.actor.has(right.key)}
        allowed = {right for right in held if scope_of(right) in self.scopes}
        return Actor(
            kind=Kind.PERSON,
            id=self.person_id,
            name=self.person.name,
            rights=frozenset(allowed & set(self.rights) if self.rights else allowed),
        )

    @property
    def scope_labels(self) -> list[str]:
        """What the token may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]

    def is_in_force(self, at: datetime) -> bool:
        """Whether it opens a door at this moment."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


def digest_of(secret: str) -> str:
    """What is kept of a secret. The secret is long and random, so one plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
