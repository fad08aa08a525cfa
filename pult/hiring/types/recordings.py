"""Recordings of talks: how candidates agree to them, and what became of a recording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsentState(TextChoices):
    """What a candidate has said to being recorded."""

    ASKED = "asked", pgettext_lazy("consent", "Asked")
    GIVEN = "given", pgettext_lazy("consent", "Agreed")
    REFUSED = "refused", pgettext_lazy("consent", "Would rather not")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Taken back")


class ConsentWay(TextChoices):
    """How they have said it."""

    SPOKEN = "spoken", _("said at the beginning of the talk")
    OWN_PAGE = "own_page", _("by a click on their own page")


class ErasedWhy(TextChoices):
    """Why a recording is not there any more."""

    BY_HAND = "by_hand", _("erased by hand")
    TIME = "time", _("its time was over")
    CONSENT = "consent", _("the candidate has taken their consent back")
    CANDIDATE = "candidate", _("the candidate was erased")
    EMPTY = "empty", _("nothing was recorded")
