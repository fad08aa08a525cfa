"""The values of the assistant: rights, steps, reasons, what it says, where it stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP

Texts = dict[str, str]


class Act(StrEnum):
    """The privileged acts of the assistant, as the audit log names them."""

    MODEL_CONNECTED = "model.connected"
    MODEL_USES_CHANGED = "model.uses_changed"
    MODEL_REMOVED = "model.removed"


class Right(StrEnum):
    """What the assistant lets people do."""

    MANAGE = "assistant.manage"
    MODEL = "assistant.model"


rights.declare(Right.MANAGE, _("Manage the bot: its flows and its words"), granted_to=MANAGERS_UP)
rights.declare(Right.MODEL, _("Connect a language model, and see what it costs"))
acts.declare(Act.MODEL_CONNECTED, _("Connected a language model"))
acts.declare(Act.MODEL_USES_CHANGED, _("Changed what the language model is used for"))
acts.declare(Act.MODEL_REMOVED, _("Removed the language model"))


class StepKind(TextChoices):
    """What a flow can do."""

    SAY = "say", pgettext_lazy("step", "Say")
    ASK = "ask", pgettext_lazy("step", "Ask for a detail")
    CHOICES = "choices", pgettext_lazy("step", "Offer choices")
    SEARCH = "search", pgettext_lazy("step", "Search for an answer")
    CONDITION = "condition", pgettext_lazy("step", "Decide")
    HAND_OVER = "hand_over", pgettext_lazy("step", "Hand over")
    END = "end", pgettext_lazy("step", "End")


class By(TextChoices):
    """What a flow can decide by."""

    HOURS = "hours", _("The department is open")
    PRESENCE = "presence", _("Somebody is available")
    DEPARTMENT = "department", _("The department is")
    LANGUAGE = "language", _("The language is")
    PAGE = "page", _("The page’s address contains")


class When(TextChoices):
    """When the bot takes a new chat."""

    ALWAYS = "always", _("Always")
    NOBODY = "nobody", _("When nobody is available")
    CLOSED = "closed", _("Outside opening hours")


class Ending(TextChoices):
    """How a talk with the bot ended."""

    HELPED = "helped", _("The visitor said that it helped")
    FINISHED = "finished", _("The flow came to its end")
    ASKED = "asked", _("The visitor wanted a person")
    NO_ANSWER = "no_answer", _("No answer was sure enough")
    NOT_HELPED = "not_helped", _("The answers did not help")
    FLOW = "flow", _("The flow hands over here")
    TOO_LONG = "too_long", _("The talk became too long")
    JOINED = "joined", _("A person has joined")
    SILENT = "silent", _("The visitor said nothing more")


HANDED_OVER = (
    Ending.ASKED,
    Ending.NO_ANSWER,
    Ending.NOT_HELPED,
    Ending.FLOW,
    Ending.TOO_LONG,
    Ending.JOINED,
)


class Outcome(TextChoices):
    """What became of an answer."""

    NONE = "none", _("Nothing was said about it")
    ACCEPTED = "accepted", _("It helped")
    REJECTED = "rejected", _("It did not help")


class Source(TextChoices):
    """What can be suggested to an agent."""

    ARTICLE = "article", _("Article")
    CONVERSATION = "conversation", _("Conversation")
    CANNED = "canned", _("Canned reply")


class Chat(TextChoices):
    """The kinds of small talk."""

    GREETING = "greeting", _("Greeting")
    THANKS = "thanks", _("Words of thanks")
    GOODBYE = "goodbye", _("Goodbye")
    ROBOT = "robot", _("Are you a robot?")
    HUMAN = "human", _("A person, please")


class Awaits(StrEnum):
    """What the bot waits for."""

    NOTHING = ""
    QUESTION = "question"
    HELPED = "helped"
    DETAIL = "detail"
    CHOICE = "choice"
    CONTACT = "contact"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A piece of a published document that may answer a question."""

    document_id: int
    translation_id: int
    title: str
    text: str
    url: str
    score: float
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One message of the bot; with the answer that it gives, if it gives one."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    question: str = ""

    @property
    def extras(self) -> dict[str, Any]:
        """What a door may show beside the text: buttons, and where an answer comes from."""
        extras: dict[str, Any] = {}
        if self.choices:
            extras["choices"] = [text for _key, text in self.choices]
        if self.passages:
            extras["sources"] = [{"title": one.title, "url": one.url} for one in self.passages]
        return extras


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One thing that a department needs to know before a person takes over."""

    key: str
    kind: str
    label: Texts


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a talk stands; it is kept between two messages."""

    step: str = ""
    awaits: Awaits = Awaits.NOTHING
    details: dict[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    shown: tuple[int, ...] = ()
    misses: int = 0
    has_helped: bool = False
    said: int = 0
    ending: str = ""
    leaving: str = ""


def state_from(kept: dict[str, Any]) -> State:
    """Where a talk stood, read back."""
    values = {**kept, "awaits": Awaits(kept.get("awaits", ""))}
    return State(**{**values, **{name: tuple(kept.get(name, ())) for name in ("questions", "shown")}})


@dataclass(frozen=True, kw_only=True)
class World:
    """What the bot knows of the house at the moment, and how it looks something up."""

    language: str
    is_open: bool = True
    is_anyone_here: bool = True
    department_id: int = 0
    page: str = ""
    opens: str = ""
    notices: tuple[str, ...] = ()
    wanted: tuple[Detail, ...] = ()
    find: Callable[[str], tuple[Passage, ...]] = lambda _question: ()
    chat: Callable[[str], tuple[Chat, str] | None] = lambda _text: None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the bot does next: what it says, where it stands then, what the visitor said of the last answer."""

    lines: tuple[Line, ...]
    state: State
    verdict: Outcome = Outcome.NONE

    @property
    def ending(self) -> Ending | None:
        """How the talk ended, if it has."""
        return Ending(self.state.ending) if self.state.ending else None


class Use(TextChoices):
    """What a language model can be used for."""

    DRAFT = "draft", _("Draft a reply")
    SUMMARY = "summary", _("Summarise")
    TRANSLATION = "translation", _("Translate")
    TRIAGE = "triage", _("Suggest tags and department")
    BOT = "bot", _("Word the bot’s answers")
    TEST = "test", _("Test the connection")


# Those that an administrator switches on; testing is always possible.
USES = (Use.DRAFT, Use.SUMMARY, Use.TRANSLATION, Use.TRIAGE, Use.BOT)
# Those that stand beside a conversation.
DESK_USES = (Use.DRAFT, Use.SUMMARY, Use.TRANSLATION, Use.TRIAGE)


class CallState(TextChoices):
    """How far a question to the model has come."""

    WAITING = "waiting", pgettext_lazy("question to the model", "Waiting")
    RUNNING = "running", pgettext_lazy("question to the model", "Under way")
    DONE = "done", pgettext_lazy("question to the model", "Answered")
    FAILED = "failed", pgettext_lazy("question to the model", "Failed")
    STOPPED = "stopped", pgettext_lazy("question to the model", "Not waited for")


GOING_ON = (CallState.WAITING, CallState.RUNNING)


class Currency(TextChoices):
    """In what the endpoint is paid."""

    EUR = "EUR", "EUR"
    USD = "USD", "USD"
    GBP = "GBP", "GBP"
    CHF = "CHF", "CHF"
    BAM = "BAM", "BAM"
    RSD = "RSD", "RSD"


@dataclass(frozen=True, kw_only=True)
class UseRule:
    """Whether the model is used for something, and whether personal data are hidden from it."""

    is_on: bool = False
    is_masked: bool = True
