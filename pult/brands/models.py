"""Brands: the one of the house, which always stands, and those beside it."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile

from .types import HOUSE, Right

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour looks like #1b6ec2."))
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# At least two labels, of which the last is no number: neither a name of the own network, nor an IP address.
HOST = re.compile(rf"(?=.{{4,253}}$)(?:{LABEL}\.)+(?=[a-z0-9-]*[a-z]){LABEL}")


def every_language() -> list[str]:
    """A brand speaks all languages until somebody says otherwise."""
    return list(Language.values)


def is_host(text: str) -> None:
    """Refuse what is no name of a host: it decides which requests are answered."""
    if not HOST.fullmatch(text):
        raise ValidationError(
            _("An address looks like help.example.com, without https:// and without a path.")
        )
    if text == urlsplit(settings.APP_URL).hostname:
        raise ValidationError(
            _("This is the address of the installation itself. A brand has one of its own.")
        )


class BrandQuerySet(models.QuerySet["Brand"]):
    """Phrases about brands."""

    def visible_to(self, actor: Actor) -> "BrandQuerySet":
        """All of them for those who set up brands."""
        return self if actor.has(Right.MANAGE) else self.none()

    def beside_the_house(self) -> "BrandQuerySet":
        """Those with an address of their own."""
        return self.exclude(pk=HOUSE)


class Brand(models.Model):
    """Whose page customers see, and who writes to them. The house's own has no row before somebody shapes it."""

    name = models.CharField(_("Name"), max_length=80, blank=True)
    host = models.CharField(_("Address"), max_length=253, blank=True, validators=[is_host])
    colour = models.CharField(
        _("Colour"),
        max_length=7,
        blank=True,
        validators=[COLOUR],
        help_text=_("Made darker or lighter where letters could not be read on it."),
    )
    logo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    welcomes: Any = models.JSONField(default=dict)
    introductions: Any = models.JSONField(default=dict)
    imprints: Any = models.JSONField(default=dict)
    languages: Any = models.JSONField(default=every_language)
    website = models.URLField(_("Website of the house"), max_length=300, blank=True)
    is_listed = models.BooleanField(
        _("Search engines may list it"), default=True, help_text=_("Said in robots.txt and on every page.")
    )

    objects = BrandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host"], name="brand_has_its_own_host", condition=~models.Q(host="")
            ),
            models.CheckConstraint(
                name="brand_of_the_house_alone_has_no_host",
                condition=models.Q(pk=HOUSE, host="") | (~models.Q(pk=HOUSE) & ~models.Q(host="")),
            ),
            models.CheckConstraint(
                name="brand_beside_the_house_has_a_name", condition=models.Q(pk=HOUSE) | ~models.Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name or "help centre"

    @property
    def is_house(self) -> bool:
        """Whether this is the brand of the house itself."""
        return self.pk == HOUSE

    @property
    def address(self) -> str:
        """Where it is: the address of the installation, with the brand's host instead of its own."""
        if self.is_house:
            return str(settings.APP_URL)
        public = urlsplit(settings.APP_URL)
        port = f":{public.port}" if public.port else ""
        return f"{public.scheme}://{self.host}{port}"
