"""The values of surveys: rights, kinds of surveys and questions, states, the given answers, who can be asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP, REPORT_READERS

from .anonymity import Tally as Tally
from .anonymity import publishable as publishable


class Right(StrEnum):
    """What surveys let people do."""

    MANAGE = "surveys.manage"
    READ_RESULTS = "surveys.read_results"


rights.declare(Right.MANAGE, _("Make surveys and send them"), granted_to=MANAGERS_UP)
rights.declare(Right.READ_RESULTS, _("Read the results of surveys"), granted_to=REPORT_READERS)


class Act(StrEnum):
    """The privileged acts of surveys, as the audit log names them."""

    SLICED_OFTEN = "surveys.sliced_often"
    EXPORTED = "surveys.exported"


acts.declare(Act.SLICED_OFTEN, _("Looked at many parts of an anonymous survey"))
acts.declare(Act.EXPORTED, _("Exported the results of a survey"))


class Kind(TextChoices):
    """What a survey is for. Whoever was asked lately is left in peace by other surveys of the same kind."""

    CSAT = "csat", _("Satisfaction (CSAT)")
    NPS = "nps", _("Recommendation (NPS)")
    CES = "ces", _("Effort (CES)")
    PULSE = "pulse", _("Team pulse")
    CANDIDATE = "candidate", _("Candidates")
    COURSE = "course", _("Courses")
    OTHER = "other", pgettext_lazy("kind of survey", "Something else")


class QuestionType(TextChoices):
    """How a question is answered."""

    FACES = "faces", _("Five faces (CSAT)")
    NPS = "nps", _("0 to 10 (NPS)")
    CES = "ces", _("1 to 7 (CES)")
    SCALE = "scale", _("A scale with words at its ends")
    SINGLE = "single", _("One of several")
    MULTIPLE = "multiple", _("Any of several")
    YES_NO = "yes_no", _("Yes or no")
    SHORT = "short", _("A few words")
    LONG = "long", _("A longer text")

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number on a scale."""
        return self in NUMBERS

    @property
    def is_words(self) -> bool:
        """Whether people answer in their own words."""
        return self in {QuestionType.SHORT, QuestionType.LONG}

    @property
    def is_choice(self) -> bool:
        """Whether the answers are written down beforehand."""
        return self in {QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.YES_NO}


NUMBERS = frozenset({QuestionType.FACES, QuestionType.NPS, QuestionType.CES, QuestionType.SCALE})
ENDS = {QuestionType.FACES: (1, 5), QuestionType.NPS: (0, 10), QuestionType.CES: (1, 7)}
YES, NO = "yes", "no"


class State(TextChoices):
    """How far an invitation has come."""

    PLANNED = "planned", pgettext_lazy("invitation", "Planned")
    SENT = "sent", pgettext_lazy("invitation", "Sent")
    ANSWERED = "answered", pgettext_lazy("invitation", "Answered")
    BOUNCED = "bounced", pgettext_lazy("invitation", "Came back")
    CANCELLED = "cancelled", pgettext_lazy("invitation", "Cancelled")


DELIVERED = (State.SENT, State.ANSWERED)
FLOOR, COMMENT_FLOOR = 5, 10
MOST_REMINDERS = 3
LONGEST = {QuestionType.SHORT: 200, QuestionType.LONG: 4000}
DEPARTMENT, LANGUAGE = "department", "language"


@dataclass(frozen=True, kw_only=True)
class Given:
    """One answer: a number, chosen options, or words."""

    value: int | None = None
    choices: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return self.value is None and not self.choices and not self.text

    @property
    def marks(self) -> frozenset[str]:
        """What a condition can ask for: the number or the options, as text."""
        return frozenset(self.choices) if self.value is None else frozenset({str(self.value)})


Answers = Mapping[str, Given]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody to be asked, with what results may be split by."""

    address: str
    name: str = ""
    language: str = "en"
    segments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Something by which results can be split: its words, and the names of its values."""

    key: str
    label: str | Promise
    names: Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """People who can be asked together: its words, its parts, and who belongs to a part (to all of it for "")."""

    key: str
    label: str | Promise
    parts: Callable[[], list[tuple[str, str]]]
    people: Callable[[str], list[Recipient]]


_segments: dict[str, Segment] = {}
_audiences: dict[str, Audience] = {}


def declare_segment(segment: Segment) -> None:
    """Make known by what results can be split; called when a context is loaded."""
    _segments[segment.key] = segment


def segment_named(key: str) -> Segment:
    """The segment with this key; one that nobody has declared is called as it is written."""
    return _segments.get(key) or Segment(
        key=key, label=key, names=lambda values: {one: one for one in values}
    )


def segments() -> list[Segment]:
    """Everything by which results can be split."""
    return list(_segments.values())


def declare_audience(audience: Audience) -> None:
    """Make known who can be asked together; called when a context is loaded."""
    _audiences[audience.key] = audience


def audiences() -> list[Audience]:
    """Everybody who can be asked together."""
    return list(_audiences.values())
