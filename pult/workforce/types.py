"""The values of the workforce: positions, employment, presence, rights."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import AGENTS_UP, MANAGERS_UP, BuiltIn


class Right(StrEnum):
    """What the workforce lets people do."""

    READ = "workforce.read"
    MANAGE = "workforce.manage"


rights.declare(Right.READ, _("See departments and colleagues"), granted_to=(*AGENTS_UP, BuiltIn.EXECUTIVE))
rights.declare(Right.MANAGE, _("Manage departments and members"), granted_to=MANAGERS_UP)


class Position(TextChoices):
    """Where somebody stands in the hierarchy."""

    REPRESENTATIVE = "representative", _("Representative")
    SPECIALIST = "specialist", _("Specialist")
    ACCOUNT_MANAGER = "account_manager", _("Account manager")
    SUPERVISOR = "supervisor", _("Supervisor")
    MANAGER = "manager", _("Manager")
    EXECUTIVE = "executive", _("Executive")


class Employment(TextChoices):
    """How somebody is engaged."""

    EMPLOYEE = "employee", _("Employee")
    CONTRACTOR = "contractor", _("Contractor")


class Presence(TextChoices):
    """Whether somebody takes work right now."""

    AVAILABLE = "available", _("Available")
    AWAY = "away", _("Away")
    OFFLINE = "offline", _("Offline")


@dataclass(frozen=True, slots=True)
class InPresence:
    """How many seconds somebody was available, away and offline."""

    available: float = 0.0
    away: float = 0.0
    offline: float = 0.0

    @property
    def total(self) -> float:
        return self.available + self.away + self.offline
