"""Writing: a document is begun, its draft is saved, it is translated."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.customers.models import Company
from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.foundation.text.tongues import WRITTEN
from pult.knowledge.errors import AlreadyThere, ChangedElsewhere, NotForThem, NotReady
from pult.knowledge.events import DocumentWritten
from pult.knowledge.models import Category, Document, Draft, Translation
from pult.knowledge.types import FIRST_AUDIENCE, OUTSIDE, Audience, DocumentKind
from pult.workforce.models import Department, Member

from .naming import free_slug, index, rename

FIRST_REVIEW = timedelta(days=365)


@transaction.atomic
def write(
    title: str,
    *,
    by: Actor,
    kind: DocumentKind | str = DocumentKind.ARTICLE,
    language: str = Language.EN,
    body: str = "",
    data: dict[str, Any] | None = None,
    audience: Audience | str | None = None,
    department: Department | None = None,
    groups: Iterable[Company] = (),
    category: Category | None = None,
    owner: Member | None = None,
    also_asked: Iterable[str] = (),
    at: datetime | None = None,
) -> Translation:
    """Begin a document with a first draft in one language. Nobody but those who write sees it until it is published."""
    at = at or timezone.now()
    audience = audience or FIRST_AUDIENCE.get(DocumentKind(kind), Audience.STAFF)
    must_fit(kind, audience, department)
    document = Document.objects.create(
        kind=kind,
        language=language,
        owner=owner or Member.objects.filter(pk=by.person_id).first(),
        audience=audience,
        department=department,
        category=category,
        also_asked=list(also_asked),
        review_on=(at + FIRST_REVIEW).date(),
        created_at=at,
        changed_at=at,
    )
    document.groups.set(groups)
    return _begin(document, language, title=title, body=body, data=data, by=by, at=at)


@transaction.atomic
def translate(
    document: Document,
    language: str,
    *,
    by: Actor,
    title: str = "",
    body: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Translation:
    """Begin a document in another language; one that was made from the other script is written on."""
    at = at or timezone.now()
    there = Translation.objects.whole().filter(document=document, language=language).first()
    if there is None:
        return _begin(document, language, title=title, body=body, data=data, by=by, at=at)
    if not there.is_made:
        raise AlreadyThere(_("The document is written in this language already."))
    if there.open_draft is None:
        made = there.published
        save_draft(
            there,
            by=by,
            title=title or (made.title if made else there.title),
            body=body or (made.body if made else ""),
            data=data or (made.data if made else None),
            at=at,
        )
    return there


@transaction.atomic
def save_draft(
    translation: Translation,
    *,
    by: Actor,
    title: str,
    body: str,
    data: dict[str, Any] | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Draft:
    """Keep what is being written. `seen` is the saving that the window began with: 0 when there was none yet.

    A draft that was saved from another window in between is not overwritten; the refusal carries what stands there.
    """
    at = at or timezone.now()
    title = " ".join(title.split())
    translation = Translation.objects.whole().get(pk=translation.pk)
    there = Draft.objects.select_for_update(no_key=True).filter(translation=translation).first()
    if there is not None and (there.title, there.body) == (title, body) and data in (None, there.data):
        return there
    if seen is not None and seen != (there.version if there else 0):
        raise ChangedElsewhere(
            _(
                "The draft was saved from another window in between. Nothing is lost: choose which text goes on."
            ),
            theirs=there,
        )
    kept = data if data is not None else _data_of(translation, there)
    draft = _store(translation, there, title=title, body=body, data=kept, by=by, at=at)
    if translation.published_id is None and title and title != translation.title:
        rename(translation, title)
    index(translation, title, body)
    return draft


@transaction.atomic
def discard_draft(translation: Translation, *, by: Actor) -> bool:  # noqa: ARG001
    """Throw away what was written since the last publication; a text never published goes with it.

    True when the whole document went, for nothing of it had ever been published.
    """
    translation = Translation.objects.whole().get(pk=translation.pk)
    Draft.objects.filter(translation=translation).delete()
    if translation.published_at is not None:
        index(translation, translation.title, translation.published.body if translation.published else "")
        return False
    document = Document.objects.filter(pk=translation.document_id)
    Translation.objects.filter(pk=translation.pk).delete()
    if Translation.objects.filter(document_id=translation.document_id).exists():
        return False
    document.delete()
    return True


def must_fit(kind: str, audience: str, department: Department | None) -> None:
    """Only articles leave the house; a department's document says which."""
    if kind != DocumentKind.ARTICLE and audience in OUTSIDE:
        raise NotForThem(_("Only articles can be given to customers."))
    if audience == Audience.DEPARTMENT and department is None:
        raise NotForThem(_("Say which department it is for."))


def _begin(
    document: Document,
    language: str,
    *,
    title: str,
    body: str,
    data: dict[str, Any] | None,
    by: Actor,
    at: datetime,
) -> Translation:
    if language not in (*WRITTEN, Language.SR):
        raise NotReady(_("Pult does not know this language."))
    title = " ".join(title.split())
    try:
        with transaction.atomic():
            translation = Translation.objects.create(
                document=document,
                language=language,
                title=title,
                slug=free_slug(title, language=language, kind=document.kind),
            )
    except IntegrityError as error:
        raise AlreadyThere(_("The document is written in this language already.")) from error
    _store(translation, None, title=title, body=body, data=data or {}, by=by, at=at)
    index(translation, title, body)
    announce(
        DocumentWritten(
            document_id=document.pk, translation_id=translation.pk, language=language, by=by.ref, at=at
        )
    )
    return translation


def _store(
    translation: Translation,
    there: Draft | None,
    *,
    title: str,
    body: str,
    data: dict[str, Any],
    by: Actor,
    at: datetime,
) -> Draft:
    said = {"title": title, "body": body, "data": data, "saved_by_id": by.person_id or None, "saved_at": at}
    if there is None:
        return Draft.objects.create(translation=translation, **said)
    Draft.objects.filter(pk=there.pk).update(version=F("version") + 1, **said)
    there.refresh_from_db()
    return there


def _data_of(translation: Translation, there: Draft | None) -> dict[str, Any]:
    if there is not None:
        return dict(there.data)
    return dict(translation.published.data) if translation.published else {}
