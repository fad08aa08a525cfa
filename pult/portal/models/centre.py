"""The help centre: one per house, and how it looks."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.files.models import StoredFile

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour looks like #1b6ec2."))


def every_language() -> list[str]:
    """A help centre speaks all languages until somebody says otherwise."""
    return list(Language.values)


class HelpCentre(models.Model):
    """One row, and its defaults before there is any."""

    name = models.CharField(
        _("Name of the help centre"), max_length=80, blank=True, help_text=_("Empty: the name of the house.")
    )
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
    languages: Any = models.JSONField(default=every_language)
    website = models.URLField(_("Website of the house"), max_length=300, blank=True)
    is_listed = models.BooleanField(
        _("Search engines may list it"), default=True, help_text=_("Said in robots.txt and on every page.")
    )

    class Meta:
        constraints = [models.CheckConstraint(name="portal_has_one_help_centre", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name or "help centre"
