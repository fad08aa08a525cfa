"""What the editor shows and what comes back from it."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.web import Request

from . import operations, structured
from .comparing import compare
from .errors import ChangedElsewhere
from .forms import DraftForm, PublishForm
from .markdown import render as to_html
from .models import Draft, Revision, Translation
from .pages import Page, frame
from .types import DocumentKind, Right


def page(translation: Translation, actor: Actor) -> Page:
    """The editor of a draft: what stands in it, and the first language beside it."""
    draft, said = translation.open_draft, translation.published
    now = draft or said
    data = now.data if now else {}
    form = DraftForm(
        initial={
            "title": now.title if now else translation.title,
            "body": now.body if now else "",
            "seen": draft.version if draft else 0,
        }
    )
    document = translation.document
    return {
        **frame(document, actor, "draft", translation.language),
        "translation": translation,
        "draft": draft,
        "form": form,
        "fields": structured.controls(document.kind, data),
        "publish": PublishForm(initial={"change": "normal"}),
        "source": source_of(translation),
        "is_script": document.kind == DocumentKind.SCRIPT,
        "may_publish": actor.has(Right.PUBLISH),
    }


def source_of(translation: Translation) -> dict[str, Any] | None:
    """The first language beside a translation, and what is new in it since this was translated."""
    if translation.is_source:
        return None
    rows = Translation.objects.whole().filter(document=translation.document_id)
    source = rows.filter(language=translation.document.language).first()
    if source is None:
        return None
    now = source.published or source.open_draft
    based = translation.based_on
    changed = compare(based.body, now.body) if translation.is_outdated and based and now else None
    return {"translation": source, "text": now, "html": _html(now), "changes": changed}


def draft_of(given: Any) -> dict[str, Any]:
    """What was typed into the editor."""
    form = DraftForm(given)
    if not form.is_valid():
        raise Invalid("; ".join(str(error) for errors in form.errors.values() for error in errors))
    return dict(form.cleaned_data)


def save(request: Request, translation: Translation) -> Draft:
    """Keep what was typed. Raises ChangedElsewhere when somebody was faster."""
    data = structured.read(translation.document.kind, request.POST)
    return operations.save_draft(translation, by=request.actor, data=data, **draft_of(request.POST))


def save_if_given(request: Request, translation: Translation) -> None:
    """Keep what was typed, when the editor was sent along."""
    if "body" in request.POST:
        save(request, translation)


def told(request: Request, translation: Translation, conflict: ChangedElsewhere) -> HttpResponse:
    """Both texts, so that somebody chooses: a fragment for the editor, the whole page without script."""
    theirs: Draft | None = conflict.theirs
    mine = draft_of(request.POST)
    context = {
        **page(translation, request.actor),
        "theirs": theirs,
        "now": theirs.version if theirs else 0,
        "changes": compare(theirs.body if theirs else "", mine["body"]),
        "form": DraftForm(initial={**mine, "seen": theirs.version if theirs else 0}),
        "conflict": str(conflict),
    }
    name = "knowledge/conflict.html" if is_script(request) else "knowledge/writing.html"
    return render(request, name, context, status=409)


def is_script(request: Request) -> bool:
    """Whether the editor's script asks, instead of somebody who pressed a button."""
    return "application/json" in request.headers.get("Accept", "")


def file_of(given: "UploadedFile[bytes]") -> dict[str, Any]:
    """A file that was handed in."""
    return {
        "name": given.name or "file",
        "content": given.read(),
        "content_type": given.content_type or "",
    }


def _html(text: Revision | Draft | None) -> str:
    return text.html if isinstance(text, Revision) else to_html(text.body if text else "")
