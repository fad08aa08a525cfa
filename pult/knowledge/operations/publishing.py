"""Publishing, withdrawing, restoring: what readers see."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.errors import NothingNew, NotReady
from pult.knowledge.events import DocumentPublished, DocumentWithdrawn
from pult.knowledge.linking import documents_in
from pult.knowledge.markdown import render
from pult.knowledge.models import Document, Draft, Link, Revision, Translation
from pult.knowledge.scripts import TWIN, convert, convert_data
from pult.knowledge.types import Change, DocumentKind
from pult.knowledge.types.scripts import Script

from .naming import free_slug, index, next_number, rename
from .playable import must_be_playable
from .signing import ask_again
from .writing import save_draft


@transaction.atomic
def publish(
    translation: Translation,
    *,
    by: Actor,
    note: str = "",
    change: Change | str = Change.NORMAL,
    at: datetime | None = None,
) -> Revision:
    """Make the draft what readers see. The version before stays on record; the other script of Serbian follows."""
    at = at or timezone.now()
    translation = (
        Translation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("document")
        .get(pk=translation.pk)
    )
    draft = _ready(translation)
    if translation.made_from_id is not None:
        Translation.objects.filter(pk=translation.pk).update(made_from=None)
        translation.made_from = None
    revision = _put_out(
        translation,
        title=draft.title,
        body=draft.body,
        data=draft.data,
        note=note,
        change=change,
        by=by,
        at=at,
    )
    draft.delete()
    _follow(translation, revision, change)
    _make_twin(translation, revision, by=by, at=at)
    if revision.matters:
        ask_again(translation.document, revision, at=at)
    Document.objects.filter(pk=translation.document_id).update(changed_at=at, archived_at=None)
    return revision


@transaction.atomic
def withdraw(translation: Translation, *, by: Actor, at: datetime | None = None) -> None:
    """Take a text away from its readers; its versions stay on record, and the latest becomes a draft again."""
    at = at or timezone.now()
    whole = Translation.objects.whole().get(pk=translation.pk)
    if whole.published is None:
        return
    if whole.open_draft is None and not whole.is_made:
        said = whole.published
        save_draft(whole, by=by, title=said.title, body=said.body, data=said.data, at=at)
    Translation.objects.filter(pk=whole.pk).update(published=None, is_outdated=False)
    Link.objects.filter(source=whole.document_id, language=whole.language).delete()
    _announce_withdrawal(whole, by=by, at=at)
    for made in Translation.objects.filter(made_from=whole).select_related("document"):
        withdraw(made, by=by, at=at)
    Document.objects.filter(pk=whole.document_id).update(changed_at=at)


@transaction.atomic
def restore(revision: Revision, *, by: Actor, seen: int | None = None, at: datetime | None = None) -> Draft:
    """Begin a draft with what an earlier version said."""
    return save_draft(
        revision.translation,
        by=by,
        title=revision.title,
        body=revision.body,
        data=revision.data,
        seen=seen,
        at=at,
    )


@transaction.atomic
def confirm_current(translation: Translation, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Say that a translation still says the same as the newest version of the first language."""
    source = Translation.objects.get(document=translation.document_id, language=translation.document.language)
    mine = Translation.objects.filter(pk=translation.pk) | Translation.objects.filter(made_from=translation)
    mine.update(based_on=source.published, is_outdated=False)


def _ready(translation: Translation) -> Draft:
    draft = Draft.objects.filter(translation=translation).first()
    if draft is None:
        raise NothingNew(_("There is no draft to publish."))
    if not draft.title:
        raise NotReady(_("It needs a title before it can be published."))
    if not draft.body.strip() and not draft.data:
        raise NotReady(_("There is no text yet."))
    if translation.document.kind == DocumentKind.SCRIPT:
        must_be_playable(Script.read(draft.data))
    return draft


def _put_out(
    translation: Translation,
    *,
    title: str,
    body: str,
    data: dict[str, object],
    note: str,
    change: Change | str,
    by: Actor,
    at: datetime,
) -> Revision:
    revision = Revision.objects.create(
        translation=translation,
        number=next_number(translation),
        title=title,
        body=body,
        html=render(body, language=translation.language),
        data=data,
        note=note.strip()[:300],
        matters=change == Change.MATTERS,
        by_id=by.person_id or None,
        at=at,
    )
    rename(translation, title)
    Translation.objects.filter(pk=translation.pk).update(published=revision, published_at=at)
    translation.refresh_from_db()
    index(translation, title, body)
    _link(translation, body)
    announce(
        DocumentPublished(
            document_id=translation.document_id,
            translation_id=translation.pk,
            revision_id=revision.pk,
            language=translation.language,
            matters=revision.matters,
            by=by.ref,
            at=at,
        )
    )
    return revision


def _follow(translation: Translation, revision: Revision, change: Change | str) -> None:
    """A new version of the first language leaves the others behind; another language has caught up."""
    document = translation.document
    if translation.language != document.language:
        source = Translation.objects.filter(document=document, language=document.language).first()
        based = source.published if source else None
        Translation.objects.filter(pk=translation.pk).update(based_on=based, is_outdated=False)
        return
    Translation.objects.filter(pk=translation.pk).update(is_outdated=False)
    others = Translation.objects.published().filter(document=document).exclude(pk=translation.pk)
    others = others.exclude(made_from=translation)
    if change == Change.SMALL:
        others.filter(is_outdated=False).update(based_on=revision)
    else:
        others.update(is_outdated=True)


def _make_twin(translation: Translation, revision: Revision, *, by: Actor, at: datetime) -> None:
    """Serbian in the other script, unless somebody has written it."""
    other = TWIN.get(Language(translation.language))
    if other is None:
        return
    twin = (
        Translation.objects.select_related("document")
        .filter(document=translation.document_id, language=other)
        .first()
    )
    if twin is not None and not twin.is_made:
        return
    title = convert(revision.title, other)
    twin = twin or Translation.objects.create(
        document=translation.document,
        language=other,
        title=title,
        slug=free_slug(title, language=other, kind=translation.document.kind),
        made_from=translation,
    )
    data = convert_data(revision.data, other, translation.document.kind)
    change = Change.MATTERS if revision.matters else Change.NORMAL
    made = {"title": title, "body": convert(revision.body, other), "data": data}
    _put_out(twin, **made, note=revision.note, change=change, by=by, at=at)
    Translation.objects.filter(pk=twin.pk).update(
        made_from=translation, based_on=translation.based_on, is_outdated=False
    )


def _link(translation: Translation, body: str) -> None:
    Link.objects.filter(source=translation.document_id, language=translation.language).delete()
    targets = Document.objects.filter(pk__in=documents_in(body)).exclude(pk=translation.document_id)
    Link.objects.bulk_create(
        [
            Link(source_id=translation.document_id, target=target, language=translation.language)
            for target in targets
        ]
    )


def _announce_withdrawal(translation: Translation, *, by: Actor, at: datetime) -> None:
    announce(
        DocumentWithdrawn(
            document_id=translation.document_id,
            translation_id=translation.pk,
            language=translation.language,
            by=by.ref,
            at=at,
        )
    )
