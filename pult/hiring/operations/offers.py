"""Offers: made in writing, answered by the candidate on their own page, taken back by the house with a reason."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.errors import Ended, NotReady, OfferClosed
from pult.hiring.events import OfferMoved
from pult.hiring.letters import letter_for
from pult.hiring.models import Application, Candidate, Offer
from pult.hiring.notices import tell_of_offer
from pult.hiring.types import Act, LetterKind, OfferState

from .letters import send_letter, write_to
from .moving import where

S = OfferState


@transaction.atomic
def make_offer(
    application: Application,
    *,
    pay: str,
    start_on: date,
    answer_by: date,
    by: Actor,
    hours_per_week: Decimal | None = None,
    at: datetime | None = None,
) -> Offer:
    """Offer the job in writing, on terms that hold until a day. The decision to hire comes before."""
    at = at or timezone.now()
    if not application.is_active:
        raise Ended(_("This application has ended. Take it up again first."))
    if not queries.is_to_be_hired(application):
        raise NotReady(_("Write the decision to hire first; the offer follows it."))
    if not timezone.localdate(at) <= answer_by <= start_on or not pay.strip():
        raise Invalid(
            _("An offer says the pay, and holds until a day that lies before the first day of work.")
        )
    # Two who offer at once must not both write.
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    if application.offers.filter(state__in=(S.SENT, S.ACCEPTED)).exists():
        raise Invalid(_("There is an offer already. Take it back before you make another one."))
    offer = Offer(
        application=application, pay=pay.strip()[:160], start_on=start_on, answer_by=answer_by, made_at=at,
        hours_per_week=hours_per_week or application.opening.hours_per_week, by=by.ref, by_name=by.name[:160],
    )  # fmt: skip
    letter = letter_for(application, LetterKind.OFFER, values=_values(offer))
    offer.text = letter.text
    offer.save()
    write_to(application, subject=letter.subject, text=letter.text, by=by, at=at)
    record(Act.OFFER_MADE, by=by, about=f"application:{application.pk}", at=at)
    _tell(offer, by=by, at=at)
    return offer


@transaction.atomic
def accept_offer(offer: Offer, *, by: Actor, at: datetime | None = None) -> None:
    """The candidate says yes. Saying it twice is saying it once."""
    if offer.is_accepted:
        return
    _end(offer, S.ACCEPTED, by=by, at=at or timezone.now())
    tell_of_offer(offer)


@transaction.atomic
def decline_offer(offer: Offer, *, by: Actor, words: str = "", at: datetime | None = None) -> None:
    """The candidate says no, with a word why if they like. The application stays until somebody ends it."""
    _end(offer, S.DECLINED, by=by, at=at or timezone.now(), reason=words)
    tell_of_offer(offer)


@transaction.atomic
def ask_about(offer: Offer, *, text: str, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """The candidate asks before they answer; it comes in as their letter."""
    application = offer.application
    conversation, key = application.conversation, uuid.uuid4()
    if not offer.is_waiting or conversation is None or conversation.inbox is None:
        raise OfferClosed(_("This offer no longer waits for an answer."))
    if not text.strip():
        raise Invalid(_("Please write your question."))
    conversations.receive(
        Inbound(
            intake_key=f"offer:{offer.pk}:{key}",
            external_id=f"<{key}@pult>",
            subject=conversation.subject,
            sender=Sender(
                kind=IdentityKind.EMAIL,
                value=application.candidate.email or "",
                name=application.candidate.name,
            ),
            text=text.strip()[:5000],
            claimed_conversation=conversation.pk,
            at=at or timezone.now(),
        ),
        inbox=conversation.inbox,
    )


@transaction.atomic
def withdraw_offer(
    offer: Offer, *, reason: str, by: Actor, with_letter: bool = True, at: datetime | None = None
) -> None:
    """Take an offer back, with a reason that stays in the house."""
    at = at or timezone.now()
    if not reason.strip():
        raise Invalid(_("Please write why the offer is taken back."))
    _end(offer, S.WITHDRAWN, by=by, at=at, reason=reason, only_from=(S.SENT, S.ACCEPTED))
    record(Act.OFFER_WITHDRAWN, by=by, about=f"application:{offer.application_id}", at=at)
    if with_letter:
        send_letter(offer.application, LetterKind.OFFER_BACK, by=by, at=at)


def end_offers(application: Application, state: OfferState, *, by: Actor, at: datetime) -> None:
    """An application ends: the offer that waited ends with it, without another letter."""
    for offer in application.offers.waiting():
        _end(offer, state, by=by, at=at)


def expire_due(*, at: datetime | None = None) -> int:
    """Offers whose day is over no longer hold. Returns how many."""
    at = at or timezone.now()
    due = Offer.objects.waiting().filter(answer_by__lt=timezone.localdate(at))
    found = 0
    for offer in due.select_related("application__opening", "application__candidate").order_by("pk"):
        with transaction.atomic():
            _end(offer, S.EXPIRED, by=SYSTEM, at=at, is_late=True)
            tell_of_offer(offer)
        found += 1
    return found


def erase_offers(candidate: Candidate) -> None:
    """Terms and words go with the candidate; states and days stay, so that figures stay true."""
    Offer.objects.filter(application__candidate=candidate).update(pay="", text="", reason="")


def _end(
    offer: Offer,
    state: OfferState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    only_from: tuple[OfferState, ...] = (S.SENT,),
    is_late: bool = False,
) -> None:
    if state in {S.ACCEPTED, S.DECLINED} and offer.is_past(timezone.localdate(at)) and not is_late:
        raise OfferClosed(_("This offer has expired. Write to us if you would still like to come."))
    standing = Offer.objects.filter(pk=offer.pk, state__in=[str(one) for one in only_from])
    if not standing.update(state=state, ended_at=at, reason=reason.strip()[:2000]):
        raise OfferClosed(_("This offer no longer waits for an answer."))
    offer.refresh_from_db()
    _tell(offer, by=by, at=at)


def _tell(offer: Offer, *, by: Actor, at: datetime) -> None:
    publish(OfferMoved(**where(offer.application, by=by, at=at), offer_id=offer.pk, state=offer.state))


def _values(offer: Offer) -> dict[str, str]:
    with translation.override(offer.application.candidate.language):
        return {
            "pay": offer.pay,
            "start": date_format(offer.start_on, "DATE_FORMAT"),
            "hours": str(number_format(offer.hours_per_week.normalize(), use_l10n=True)),
            "answer_by": date_format(offer.answer_by, "DATE_FORMAT"),
        }
