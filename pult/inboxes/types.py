"""The values of inboxes: kinds of doors, rights."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What inboxes lets people do."""

    MANAGE = "inboxes.manage"


rights.declare(Right.MANAGE, _("Manage inboxes: addresses, languages, signatures"), granted_to=MANAGERS_UP)


class Act(StrEnum):
    """The privileged acts of inboxes."""

    RESTRICTED = "inbox.restricted"
    OPENED_UP = "inbox.opened_up"


acts.declare(Act.RESTRICTED, _("Restricted an inbox"))
acts.declare(Act.OPENED_UP, _("Opened a restricted inbox to everybody"))


UNDO_SECONDS = [
    (0, _("It goes out at once")),
    (5, _("5 seconds")),
    (10, _("10 seconds")),
    (20, _("20 seconds")),
    (30, _("30 seconds")),
    (60, _("1 minute")),
]


class Purpose(TextChoices):
    """What an inbox is for. What comes in for anything but service is kept apart: no list of the desk shows it."""

    SERVICE = "service", _("Customer service")
    HIRING = "hiring", _("Hiring")


class Channel(TextChoices):
    """The kinds of doors."""

    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    CALL = "call", _("Call")
    FORM = "form", _("Form")
    REVIEW = "review", _("Review")
    API = "api", _("API")
