"""`/documents`: what is known, in every language, with its versions."""

from datetime import date, datetime
from typing import TypeVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from pult.accounts.types import Language
from pult.api.acting import REFUSALS, Listing, act_once, actor_of, listing, require
from pult.api.schemas import Named
from pult.foundation.actors import Actor
from pult.knowledge import operations
from pult.knowledge.models import Category, Document, Draft, Revision, Translation
from pult.knowledge.models.documents import DocumentQuerySet
from pult.knowledge.types import Audience, Change, DocumentKind, Right, TranslationState
from pult.workforce.models import Department

M = TypeVar("M", bound=models.Model)
router = Router(tags=["documents"])
TITLE, BODY = 200, 200_000


class TextOut(Schema):
    """How a document stands in one language."""

    language: Language
    title: str
    slug: str
    state: TranslationState
    published_at: datetime | None


class DocumentOut(Schema):
    """A document and the languages it is written in."""

    id: int
    kind: DocumentKind
    language: Language
    audience: Audience
    department_id: int | None
    category_id: int | None
    owner: Named | None
    also_asked: list[str]
    review_on: date | None
    changed_at: datetime
    translations: list[TextOut]


class RevisionOut(Schema):
    """A version as readers saw it. `body` is Markdown, `html` what is shown of it, sanitised."""

    number: int
    title: str
    body: str
    html: str
    note: str
    at: datetime


class DraftOut(Schema):
    """What is written and not published. Send `version` as `seen` with the next change."""

    title: str
    body: str
    version: int
    saved_at: datetime


class TranslationOut(TextOut):
    """A document in one language: what readers see, and the draft for those who may write."""

    document_id: int
    published: RevisionOut | None
    draft: DraftOut | None


class NewDocument(Schema):
    """A document with a first draft."""

    title: str = Field(min_length=1, max_length=TITLE)
    body: str = Field(default="", max_length=BODY)
    kind: DocumentKind = DocumentKind.ARTICLE
    language: Language = Language.EN
    audience: Audience | None = None
    department_id: int | None = None
    category_id: int | None = None
    also_asked: list[str] = Field(default=[], max_length=50)


class Writing(Schema):
    """What a draft says from now on. `seen` is the version of the draft that was read, 0 where there was none."""

    title: str = Field(min_length=1, max_length=TITLE)
    body: str = Field(max_length=BODY)
    seen: int | None = None


class Publishing(Schema):
    """What the new version is about, and how much it says anew."""

    note: str = Field(default="", max_length=300)
    change: Change = Change.NORMAL


def seen_by(actor: Actor) -> DocumentQuerySet:
    """Documents that the caller may see, with what is shown of them."""
    rows = Document.objects.visible_to(actor).select_related("owner__person")
    return rows.prefetch_related("translations__published", "translations__draft")


def show_text(one: Translation) -> TextOut:
    """One language of a document."""
    return TextOut(
        language=Language(one.language),
        title=one.title,
        slug=one.slug,
        state=one.state,
        published_at=one.published_at,
    )


def show_document(one: Document) -> DocumentOut:
    """A row of the list."""
    return DocumentOut(
        id=one.pk,
        kind=DocumentKind(one.kind),
        language=Language(one.language),
        audience=Audience(one.audience),
        department_id=one.department_id,
        category_id=one.category_id,
        owner=Named(id=one.owner.pk, name=one.owner.person.name) if one.owner else None,
        also_asked=one.also_asked,
        review_on=one.review_on,
        changed_at=one.changed_at,
        translations=[show_text(text) for text in sorted(one.translations.all(), key=lambda text: text.pk)],
    )


def show_translation(one: Translation, reader: Actor) -> TranslationOut:
    """One language with its words."""
    draft = one.open_draft if reader.has(Right.WRITE) else None
    return TranslationOut(
        **show_text(one).model_dump(),
        document_id=one.document_id,
        published=_revision(one.published) if one.published else None,
        draft=_draft(draft) if draft else None,
    )


def _revision(one: Revision) -> RevisionOut:
    return RevisionOut(
        number=one.number, title=one.title, body=one.body, html=one.html, note=one.note, at=one.at
    )


def _draft(one: Draft) -> DraftOut:
    return DraftOut(title=one.title, body=one.body, version=one.version, saved_at=one.saved_at)


def document_of(request: HttpRequest, document_id: int, right: Right) -> Document:
    """The document with this number, if the caller may see it and do this with it."""
    return get_object_or_404(seen_by(require(request, right)), pk=document_id)


def text_of(request: HttpRequest, document_id: int, language: str, right: Right) -> Translation:
    """The document in this language."""
    rows = Translation.objects.visible_to(require(request, right)).whole()
    return get_object_or_404(rows, document=document_id, language=language)


def _named(rows: "models.QuerySet[M]", number: int | None) -> M | None:
    """The one with this number, if a number was given."""
    return None if number is None else get_object_or_404(rows, pk=number)


@router.get("/documents", response={200: Listing[DocumentOut], **REFUSALS}, summary="List documents")
def list_documents(
    request: HttpRequest,
    kind: DocumentKind | None = None,
    category: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> HttpResponse:
    """In the order they were begun; without those that were put away."""
    rows = seen_by(require(request, Right.READ)).in_use()
    if kind is not None:
        rows = rows.filter(kind=kind)
    if category is not None:
        rows = rows.filter(category=category)
    return listing(rows, ["id"], show_document, cursor=cursor, limit=limit)


@router.post("/documents", response={201: DocumentOut, **REFUSALS}, summary="Begin a document")
def create_document(request: HttpRequest, new: NewDocument) -> HttpResponse:
    """A first draft in one language; nobody but those who write sees it until it is published."""
    actor = require(request, Right.WRITE)

    def act() -> tuple[int, DocumentOut]:
        begun = operations.write(
            new.title,
            body=new.body,
            kind=new.kind,
            language=new.language,
            audience=new.audience,
            department=_named(Department.objects.visible_to(actor), new.department_id),
            category=_named(Category.objects.visible_to(actor), new.category_id),
            also_asked=new.also_asked,
            by=actor,
        )
        return 201, show_document(seen_by(actor).get(pk=begun.document_id))

    return act_once(request, act)


@router.get("/documents/{document_id}", response={200: DocumentOut, **REFUSALS}, summary="Read a document")
def read_document(request: HttpRequest, document_id: int) -> DocumentOut:
    """One document by id."""
    return show_document(document_of(request, document_id, Right.READ))


@router.get(
    "/documents/{document_id}/{language}",
    response={200: TranslationOut, **REFUSALS},
    summary="Read a document in a language",
)
def read_translation(request: HttpRequest, document_id: int, language: str) -> TranslationOut:
    """What readers see, and the draft for those who may write."""
    return show_translation(text_of(request, document_id, language, Right.READ), actor_of(request))


@router.patch(
    "/documents/{document_id}/{language}",
    response={200: TranslationOut, **REFUSALS},
    summary="Write a document in a language",
)
def update_translation(
    request: HttpRequest, document_id: int, language: Language, writing: Writing
) -> HttpResponse:
    """Save the draft; a language that is missing is begun. Readers see nothing of it before it is published."""
    document = document_of(request, document_id, Right.WRITE)
    actor = actor_of(request)

    def act() -> tuple[int, TranslationOut]:
        there = document.translations.filter(language=language).first()
        if there is None or there.is_made:
            there = operations.translate(document, language, by=actor, title=writing.title, body=writing.body)
        else:
            operations.save_draft(there, by=actor, title=writing.title, body=writing.body, seen=writing.seen)
        return 200, show_translation(text_of(request, document_id, language, Right.WRITE), actor)

    return act_once(request, act)


@router.post(
    "/documents/{document_id}/{language}/publication",
    response={200: TranslationOut, **REFUSALS},
    summary="Publish a document in a language",
)
def create_publication(
    request: HttpRequest, document_id: int, language: str, publishing: Publishing
) -> HttpResponse:
    """Make the draft what readers see; the version before stays on record."""
    text = text_of(request, document_id, language, Right.PUBLISH)
    actor = actor_of(request)

    def act() -> tuple[int, TranslationOut]:
        operations.publish(text, by=actor, note=publishing.note, change=publishing.change)
        return 200, show_translation(text_of(request, document_id, language, Right.PUBLISH), actor)

    return act_once(request, act)


@router.delete(
    "/documents/{document_id}/{language}/publication",
    response={200: TranslationOut, **REFUSALS},
    summary="Withdraw a document in a language",
)
def delete_publication(request: HttpRequest, document_id: int, language: str) -> TranslationOut:
    """Take it away from its readers; its versions stay on record."""
    operations.withdraw(
        text_of(request, document_id, language, Right.PUBLISH), by=require(request, Right.PUBLISH)
    )
    return show_translation(text_of(request, document_id, language, Right.PUBLISH), actor_of(request))
