"""What findings are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .agreement import Reading
from .checking import Reason
from .comparing import How

# Word and tone of what an alpha allows.
READINGS: dict[Reading, tuple[Promise, str]] = {
    Reading.FIRM: (pgettext_lazy("agreement", "Firm"), "good"),
    Reading.TENTATIVE: (pgettext_lazy("agreement", "Tentative"), "risk"),
    Reading.DO_NOT_USE: (pgettext_lazy("agreement", "Do not use"), "late"),
    Reading.TOO_FEW: (pgettext_lazy("agreement", "Too few to say"), "neutral"),
    Reading.NO_VARIATION: (pgettext_lazy("agreement", "Always the same mark"), "neutral"),
}
REASONS: dict[Reason, Promise] = {
    Reason.NO_MARK: _("No mark yet"),
    Reason.NO_EVIDENCE: _("Evidence is missing"),
    Reason.NO_CAUSE: _("Root cause is missing"),
}
HOWS: dict[How, tuple[Promise, str]] = {
    How.SAME: (pgettext_lazy("criterion", "Unchanged"), "neutral"),
    How.CHANGED: (pgettext_lazy("criterion", "Changed"), "note"),
    How.ADDED: (pgettext_lazy("criterion", "New"), "good"),
    How.REMOVED: (pgettext_lazy("criterion", "Gone"), "late"),
}
FIELDS: dict[str, Promise] = {
    "titles": _("What is judged"),
    "helps": _("What to look at"),
    "kind": _("Answered by"),
    "skill": _("Speaks of the skill"),
    "weight": _("Weight"),
    "lowest": _("Lowest mark"),
    "highest": _("Highest mark"),
    "low_until": _("Low up to and with"),
    "anchors": _("Anchors"),
    "causes": _("Root causes under a low mark"),
    "may_skip": _("May be “does not apply”"),
    "evidence": _("Evidence is asked for"),
    "critical": _("A low mark fails"),
}
