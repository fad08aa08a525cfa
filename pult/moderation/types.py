"""The values of moderation: what is listed, what the door says, rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.conversations.types import Suspicion
from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import AGENTS_UP, SUPERVISORS_UP


class Right(StrEnum):
    """What moderation lets people do."""

    BLOCK = "moderation.block"
    MANAGE = "moderation.manage"


rights.declare(Right.BLOCK, _("Block senders, and let them in again"), granted_to=AGENTS_UP)
rights.declare(
    Right.MANAGE,
    _("Trust senders, block whole domains, and set how spam is known"),
    granted_to=SUPERVISORS_UP,
)


class Act(StrEnum):
    """The privileged acts of moderation, as the audit log names them."""

    LISTED = "sender.listed"
    UNLISTED = "sender.unlisted"
    DOOR = "door.changed"


acts.declare(Act.LISTED, _("Blocked or trusted a sender"))
acts.declare(Act.UNLISTED, _("Took a sender off the list"))
acts.declare(Act.DOOR, _("Changed how spam is known"))


class SenderKind(TextChoices):
    """What of a sender is listed."""

    ADDRESS = "address", pgettext_lazy("sender", "Address")
    DOMAIN = "domain", pgettext_lazy("sender", "Domain")


class Verdict(TextChoices):
    """What becomes of what a listed sender writes."""

    BLOCKED = "blocked", pgettext_lazy("sender", "Blocked: comes in as spam")
    TRUSTED = "trusted", pgettext_lazy("sender", "Trusted: never taken for spam")


@dataclass(frozen=True, kw_only=True)
class Door:
    """What the door knows of a sender, and how spam is known: asked once for each message.

    `rules` is a stamp that changes with the rules of intake, so that they are read again only then.
    """

    suspicion: Suspicion | None = None
    is_trusted: bool = False
    score_header: str = ""
    score_at: float = 5.0
    servers: tuple[str, ...] = ()
    rules: str = ""


Headers = Mapping[str, Sequence[str]]
