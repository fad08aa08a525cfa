"""The values of retention: what is forgotten, how, after how long at least, rights."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP

LONGEST_DAYS = 36_500
SOON_DAYS = 30
COUNTED = 10_000


class Right(StrEnum):
    """What retention lets people do."""

    MANAGE = "retention.manage"
    HOLD = "retention.hold"


rights.declare(Right.MANAGE, _("Decide what is forgotten after how long"))
rights.declare(Right.HOLD, _("Put customers and conversations on legal hold"), granted_to=MANAGERS_UP)


class Act(StrEnum):
    """The privileged acts of retention, as the audit log names them."""

    RULE = "retention.rule_changed"
    SWITCHED = "retention.rule_switched"
    DROPPED = "retention.rule_dropped"
    RAN = "retention.ran"
    HELD = "retention.held"
    RELEASED = "retention.released"


acts.declare(Act.RULE, _("Changed a rule of retention"))
acts.declare(Act.SWITCHED, _("Switched a rule of retention on or off"))
acts.declare(Act.DROPPED, _("Dropped a rule of retention"))
acts.declare(Act.RAN, _("Forgot what a rule of retention says"))
acts.declare(Act.HELD, _("Put on legal hold"))
acts.declare(Act.RELEASED, _("Ended a legal hold"))


class Subject(TextChoices):
    """What a rule is about."""

    CONVERSATIONS = "conversations", pgettext_lazy("retention", "Conversations that are solved or closed")
    CUSTOMERS = "customers", pgettext_lazy("retention", "Customers of whom nothing more is heard")
    ORIGINALS = "originals", pgettext_lazy("retention", "Mails as they came")
    QUARANTINE = "quarantine", pgettext_lazy("retention", "Mail that is held at the door")
    AUDIT = "audit", pgettext_lazy("retention", "The audit log")


class Action(TextChoices):
    """What happens to it."""

    FILES = "files", pgettext_lazy("retention", "Attachments are removed")
    CONTENT = "content", pgettext_lazy("retention", "Words and names are removed, figures stay")
    WHOLE = "whole", pgettext_lazy("retention", "It is deleted as a whole")


@dataclass(frozen=True)
class Bounds:
    """Since which event time runs, after how many days at least, and what may happen."""

    since: object
    least_days: int
    actions: tuple[Action, ...] = (Action.WHOLE,)


BOUNDS = {
    Subject.CONVERSATIONS: Bounds(_("since it was solved"), 7, tuple(Action)),
    Subject.CUSTOMERS: Bounds(_("since the last sign of life"), 30, (Action.CONTENT,)),
    Subject.ORIGINALS: Bounds(_("since it came in"), 7),
    Subject.QUARANTINE: Bounds(_("since it came in"), 7),
    Subject.AUDIT: Bounds(_("since it was written"), 365),
}


@dataclass(frozen=True)
class Fixed:
    """Something that goes after its time without any rule. `url_name` leads to where the time is set."""

    label: str | Promise
    days: Callable[[], int]
    url_name: str = ""


FIXED: list[Fixed] = []


def goes_anyway(label: str | Promise, days: Callable[[], int], *, url_name: str = "") -> None:
    """Tell people what is forgotten without a rule. Called by whoever forgets it, when it is imported."""
    FIXED.append(Fixed(label, days, url_name))


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a rule says. Without a choice it is about all of them."""

    name: str
    subject: Subject
    action: Action
    days: int
    department_id: int | None = None
    inbox_id: int | None = None
    brand_id: int | None = None
    type_id: int | None = None
    channel: str = ""
    tag: str = ""
