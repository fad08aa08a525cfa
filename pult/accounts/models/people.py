"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Density, Language, Right, Theme
from pult.foundation.actors import Actor, Kind
from pult.foundation.text.folding import fold

from .roles import Role


class PersonQuerySet(models.QuerySet["Person"]):
    """Phrases about people."""

    def active(self) -> "PersonQuerySet":
        """Those who may sign in."""
        return self.filter(is_active=True)

    def administrators(self) -> "PersonQuerySet":
        """Those who may do everything."""
        return self.active().filter(all_rights=True)

    def visible_to(self, actor: Actor) -> "PersonQuerySet":
        """Everybody for those who manage people; oneself otherwise."""
        if actor.has(Right.MANAGE_PEOPLE):
            return self
        return self.filter(pk=actor.person_id)

    def sought(self, words: str) -> "PersonQuerySet":
        """Those whose name or address begins every one of these words, however they are spelt."""
        found = self
        for word in words.split():
            found = found.filter(sought_by__contains=f" {fold(word)}")
        return found


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Looks people up by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address."""
        found: Person = self.get(email__iexact=username)
        return found


class Person(AbstractBaseUser):
    """Somebody who signs in. What their roles amount to is kept here, so that no request looks it up."""

    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), unique=True)
    sought_by = models.CharField(max_length=400, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices, default=Language.EN)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Zagreb")
    theme = models.CharField(_("Theme"), max_length=10, choices=Theme.choices, default=Theme.AUTO)
    density = models.CharField(
        _("Density"), max_length=12, choices=Density.choices, default=Density.COMFORTABLE
    )
    shortcuts = models.BooleanField(_("Single-key shortcuts"), default=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())
    roles = models.ManyToManyField(Role, related_name="people", blank=True)
    rights = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    all_rights = models.BooleanField(default=False)
    needs_second_factor = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_whatever_its_case")]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def ref(self) -> str:
        """How facts and records name this person."""
        return f"{Kind.PERSON}:{self.pk}"

    @property
    def actor(self) -> Actor:
        """This person as somebody who acts and looks."""
        return Actor(
            kind=Kind.PERSON,
            id=self.pk,
            name=self.name,
            rights=frozenset(self.rights),
            all_rights=self.all_rights,
        )

    def fits_within(self, actor: Actor) -> bool:
        """Whether this person holds nothing that the actor does not hold."""
        return actor.all_rights or (not self.all_rights and set(self.rights) <= actor.rights)

    def note_spelling(self) -> None:
        """Keep the words that this person is found by."""
        local, _, domain = self.email.partition("@")
        words = [*self.name.split(), *local.replace(".", " ").split(), domain.partition(".")[0]]
        self.sought_by = (" " + " ".join(fold(word) for word in words))[:400]

    def get_full_name(self) -> str:
        """The whole name, as sign-in asks for it."""
        return self.name
