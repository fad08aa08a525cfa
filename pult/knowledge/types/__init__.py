"""The values of knowledge: kinds of documents, audiences, readers, rights, and the fields of structured kinds."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.actors import NOBODY, Actor
from pult.foundation.audit import acts
from pult.foundation.rights import AGENTS_UP, MANAGERS_UP, SUPERVISORS_UP, BuiltIn

from .closures import ClosureKind as ClosureKind


class Right(StrEnum):
    """What knowledge lets people do."""

    READ = "knowledge.read"
    WRITE = "knowledge.write"
    PUBLISH = "knowledge.publish"
    MANAGE = "knowledge.manage"


rights.declare(Right.READ, _("Read articles and the handbook"), granted_to=(*AGENTS_UP, BuiltIn.EXECUTIVE))
rights.declare(Right.WRITE, _("Write drafts of articles and handbook pages"), granted_to=AGENTS_UP)
rights.declare(
    Right.PUBLISH, _("Publish and withdraw documents, ask for signatures"), granted_to=SUPERVISORS_UP
)
rights.declare(Right.MANAGE, _("Manage categories; see every document; import"), granted_to=MANAGERS_UP)


class DocumentKind(TextChoices):
    """What a document is for."""

    ARTICLE = "article", _("Article")
    HANDBOOK = "handbook", _("Handbook page")
    SOP = "sop", _("SOP")
    SCRIPT = "script", _("Script")
    SCENARIO = "scenario", _("Hard scenario")
    TERM = "term", _("Word")
    CLOSURE = "closure", _("Closure template")


class Audience(TextChoices):
    """Who may read what is published."""

    PUBLIC = "public", _("Everybody")
    CUSTOMERS = "customers", _("Customers who are signed in")
    GROUP = "group", _("Customers of some companies")
    STAFF = "staff", _("All staff")
    DEPARTMENT = "department", _("One department")


OUTSIDE = (Audience.PUBLIC, Audience.CUSTOMERS, Audience.GROUP)
INSIDE = (Audience.STAFF, Audience.DEPARTMENT)
FIRST_AUDIENCE = {DocumentKind.ARTICLE: Audience.PUBLIC}


class TranslationState(TextChoices):
    """How a document stands in one language."""

    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    OUTDATED = "outdated", _("Outdated")
    MADE = "made", _("Made from the other script")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Change(TextChoices):
    """How much a new version says anew."""

    SMALL = "small", _("A small correction: translations and signatures stay good")
    NORMAL = "normal", _("A change: translations have to follow")
    MATTERS = "matters", _("A change that matters: translations follow, and everybody signs again")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who reads: a member of the staff, a customer who is signed in, or anybody."""

    customer_id: int | None = None
    groups: frozenset[int] = field(default_factory=frozenset)
    actor: Actor = NOBODY
    # Where there are several brands: the one at whose pages they read.
    brand_id: int | None = None


ANYBODY = Reader()


class Verdict(TextChoices):
    """What the house thinks of a word."""

    USE = "use", _("Say this")
    CAREFUL = "careful", _("With care")
    AVOID = "avoid", _("Do not say this")


# The words in the data of structured kinds; everything else in data is a code and is never converted or translated.
WORDS: dict[str, frozenset[str]] = {
    DocumentKind.TERM: frozenset({"instead", "why", "example", "forms"}),
    DocumentKind.SCENARIO: frozenset({"heard", "say", "avoid", "hand_over"}),
    DocumentKind.CLOSURE: frozenset({"banner", "reply", "chat", "call"}),
    DocumentKind.SCRIPT: frozenset(
        {"title", "text", "label", "help", "reply", "say", "note", "name", "question", "options"}
    ),
}


class SearchSource(TextChoices):
    """Where somebody looked for something."""

    CENTRE = "centre", _("Help centre")
    CHAT = "chat", _("Chat")
    FORM = "form", _("Form")
    BOT = "bot", _("Bot")
    AGENT = "agent", _("Agent")


class GapSource(TextChoices):
    """Who noticed that something is missing."""

    SEARCH = "search", _("Search without a result")
    BOT = "bot", _("Bot")
    FORM = "form", _("Form")
    AGENT = "agent", _("Agent")


class GapState(TextChoices):
    """What became of a gap."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered by a document")
    DISMISSED = "dismissed", _("Dismissed")


class Act(StrEnum):
    """The privileged acts of knowledge."""

    CERTAINTY_CHANGED = "finding.certainty_changed"
    IMPORTED = "knowledge.imported"
    EXPORTED = "knowledge.exported"


acts.declare(Act.CERTAINTY_CHANGED, _("Changed how sure an answer has to be"))
acts.declare(Act.IMPORTED, _("Brought in documents from files"))
acts.declare(Act.EXPORTED, _("Took documents out as files"))
