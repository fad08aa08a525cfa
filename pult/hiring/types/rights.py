"""What hiring lets people do, and the acts that the audit log names."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP, SUPERVISORS_UP


class Right(StrEnum):
    """What hiring lets people do. Without any of these, hiring is not there."""

    MANAGE = "hiring.manage"
    RECRUIT = "hiring.recruit"
    INTERVIEW = "hiring.interview"


rights.declare(
    Right.MANAGE, _("Manage hiring: every opening, approval, letters, settings"), granted_to=MANAGERS_UP
)
rights.declare(
    Right.RECRUIT, _("Recruit: run the openings that one is responsible for"), granted_to=MANAGERS_UP
)
rights.declare(
    Right.INTERVIEW, _("Interview: see the candidates that one is assigned to"), granted_to=SUPERVISORS_UP
)


class Act(StrEnum):
    """The privileged acts of hiring, as the audit log names them."""

    OPENING_REQUESTED = "opening.requested"
    OPENING_APPROVED = "opening.approved"
    OPENING_SENT_BACK = "opening.sent_back"
    OPENING_PUBLISHED = "opening.published"
    OPENING_PAUSED = "opening.paused"
    OPENING_CLOSED = "opening.closed"
    APPLICATION_REJECTED = "application.rejected"
    APPLICATION_DECIDED = "application.decided"
    FAIRNESS_READ = "hiring.fairness_read"
    OFFER_MADE = "offer.made"
    OFFER_WITHDRAWN = "offer.withdrawn"
    CANDIDATE_HIRED = "candidate.hired"
    CANDIDATE_ERASED = "candidate.erased"
    INTERVIEWER_ASSIGNED = "interviewer.assigned"
    SETTINGS_CHANGED = "hiring.settings_changed"
    LETTER_CHANGED = "hiring.letter_changed"
    BANK_ADDED = "hiring.bank_added"
    BANK_CHANGED = "hiring.bank_changed"
    BANK_RETIRED = "hiring.bank_retired"
    BANK_BROUGHT_BACK = "hiring.bank_brought_back"
    BANK_RENEWED = "hiring.bank_renewed"
    TASK_ADDED = "hiring.task_added"
    TASK_CHANGED = "hiring.task_changed"
    TASK_RETIRED = "hiring.task_retired"
    TASK_BROUGHT_BACK = "hiring.task_brought_back"
    TIME_GRANTED = "hiring.time_granted"
    RECORDING_ASKED = "recording.asked"
    RECORDING_AGREED = "recording.agreed"
    RECORDING_REFUSED = "recording.refused"
    RECORDING_TAKEN_BACK = "recording.taken_back"
    RECORDING_KEPT = "recording.kept"
    RECORDING_ERASED = "recording.erased"
    TRIAL_BEGUN = "trial.begun"
    TRIAL_DECIDED = "trial.decided"
    TRIAL_SHARED = "trial.shared"


for act, label in {
    Act.OPENING_REQUESTED: _("Requested an opening"),
    Act.OPENING_APPROVED: _("Approved an opening"),
    Act.OPENING_SENT_BACK: _("Sent an opening back"),
    Act.OPENING_PUBLISHED: _("Published an opening"),
    Act.OPENING_PAUSED: _("Paused an opening"),
    Act.OPENING_CLOSED: _("Closed an opening"),
    Act.APPLICATION_REJECTED: _("Rejected an application"),
    Act.APPLICATION_DECIDED: _("Decided about an application"),
    Act.FAIRNESS_READ: _("Read the check of fairness"),
    Act.OFFER_MADE: _("Made an offer"),
    Act.OFFER_WITHDRAWN: _("Took an offer back"),
    Act.CANDIDATE_HIRED: _("Hired a candidate"),
    Act.CANDIDATE_ERASED: _("Erased a candidate"),
    Act.INTERVIEWER_ASSIGNED: _("Assigned an interviewer"),
    Act.SETTINGS_CHANGED: _("Changed the settings of hiring"),
    Act.LETTER_CHANGED: _("Changed a letter of hiring"),
    Act.BANK_ADDED: _("Added a question or role play"),
    Act.BANK_CHANGED: _("Changed a question or role play"),
    Act.BANK_RETIRED: _("Retired a question or role play"),
    Act.BANK_BROUGHT_BACK: _("Brought back a question or role play"),
    Act.TASK_ADDED: _("Added a writing exercise"),
    Act.TASK_CHANGED: _("Changed a writing exercise"),
    Act.TASK_RETIRED: _("Retired a writing exercise"),
    Act.TASK_BROUGHT_BACK: _("Brought back a writing exercise"),
    Act.TIME_GRANTED: _("Granted more time for a writing sample"),
    Act.RECORDING_ASKED: _("Asked whether a talk may be recorded"),
    Act.RECORDING_AGREED: _("Agreed to the recording of a talk"),
    Act.RECORDING_REFUSED: _("Refused the recording of a talk"),
    Act.RECORDING_TAKEN_BACK: _("Took back the consent to a recording"),
    Act.RECORDING_KEPT: _("Kept the recording of a talk"),
    Act.RECORDING_ERASED: _("Erased the recording of a talk"),
    Act.TRIAL_BEGUN: _("Began a trial period"),
    Act.TRIAL_DECIDED: _("Decided about a trial period"),
    Act.TRIAL_SHARED: _("Shared the sheets of a review"),
    Act.BANK_RENEWED: _("Went back to the shipped words of a question or role play"),
}.items():
    acts.declare(act, label)
