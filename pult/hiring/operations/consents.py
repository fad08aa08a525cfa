"""Verbs about the consent to a recording: asked for, given, refused, taken back. Without it nothing is recorded."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.events import publish
from pult.hiring.errors import Ended, NoConsent, NotReady
from pult.hiring.events import RecordingMoved
from pult.hiring.models import EvidenceStep, RecordingConsent
from pult.hiring.types import RECORDED, Act, ConsentState, ConsentWay, ErasedWhy, LetterKind, StageKind

from .letters import send_letter
from .moving import where
from .vanishing import erase_of_consent

ACTS = {
    ConsentState.ASKED: Act.RECORDING_ASKED,
    ConsentState.GIVEN: Act.RECORDING_AGREED,
    ConsentState.REFUSED: Act.RECORDING_REFUSED,
    ConsentState.WITHDRAWN: Act.RECORDING_TAKEN_BACK,
}


@transaction.atomic
def ask_to_record(step: EvidenceStep, *, by: Actor, at: datetime | None = None) -> RecordingConsent:
    """Ask a candidate, in a letter that leads to their own page, whether the talk may be recorded."""
    at = at or timezone.now()
    _can_be_recorded(step)
    consent, is_new = RecordingConsent.objects.get_or_create(
        step=step, defaults={"asked_by_id": by.person_id or None, "asked_at": at}
    )
    if not is_new:
        raise NotReady(_("The candidate was asked already."))
    send_letter(step.application, LetterKind.RECORDING, by=by, is_automatic=True, at=at)
    _announce(consent, by=by, at=at)
    return consent


@transaction.atomic
def note_spoken_consent(step: EvidenceStep, *, by: Actor, at: datetime | None = None) -> RecordingConsent:
    """Write down that the candidate has agreed at the beginning of the talk, after it was explained to them."""
    at = at or timezone.now()
    _can_be_recorded(step)
    said = {"state": ConsentState.GIVEN, "way": ConsentWay.SPOKEN, "said_at": at}
    consent, is_new = RecordingConsent.objects.get_or_create(
        step=step, defaults={"asked_by_id": by.person_id or None, "asked_at": at, **said}
    )
    if not is_new:
        consent = locked(consent)
        if consent.is_denied:
            raise NoConsent(
                _("The candidate does not want it. Only they can change that, on their own page.")
            )
        if consent.is_given:
            return consent
        _say(consent, ConsentState.GIVEN, ConsentWay.SPOKEN, at=at)
    _announce(consent, by=by, at=at)
    return consent


@transaction.atomic
def answer_consent(
    consent: RecordingConsent, *, may_record: bool, by: Actor, at: datetime | None = None
) -> None:
    """The candidate says on their own page whether the talk may be recorded; a no erases what there is, at once."""
    at = at or timezone.now()
    consent = locked(consent)
    if may_record:
        if consent.is_given:
            return
        _can_be_recorded(consent.step)
        state = ConsentState.GIVEN
    else:
        if consent.is_denied:
            return
        state = ConsentState.WITHDRAWN if consent.is_given else ConsentState.REFUSED
    _say(consent, state, ConsentWay.OWN_PAGE, at=at)
    if not may_record:
        erase_of_consent(consent, why=ErasedWhy.CONSENT, by=by, at=at)
    _announce(consent, by=by, at=at)


def locked(consent: RecordingConsent) -> RecordingConsent:
    """The consent as it stands, held until the transaction ends: a recording and a no come one after the other."""
    rows = RecordingConsent.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("step__application__opening", "step__application__candidate").get(
        pk=consent.pk
    )


def _say(consent: RecordingConsent, state: ConsentState, way: ConsentWay, *, at: datetime) -> None:
    consent.state, consent.way, consent.said_at = state, way, at
    consent.save(update_fields=["state", "way", "said_at"])


def _can_be_recorded(step: EvidenceStep) -> None:
    if StageKind(step.kind) not in RECORDED:
        raise NotReady(_("Only talks on the telephone are recorded."))
    if not step.application.is_active:
        raise Ended(_("This application has ended. Take it up again first."))


def _announce(consent: RecordingConsent, *, by: Actor, at: datetime) -> None:
    step = consent.step
    record(
        ACTS[ConsentState(consent.state)], by=by, about=f"application:{step.application_id}",
        after={"step": step.pk, "way": consent.way}, at=at,
    )  # fmt: skip
    publish(RecordingMoved(**where(step.application, by=by, at=at), step_id=step.pk, what=consent.state))
