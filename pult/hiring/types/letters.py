"""The letters that hiring writes, and the words that may stand in them for something else."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterKind(TextChoices):
    """The occasions on which hiring writes to a candidate."""

    CONFIRMATION = "confirmation", _("The application has come")
    ALREADY = "already", _("There is an application already")
    NEXT_STAGE = "next_stage", _("On to the next step")
    REJECTION = "rejection", _("Rejection")
    POOL = "pool", _("Kept in the talent pool")
    WITHDRAWN = "withdrawn", _("Withdrawn by the candidate")
    TIMES = "times", _("Times for an interview")
    BOOKED = "booked", _("An interview is arranged")
    CANCELLED = "cancelled", _("An interview is cancelled")
    REMINDER = "reminder", _("Reminder of an interview")
    OFFER = "offer", _("An offer")
    OFFER_BACK = "offer_back", _("An offer is taken back")
    FILLED = "filled", _("The opening is filled")
    RETENTION = "retention", _("Before data are erased")
    WRITING = "writing", _("The writing sample")
    RECORDING = "recording", _("May a talk be recorded?")
    REFEREES = "referees", _("Who may tell about the candidate")
    REFERENCE = "reference", _("To a referee")
    REFERENCE_AGAIN = "ref_reminder", _("Reminder to a referee")
    TRIAL_BEGUN = "trial_begun", _("The trial period begins")
    TRIAL_REVIEW = "trial_review", _("Before a review of the trial period")
    TRIAL_KEPT = "trial_kept", _("After the trial period: staying")
    TRIAL_EXTENDED = "trial_extended", _("The trial period is extended")
    TRIAL_ENDED = "trial_ended", _("The trial period has ended")


# Each may stand in a subject or a text between braces.
VARIABLES = {
    "name": _("the candidate’s name"),
    "opening": _("the title of the opening"),
    "house": _("the name of the company"),
    "stage": _("the step that comes next"),
    "until": _("the day by which we promise an answer"),
    "link": _("the candidate’s own page"),
    "pay": _("the pay that is offered"),
    "start": _("the first day"),
    "hours": _("hours a week"),
    "answer_by": _("the day until which the offer holds"),
    "when": _("day, time and time zone of the interview"),
    "where": _("where the interview takes place"),
    "referee": _("the referee’s name"),
    "guide": _("who is at the new colleague’s side"),
    "minutes": _("how many minutes there are, in words"),
}
