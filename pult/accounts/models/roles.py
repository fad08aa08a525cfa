"""Roles: named sets of rights."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import ROLE_LABELS, Right
from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.rights import BuiltIn, Declared


class RoleQuerySet(models.QuerySet["Role"]):
    """Phrases about roles."""

    def visible_to(self, actor: Actor) -> "RoleQuerySet":
        """All of them for those who give roles to people or shape them."""
        return self if actor.has(Right.MANAGE_PEOPLE) or actor.has(Right.MANAGE_ROLES) else self.none()

    def own(self) -> "RoleQuerySet":
        """Those that this organisation made itself."""
        return self.filter(key=None)


class Role(models.Model):
    """A named set of rights. Built-in roles have a key; own roles have none."""

    key = models.CharField(max_length=40, null=True, blank=True, unique=True)
    name = models.CharField(_("Name"), max_length=80, unique=True)
    description = models.CharField(_("What this role is for"), max_length=200, blank=True)
    rights = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    # What was declared when the role was last looked at: only rights that came later are added by an upgrade.
    seen_rights = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    all_rights = models.BooleanField(default=False)
    needs_second_factor = models.BooleanField(_("Requires a second factor at sign-in"), default=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_administrator_alone_has_all_rights",
                condition=models.Q(all_rights=True, key=BuiltIn.ADMINISTRATOR)
                | (models.Q(all_rights=False) & (models.Q(key=None) | ~models.Q(key=BuiltIn.ADMINISTRATOR))),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language, unless the organisation chose it."""
        return str(ROLE_LABELS[BuiltIn(self.key)]) if self.key else self.name

    @property
    def is_built_in(self) -> bool:
        """Whether every installation has it."""
        return self.key is not None

    @property
    def declared_rights(self) -> list[Declared]:
        """The rights in force: those that the running release knows."""
        return [right for right in rights.declared() if self.all_rights or right.key in self.rights]

    def fits_within(self, actor: Actor) -> bool:
        """Whether this role holds nothing that the actor does not hold."""
        return actor.all_rights or (not self.all_rights and set(self.rights) <= actor.rights)
