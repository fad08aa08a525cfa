"""The values of routing: how work is given out, what becomes of an offer and of somebody's wait, rights."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP, SUPERVISORS_UP
from pult.inboxes.types import Channel

QUEUED = (Channel.CHAT,)
"""The channels whose customers wait at the door, so that they are offered to people and not just given."""


class Right(StrEnum):
    """What routing lets people do."""

    MANAGE = "routing.manage"
    WATCH = "routing.watch"


rights.declare(Right.MANAGE, _("Choose how departments give out new conversations"), granted_to=MANAGERS_UP)
rights.declare(Right.WATCH, _("Watch live chats, join them and take them over"), granted_to=SUPERVISORS_UP)


class Act(StrEnum):
    """What the audit log calls the privileged acts of routing."""

    JOINED = "chat.joined"
    TAKEN_OVER = "chat.taken_over"


acts.declare(Act.JOINED, _("Joined a chat quietly"))
acts.declare(Act.TAKEN_OVER, _("Took a chat over"))


class Method(TextChoices):
    """How a department gives out new conversations."""

    MANUAL = "manual", _("By hand")
    ROUND_ROBIN = "round_robin", _("Round robin")
    LEAST_LOADED = "least_load", _("Whoever has the most room")
    NEXT = "next", _("Each takes the next one")

    @property
    def gives(self) -> bool:
        """Whether new conversations are given to people by themselves."""
        return self in {Method.ROUND_ROBIN, Method.LEAST_LOADED}


class Returned(TextChoices):
    """Why a conversation went back to the queue by itself."""

    OFFLINE = "offline", pgettext_lazy("returned to the queue", "not here any more")
    SILENT = "silent", pgettext_lazy("returned to the queue", "not answered in time")
    ABSENT = "absent", pgettext_lazy("returned to the queue", "absent")


HIGHEST_LEVEL = 5


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What somebody must be able to do to get a conversation, and how long nobody else gets it."""

    skill_id: int
    level: int
    patience_seconds: int


class Result(TextChoices):
    """What became of an offer."""

    OPEN = "open", pgettext_lazy("offer of a chat", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("offer of a chat", "Accepted")
    MISSED = "missed", pgettext_lazy("offer of a chat", "Missed")
    DECLINED = "declined", pgettext_lazy("offer of a chat", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer of a chat", "Taken back")


class Left(TextChoices):
    """Why somebody waits no longer."""

    ANSWERED = "answered", pgettext_lazy("wait for a chat", "Answered")
    ABANDONED = "abandoned", pgettext_lazy("wait for a chat", "Left while waiting")
    UNSERVED = "unserved", pgettext_lazy("wait for a chat", "Nobody could take it")
    ENDED = "ended", pgettext_lazy("wait for a chat", "Ended before somebody took it")


class Reach(TextChoices):
    """How far a waiting customer is offered around."""

    OWN = "own", _("The department")
    OVERFLOW = "overflow", _("The overflow department")
    EVERYBODY = "everybody", _("Everybody available")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody stands in a queue. `wait_seconds` is None when nobody can say honestly."""

    number: int
    wait_seconds: int | None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How a department treats those who wait: the defaults, which its settings change."""

    offer_seconds: int = 30
    most_misses: int = 3
    overflow_seconds: int = 120
    give_up_seconds: int = 600
    capacity: int = 3
    answer_seconds: int = 20
    short_seconds: int = 10
    is_for_everybody: bool = True
    overflow_id: int | None = None
