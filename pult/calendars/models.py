"""Opening hours as an administrator keeps them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Calendar(models.Model):
    """A named set of opening hours in one time zone."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Zagreb")

    def __str__(self) -> str:
        return self.name
