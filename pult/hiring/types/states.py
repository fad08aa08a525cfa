"""The closed sets of hiring: how openings, applications and interviews stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpeningStatus(TextChoices):
    """How far an opening has come."""

    DRAFT = "draft", pgettext_lazy("opening", "Draft")
    REQUESTED = "requested", pgettext_lazy("opening", "Waiting for approval")
    APPROVED = "approved", pgettext_lazy("opening", "Approved")
    PUBLISHED = "published", pgettext_lazy("opening", "Published")
    PAUSED = "paused", pgettext_lazy("opening", "Paused")
    CLOSED = "closed", pgettext_lazy("opening", "Closed")
    FILLED = "filled", pgettext_lazy("opening", "Filled")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return OPENING_TONES.get(self, "neutral")


OPENING_TONES = {"published": "good", "requested": "risk", "approved": "info", "filled": "accent"}
OPEN_TO_THE_PUBLIC = (OpeningStatus.PUBLISHED,)


class ApplicationState(TextChoices):
    """How an application stands."""

    ACTIVE = "active", pgettext_lazy("application", "Active")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")
    REJECTED = "rejected", pgettext_lazy("application", "Rejected")
    HIRED = "hired", pgettext_lazy("application", "Hired")
    POOL = "pool", pgettext_lazy("application", "Talent pool")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"active": "info", "hired": "good", "pool": "accent"}.get(self, "neutral")


ACTIVE = ApplicationState.ACTIVE


class Reason(TextChoices):
    """Why an application was rejected; for the house, never for the candidate."""

    MUST_HAVE = "must_have", _("A must-have is missing")
    STRONGER = "stronger", _("Others were stronger")
    WRITING = "writing", _("Written answers")
    INTERVIEW = "interview", _("Interview")
    TERMS = "terms", _("Terms do not fit")
    FILLED = "filled", _("The opening is filled")
    CLOSED = "closed", _("The opening was closed")
    OTHER = "other", _("Another reason")


class Source(TextChoices):
    """How somebody heard of us."""

    CAREERS = "careers", _("Our careers page")
    JOB_BOARD = "job_board", _("Job board")
    SOCIAL = "social", _("Social network")
    COLLEAGUE = "colleague", _("Somebody who works here")
    FAIR = "fair", _("Fair or school")
    HAND = "hand", _("Written down by us")
    OTHER = "other", pgettext_lazy("source", "Elsewhere")


class OfferState(TextChoices):
    """How an offer stands."""

    SENT = "sent", pgettext_lazy("offer", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    EXPIRED = "expired", pgettext_lazy("offer", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Taken back")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"sent": "info", "accepted": "good", "expired": "risk"}.get(self, "neutral")


class QuestionKind(TextChoices):
    """How a question of the form is answered."""

    LINE = "line", _("One line")
    TEXT = "text", _("A few sentences")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several")


class FileKind(TextChoices):
    """What a file of an application is."""

    CV = "cv", _("CV")
    OTHER = "other", pgettext_lazy("file", "Further document")


class InterviewState(TextChoices):
    """How far the arranging of an interview has come."""

    OFFERED = "offered", _("Times offered")
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", pgettext_lazy("interview", "Cancelled")
