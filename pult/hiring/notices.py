"""Mail to colleagues: what they have to know of an interview, an offer or a trial period.

It names nobody who applies: the link leads to the page that does, for as long as there is one.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person

from .icalendar import Method
from .models import Interview, Offer, Trial, TrialDecision, TrialReview
from .queries.interviews import when
from .types import TrialOutcome


def tell_interviewers(interview: Interview, calendar: bytes, method: Method) -> None:
    """Write to everybody who interviews, each in their own language."""
    path = reverse("hiring:application", kwargs={"pk": interview.application_id})
    for person in interview.interviewers.order_by("pk"):
        with translation.override(person.language):
            words = {
                "opening": interview.application.opening.title,
                "when": when(interview, zone=person.time_zone),
                "place": interview.place,
                "link": f"{settings.APP_URL}{path}",
            }
            subject = (
                _("Interview cancelled: %(opening)s")
                if method is Method.CANCEL
                else _("Interview: %(opening)s")
            )
            letter = EmailMessage(
                subject=subject % words,
                body=_("%(when)s\n%(place)s\n\n%(link)s") % words,
                to=[person.email],
            )
        letter.attach("interview.ics", calendar, f"text/calendar; method={method}; charset=utf-8")
        letter.send()


def tell_of_offer(offer: Offer) -> None:
    """Write to those who run the opening that an offer was accepted, declined, or has expired."""
    application = offer.application
    path = reverse("hiring:application", kwargs={"pk": application.pk})
    people = {
        one.pk: one for one in (application.opening.recruiter, application.opening.hiring_manager) if one
    }
    for person in people.values():
        with translation.override(person.language):
            words = {"opening": application.opening.title, "state": offer.get_state_display()}
            EmailMessage(
                subject=_("Offer for %(opening)s: %(state)s") % words,
                body=f"{settings.APP_URL}{path}",
                to=[person.email],
            ).send()


def tell_of_review(review: TrialReview) -> None:
    """Write to the guide that a review comes."""
    trial = review.trial
    if trial.guide is not None:
        _tell(trial, [trial.guide], _REVIEW, day=review.due_on)


def tell_of_overdue_review(review: TrialReview) -> None:
    """Write to those who run the opening, and to the guide, that a review did not take place."""
    trial = review.trial
    _tell(trial, [trial.guide, *_runners(trial)], _OVERDUE, day=review.due_on)


def tell_of_undecided_trial(trial: Trial) -> None:
    """Write to those who run the opening that a trial ends soon, and nobody has decided."""
    _tell(trial, _runners(trial), _UNDECIDED, day=trial.ends_on)


def tell_of_trial(trial: Trial, decision: TrialDecision) -> None:
    """Write to those who run the opening, and to the guide, what was decided; not to whoever has decided it."""
    people = [one for one in (trial.guide, *_runners(trial)) if one and f"person:{one.pk}" != decision.by]
    subject = {TrialOutcome.KEPT: _KEPT, TrialOutcome.EXTENDED: _EXTENDED, TrialOutcome.ENDED: _ENDED}
    _tell(trial, people, subject[TrialOutcome(decision.outcome)], day=decision.until or trial.ends_on)


# What such a mail says, in its subject; the link leads to the page that names whose it is.
_REVIEW = gettext_lazy("Review in a trial period on %(day)s: %(opening)s")
_OVERDUE = gettext_lazy("A review of a trial period is overdue since %(day)s: %(opening)s")
_UNDECIDED = gettext_lazy("A trial period ends on %(day)s and is not decided: %(opening)s")
_KEPT = gettext_lazy("A new colleague stays after the trial period: %(opening)s")
_EXTENDED = gettext_lazy("A trial period is extended until %(day)s: %(opening)s")
_ENDED = gettext_lazy("A trial period ends on %(day)s, without the colleague staying: %(opening)s")


def _runners(trial: Trial) -> list[Person | None]:
    return [trial.application.opening.recruiter, trial.application.opening.hiring_manager]


def _tell(trial: Trial, people: Sequence[Person | None], subject: Promise, *, day: date) -> None:
    path = reverse("hiring:trial", kwargs={"pk": trial.pk})
    for person in dict.fromkeys(one for one in people if one is not None and one.is_active):
        with translation.override(person.language):
            words = {"opening": trial.application.opening.title, "day": date_format(day, "DATE_FORMAT")}
            EmailMessage(
                subject=str(subject) % words, body=f"{settings.APP_URL}{path}", to=[person.email]
            ).send()
