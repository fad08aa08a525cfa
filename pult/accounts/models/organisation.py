"""The organisation that runs this installation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language


class Organisation(models.Model):
    """Whose department this is. There is one."""

    name = models.CharField(_("Company"), max_length=120)
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices, default=Language.EN)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Zagreb")

    class Meta:
        constraints = [models.CheckConstraint(name="organisation_is_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.name
