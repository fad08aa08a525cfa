"""Asking: an invitation is planned or handed out, sent once, reminded of, and counted only where it arrived."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.surveys import letters
from pult.surveys.errors import NothingToAsk
from pult.surveys.models import Answer, Invitation, Response, Survey, Wave
from pult.surveys.types import Kind, State

from .building import survey_named
from .rolling import wave_for

SEND_AT_ONCE = 200


@transaction.atomic
def invite(
    survey: Survey | str,
    *,
    address: str,
    language: str,
    by: Actor,
    about: str = "",
    name: str = "",
    segments: Mapping[str, str] | None = None,
    wave: Wave | None = None,
    at: datetime | None = None,
) -> Invitation | None:
    """Ask somebody by mail; nobody where they were asked about this already, or need some rest from such surveys."""
    at = at or timezone.now()
    survey = survey_named(survey, by=by, at=at) if isinstance(survey, str) else survey
    address = address.strip().lower()
    transaction_lock(f"surveys.{survey.kind}.{address}")
    if not address or _was_asked(survey, address, about, wave, at):
        return None
    return _invitation(
        survey, wave=wave or wave_for(survey, at=at), address=address, language=language, about=about,
        name=name, segments=segments, at=at, state=State.PLANNED,
    )  # fmt: skip


def issue(
    survey: Survey | str,
    *,
    address: str,
    language: str,
    by: Actor,
    about: str = "",
    segments: Mapping[str, str] | None = None,
    message_id: str = "",
    at: datetime | None = None,
) -> Invitation:
    """Make a link for somebody that the caller sends in a letter of its own; rest is the caller's business too."""
    at = at or timezone.now()
    survey = survey_named(survey, by=by, at=at) if isinstance(survey, str) else survey
    return _invitation(
        survey, wave=wave_for(survey, at=at), address=address, language=language, about=about, name="",
        segments=segments, at=at, state=State.SENT, message_id=message_id,
    )  # fmt: skip


def cancel(invitation: Invitation, *, by: Actor) -> bool:  # noqa: ARG001 - every verb says who acts
    """Do not ask after all, unless the letter is out. True when something was cancelled."""
    planned = Invitation.objects.filter(pk=invitation.pk, state=State.PLANNED)
    return bool(planned.update(state=State.CANCELLED))


def mark_sent(invitation: Invitation, *, by: Actor = SYSTEM, at: datetime | None = None) -> bool:  # noqa: ARG001
    """Write down that the letter is out; false when it is already, or is no longer wanted."""
    at = at or timezone.now()
    planned = Invitation.objects.filter(pk=invitation.pk, state=State.PLANNED)
    changed = planned.update(
        state=State.SENT, sent_at=at, remind_at=_next_reminder(invitation.survey, invitation, at=at)
    )
    invitation.refresh_from_db(fields=["state", "sent_at", "remind_at"])
    return bool(changed)


def mark_bounced(message_ids: Iterable[str]) -> int:
    """A letter came back: nobody was asked by it, so it leaves the count of those who could answer."""
    names = [name for name in message_ids if name]
    if not names:
        return 0
    lost = Invitation.objects.filter(message_id__in=names, state=State.SENT)
    return lost.update(state=State.BOUNCED, remind_at=None)


def send_due(*, at: datetime | None = None) -> int:
    """Send the letters and the reminders whose time has come. Returns how many went out."""
    at = at or timezone.now()
    planned = Invitation.objects.filter(state=State.PLANNED, due_at__lte=at).order_by("due_at", "pk")
    fading = Invitation.objects.filter(state=State.SENT, remind_at__lte=at).order_by("remind_at", "pk")
    sent = 0
    for due in (planned, fading):
        for invitation in due.select_related("survey", "version", "wave")[:SEND_AT_ONCE]:
            sent += _send(invitation, at=at)
    return sent


@transaction.atomic
def forget(address: str, *, by: Actor, kind: Kind | None = None) -> int:  # noqa: ARG001
    """Erase who was asked and the words they wrote; numbers stay, as nobody's. Returns how many invitations it were.

    With a kind only what was asked by such surveys: a candidate may be a customer too.
    """
    found = Invitation.objects.filter(address=address.strip().lower()).exclude(address="")
    if kind is not None:
        found = found.filter(survey__kind=kind)
    return _forget(found)


@transaction.atomic
def forget_about(subject: str, *, by: Actor) -> int:  # noqa: ARG001
    """Erase who was asked about one thing, and the words they wrote; numbers stay. Returns how many it were."""
    return _forget(Invitation.objects.filter(about=subject).exclude(about=""))


def _forget(found: "QuerySet[Invitation]") -> int:
    Answer.objects.filter(response__invitation__in=found).exclude(text="").delete()
    Response.objects.filter(invitation__in=found).update(about="")
    found.filter(state=State.PLANNED).update(state=State.CANCELLED)
    return found.update(address="", name="", about="", message_id="", remind_at=None)


@transaction.atomic
def _send(invitation: Invitation, *, at: datetime) -> bool:
    is_reminder = invitation.state == State.SENT
    if not (_claim_reminder(invitation, at=at) if is_reminder else _claim(invitation, at=at)):
        return False
    letter = letters.invitation(invitation, is_reminder=is_reminder)
    Invitation.objects.filter(pk=invitation.pk).update(message_id=letters.name_of(letter))
    letter.send()
    return True


def _claim(invitation: Invitation, *, at: datetime) -> bool:
    if invitation.is_expired(at) or (invitation.wave is not None and invitation.wave.closed_at is not None):
        cancel(invitation, by=SYSTEM)
        return False
    return mark_sent(invitation, at=at)


def _claim_reminder(invitation: Invitation, *, at: datetime) -> bool:
    due = Invitation.objects.filter(pk=invitation.pk, state=State.SENT, reminded=invitation.reminded)
    if invitation.is_expired(at) or (invitation.wave is not None and invitation.wave.closed_at is not None):
        due.update(remind_at=None)
        return False
    invitation.reminded += 1
    following = _next_reminder(invitation.survey, invitation, at=at)
    return bool(due.update(reminded=invitation.reminded, remind_at=following))


def _next_reminder(survey: Survey, invitation: Invitation, *, at: datetime) -> datetime | None:
    return at + timedelta(days=survey.reminder_days) if invitation.reminded < survey.reminders else None


def _was_asked(survey: Survey, address: str, about: str, wave: Wave | None, at: datetime) -> bool:
    asked = Invitation.objects.filter(address=address).exclude(state=State.CANCELLED)
    if about and asked.filter(survey=survey, about=about).exists():
        return True
    if wave is not None and asked.filter(wave=wave).exists():
        return True
    rested_since = at - timedelta(days=survey.rest_days)
    return asked.filter(survey__kind=survey.kind, due_at__gt=rested_since).exists()


def _invitation(
    survey: Survey,
    *,
    wave: Wave | None,
    address: str,
    language: str,
    about: str,
    name: str,
    segments: Mapping[str, str] | None,
    at: datetime,
    state: State,
    message_id: str = "",
) -> Invitation:
    if survey.live_id is None or survey.archived_at is not None:
        raise NothingToAsk(_("This survey has not been published."))
    expires_at = at + timedelta(days=survey.valid_days)
    return Invitation.objects.create(
        survey=survey,
        version_id=survey.live_id,
        wave=wave,
        address=address,
        name=name[:120],
        language=language,
        about=about,
        segments=dict(segments or {}),
        state=state,
        due_at=at,
        sent_at=at if state == State.SENT else None,
        expires_at=expires_at,
        message_id=message_id,
    )
