"""The values of accounts: rights, languages, looks."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What accounts lets people do."""

    MANAGE_PEOPLE = "accounts.manage_people"
    MANAGE_ROLES = "accounts.manage_roles"
    MANAGE_SYSTEM = "accounts.manage_system"
    READ_AUDIT = "accounts.read_audit"


rights.declare(
    Right.MANAGE_PEOPLE, _("Invite people, change their roles, switch them off"), granted_to=MANAGERS_UP
)
rights.declare(Right.MANAGE_ROLES, _("Make and change roles"))
rights.declare(Right.MANAGE_SYSTEM, _("See and repair background jobs and the health of this installation"))
rights.declare(Right.READ_AUDIT, _("Read the audit log"))


class Language(TextChoices):
    """The languages of the interface."""

    EN = "en", "English"
    HR = "hr", "Hrvatski"
    SR_LATN = "sr-latn", "Srpski (latinica)"
    SR = "sr", "Српски (ћирилица)"


class Theme(TextChoices):
    """Light, dark, or as the device says."""

    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(TextChoices):
    """How close things stand."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")
