"""Mail to colleagues: what they have to know of an interview, with the file for their calendar.

It names nobody who applies: the link leads to the page that does, for as long as there is one.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .icalendar import Method
from .models import Interview, Offer
from .queries.interviews import when


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
