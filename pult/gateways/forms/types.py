"""The values of contact forms: kinds of fields, what somebody has filled in."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Upload
from pult.foundation.text.tongues import Tongues

YES = "yes"


class FieldKind(TextChoices):
    """What a field of a contact form takes."""

    LINE = "line", _("One line of text")
    LONG = "long", _("Long text")
    CHOICE = "choice", _("Choice")
    CHECK = "check", _("Checkbox")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    EMAIL = "email", _("Mail address")
    FILE = "file", _("File")


# On what a condition may look: answers of which there are few.
DECIDING = (FieldKind.CHOICE, FieldKind.CHECK)


class VisitEnd(TextChoices):
    """How a visit ended in which articles were shown."""

    DEFLECTED = "deflected", _("An article answered it")
    SENT = "sent", _("Sent nevertheless")
    LEFT = "left", _("Left without a word")


class PortalNote(StrEnum):
    """What becomes of a customer who writes a request of their own and is shown articles."""

    SHOWN = "shown"
    OPENED = "opened"
    ANSWERED = "answered"
    SENT = "sent"


@dataclass(frozen=True, kw_only=True)
class FieldDraft:
    """A field as it was written in the builder."""

    kind: FieldKind
    labels: Tongues
    hints: Tongues
    choices: tuple[Tongues, ...] = ()
    is_required: bool = False
    when_key: str = ""
    when_value: str = ""


@dataclass(frozen=True, kw_only=True)
class Value:
    """One field as it was filled in: what it was called, and what was told, for people and for machines."""

    key: str
    label: str
    kind: FieldKind
    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form that somebody has filled in."""

    ticket: UUID
    name: str
    email: str
    subject: str
    text: str
    language: str
    values: tuple[Value, ...] = ()
    uploads: tuple[Upload, ...] = ()
