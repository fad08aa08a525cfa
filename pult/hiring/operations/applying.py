"""Applying: by the form of the careers site, or written down by a recruiter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.types import Upload
from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.files.operations import keep
from pult.hiring import queries
from pult.hiring.errors import NotOpen
from pult.hiring.events import ApplicationReceived, ApplicationRepeated
from pult.hiring.models import Answer, Application, ApplicationFile, Candidate, Opening, StageMove
from pult.hiring.types import ACTIVE, ApplicationState, FileKind, LetterKind, Source
from pult.skills import operations as skills

from .entering import enter_stage
from .letters import send_letter
from .looking_through import look_through_later
from .moving import new_link_key, promise, where

MOST_FILES = 10
STANDING = (ApplicationState.ACTIVE, ApplicationState.POOL, ApplicationState.HIRED)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file that came with the form."""

    upload: Upload
    kind: FileKind = FileKind.CV


@dataclass(frozen=True, kw_only=True)
class Form:
    """What somebody who applies has told us. `answers` are questions and answers in the order of the form."""

    name: str
    email: str
    language: str
    phone: str = ""
    source: str = Source.CAREERS
    may_keep: bool = False
    has_consented: bool = True
    answers: tuple[tuple[str, str], ...] = ()
    files: tuple[Sent, ...] = field(default=(), repr=False)


@transaction.atomic
def apply(opening: Opening, form: Form, *, by: Actor, at: datetime | None = None) -> Application:
    """Take an application in. Who is known by the address is the same candidate; the same again adds to the first."""
    at = at or timezone.now()
    opening.refresh_from_db()
    is_open = opening.is_published and (
        opening.closes_on is None or timezone.localdate(at) <= opening.closes_on
    )
    if not is_open and not by.is_person:
        raise NotOpen(_("This opening takes no applications any longer."))
    email = form.email.strip().casefold()
    if not email or not form.name.strip():
        raise Invalid(_("A name and an address are needed to answer you."))
    transaction_lock(f"hiring.apply:{email}")
    candidate = _candidate(email, form, at=at)
    standing = candidate.applications.filter(opening=opening, state__in=STANDING).first()
    if standing is not None:
        return _again(standing, form, by=by, at=at)
    return _new(opening, candidate, form, by=by, at=at)


def _candidate(email: str, form: Form, *, at: datetime) -> Candidate:
    """The candidate behind an address. What is known already is not overwritten by whoever knows the address."""
    consent = {
        "consent_version": queries.settings().consent_version if form.has_consented else "",
        "consented_at": at if form.has_consented else None,
    }
    known = Candidate.objects.filter(email=email).first()
    if known is not None:
        more = {"may_keep": True} if form.may_keep else {}
        Candidate.objects.filter(pk=known.pk).update(keep_until=None, warned_at=None, **consent, **more)
        known.refresh_from_db()
        return known
    return Candidate.objects.create(
        name=form.name.strip()[:160],
        email=email,
        phone=form.phone.strip()[:40],
        language=form.language,
        source=form.source,
        holder=skills.new_holder(name=form.name),
        may_keep=form.may_keep,
        link_key=new_link_key(),
        first_seen_at=at,
        **consent,
    )


def _new(opening: Opening, candidate: Candidate, form: Form, *, by: Actor, at: datetime) -> Application:
    stage = opening.stages.in_order().first()
    if stage is None:
        raise NotOpen(_("This opening takes no applications any longer."))
    application = Application.objects.create(
        candidate=candidate,
        opening=opening,
        stage=stage,
        source=form.source,
        applied_at=at,
        entered_at=at,
        promised_by=promise(stage, at=at),
    )
    StageMove.objects.create(
        application=application, stage=stage, state=ACTIVE, at=at, by=by.ref, by_name=by.name[:160]
    )
    Answer.objects.bulk_create(
        Answer(application=application, position=number, question=question, text=text)
        for number, (question, text) in enumerate(form.answers, 1)
    )
    _keep_files(application, form.files, at=at)
    send_letter(application, LetterKind.CONFIRMATION, by=by, at=at, is_automatic=True)
    publish(ApplicationReceived(**where(application, by=by, at=at), source=form.source))
    enter_stage(application, by=by, at=at)
    return application


def _again(application: Application, form: Form, *, by: Actor, at: datetime) -> Application:
    Application.objects.filter(pk=application.pk).update(again_at=at)
    application.refresh_from_db()
    _keep_files(application, form.files, at=at)
    send_letter(application, LetterKind.ALREADY, by=by, at=at, is_automatic=True)
    publish(ApplicationRepeated(**where(application, by=by, at=at)))
    return application


@transaction.atomic
def add_file(
    application: Application,
    sent: Sent,
    *,
    by: Actor,  # noqa: ARG001
    at: datetime | None = None,
) -> ApplicationFile:
    """Add a document to an application."""
    if not application.is_active:
        raise NotOpen(_("This application has ended; nothing can be added to it."))
    if application.files.count() >= MOST_FILES:
        raise Invalid(_("There are too many files already."))
    _keep_files(application, [sent], at=at or timezone.now())
    return application.files.latest("pk")


def _keep_files(application: Application, files: Iterable[Sent], *, at: datetime) -> None:
    room = MOST_FILES - application.files.count()
    ApplicationFile.objects.bulk_create(
        ApplicationFile(
            application=application,
            file=keep(sent.upload.content, content_type=sent.upload.content_type),
            kind=sent.kind,
            name=sent.upload.name[:255],
            added_at=at,
        )
        for sent in list(files)[: max(room, 0)]
    )
    look_through_later(application)
