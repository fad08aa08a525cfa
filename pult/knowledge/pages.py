"""What the pages of knowledge show, and where they lead."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.workforce.models import Member

from . import addresses, structured
from .comparing import compare
from .forms import LANGUAGES, NewDocumentForm, PropertiesForm
from .letters import titles_of
from .markdown import headings
from .markdown import render as to_html
from .models import Document, Revision, Translation
from .queries import gaps, listing
from .queries import handbook as handbooks
from .queries.reading import best, readable, to_sign
from .types import DocumentKind, Reader, Right, TranslationState

Page = dict[str, Any]

TONES = {
    TranslationState.MISSING: "neutral",
    TranslationState.DRAFT: "note",
    TranslationState.PUBLISHED: "good",
    TranslationState.OUTDATED: "risk",
    TranslationState.MADE: "info",
    TranslationState.WITHDRAWN: "neutral",
}
ICONS = {
    DocumentKind.ARTICLE: "file-text",
    DocumentKind.HANDBOOK: "book",
    DocumentKind.SOP: "list-check",
    DocumentKind.SCRIPT: "route",
    DocumentKind.SCENARIO: "flame",
    DocumentKind.TERM: "quote",
    DocumentKind.CLOSURE: "calendar-event",
}


def own_language() -> str:
    """The language of the reader."""
    asked = (get_language() or "en").lower()
    return asked if asked in Language.values else "en"


def area_tabs(actor: Actor, here: str) -> list[Page]:
    """The parts of the area that this person may use."""
    waiting = to_sign(actor).count()
    found = [
        ("handbook", _("Handbook"), "knowledge:handbook", True, None),
        ("waiting", _("To sign"), "knowledge:waiting", True, waiting or None),
        ("documents", _("All documents"), "knowledge:documents", actor.has(Right.WRITE), None),
        ("scripts", _("Guided scripts"), "scripts:scripts", True, None),
        ("closures", _("Closures"), "closures:closures", True, None),
        ("gaps", _("Gaps"), "gaps:gaps", True, gaps.count_open(actor) or None),
        ("categories", _("Categories"), "knowledge:categories", actor.has(Right.MANAGE), None),
        ("synonyms", _("Synonyms"), "synonyms:synonyms", actor.has(Right.MANAGE), None),
        ("transfers", _("Import and export"), "transfers:transfers", actor.has(Right.MANAGE), None),
    ]
    return [
        {"text": text, "href": reverse(name), "current": key == here, "count": count}
        for key, text, name, may, count in found
        if may
    ]


def frame(document: Document, actor: Actor, here: str, language: str = "") -> Page:
    """What every page of one document has: its title, where it lies, its tabs."""
    language = language or _best_language(document)
    return {
        "document": document,
        "kind": document.get_kind_display(),
        "icon": ICONS[DocumentKind(document.kind)],
        "title": titles_of([document], language)[document.pk] or _("Without a title"),
        "language": language,
        "crumbs": [_crumb(document)],
        "tabs": _tabs(document, actor, here, language),
        "may_write": actor.has(Right.WRITE),
        "may_publish": actor.has(Right.PUBLISH),
    }


def handbook(actor: Actor, asked: QueryDict) -> Page:
    """What the staff reads, by category; the articles of customers on demand."""
    shows_articles = asked.get("show") == "articles"
    shows_terms = asked.get("show") == "words"
    kinds = (DocumentKind.ARTICLE,) if shows_articles else (DocumentKind.TERM,) if shows_terms else None
    chapters = handbooks.chapters(actor, own_language(), *([kinds] if kinds else []))
    return {
        "tabs": area_tabs(actor, "handbook"),
        "chapters": chapters,
        "show": asked.get("show", ""),
        "waiting": handbooks.waiting(actor, own_language()),
        "may_write": actor.has(Right.WRITE),
        "icons": ICONS,
    }


def waiting(actor: Actor) -> Page:
    """What one has still to read and sign."""
    return {
        "tabs": area_tabs(actor, "waiting"),
        "rows": handbooks.waiting(actor, own_language()),
        "today": timezone.localdate(),
    }


def reading(document: Document, actor: Actor, asked: QueryDict) -> Page:
    """A document in the language that was asked for, or the one that suits the reader best."""
    rows = list(readable(document, Reader(actor=actor)))
    if not rows and actor.has(Right.WRITE):
        rows = list(Translation.objects.whole().filter(document=document))
    chosen = [one for one in rows if one.language == asked.get("language")]
    shown = chosen[0] if chosen else best(rows, own_language())
    revision = shown.published if shown else None
    mine = to_sign(actor).filter(document=document).first()
    return {
        **frame(document, actor, "reading", shown.language if shown else ""),
        "shown": shown,
        "revision": revision,
        **_text_of(shown, revision, document),
        "languages": [(one.language, one.get_language_display(), one == shown) for one in rows],
        "to_sign": mine if revision else None,
        "public": addresses.public_address(shown) if shown and revision and document.is_outside else "",
        "is_due": document.review_on is not None and document.review_on <= timezone.localdate(),
    }


def _text_of(shown: Translation | None, revision: Revision | None, document: Document) -> Page:
    draft = shown.open_draft if shown and revision is None else None
    html = revision.html if revision else to_html(draft.body) if draft else ""
    data = revision.data if revision else draft.data if draft else {}
    parts = headings(html)
    return {
        "html": html,
        "headings": parts if len(parts) > 2 else [],
        "data": structured.shown(document.kind, data),
    }


def listing_of(asked: QueryDict) -> listing.Chosen:
    """What somebody wants to see of the list, from the address."""
    number = {name: asked.get(name, "") for name in ("category", "owner")}
    return listing.Chosen(
        words=asked.get("q", "").strip()[:200],
        kind=asked.get("kind", "") if asked.get("kind") in DocumentKind.values else "",
        category=int(number["category"]) if number["category"].isdecimal() else None,
        owner=int(number["owner"]) if number["owner"].isdecimal() else None,
        language=asked.get("language", "") if asked.get("language") in Language.values else "",
        state=asked.get("state", "") if asked.get("state") in TranslationState.values else "",
        is_due="due" in asked,
        is_away="away" in asked,
        today=timezone.localdate(),
    )


def listing_rows(actor: Actor, asked: QueryDict) -> Page:
    """A page of the list."""
    chosen = listing_of(asked)
    page = listing.documents(actor, chosen, after=asked.get("after"), before=asked.get("before"))
    rows = listing.rows_of(page.rows, own_language(), chosen.today)
    return {
        "page": page,
        "chosen": chosen,
        "rows": [(row, ICONS[DocumentKind(row.document.kind)], _marks(row.states)) for row in rows],
    }


def _marks(states: Mapping[str, TranslationState]) -> list[Page]:
    return [
        {
            "language": language,
            "name": Language(language).label,
            "state": state.value,
            "words": state.label,
            "tone": TONES[state],
        }
        for language, state in states.items()
    ]


def documents(actor: Actor, asked: QueryDict) -> Page:
    """The list with its filters."""
    today = timezone.localdate()
    owners = Member.objects.visible_to(actor).filter(documents__isnull=False).distinct()
    return {
        **listing_rows(actor, asked),
        "tabs": area_tabs(actor, "documents"),
        "tree": listing.tree(),
        "kinds": DocumentKind.choices,
        "languages": LANGUAGES,
        "states": TranslationState.choices,
        "owners": list(owners.order_by("person__name").values_list("pk", "person__name")),
        "due": listing.count_due(actor, today),
        "may_write": actor.has(Right.WRITE),
        "may_manage": actor.has(Right.MANAGE),
    }


def kinds() -> Page:
    """What can be begun; scripts have a builder of their own."""
    return {
        "crumbs": [{"text": _("All documents"), "href": reverse("knowledge:documents")}],
        "kinds": [
            {"key": one.value, "label": one.label, "icon": ICONS[one], "text": about}
            for one, about in _about().items()
        ],
    }


def _about() -> dict[DocumentKind, str]:
    return {
        DocumentKind.ARTICLE: _("An answer that customers find by themselves."),
        DocumentKind.HANDBOOK: _("How we do things here, for colleagues."),
        DocumentKind.SOP: _("A procedure, step by step, that everybody follows alike."),
        DocumentKind.SCENARIO: _("A hard conversation: what is heard, what helps, what makes it worse."),
        DocumentKind.TERM: _("A word that we use, or one that we avoid, and what we say instead."),
        DocumentKind.CLOSURE: _(
            "The texts of a holiday, an outage or other opening hours, ready to be announced."
        ),
    }


def first_values(kind: str, asked: QueryDict) -> Page:
    """What a new document begins with."""
    language = own_language()
    return {
        "audience": "public" if kind == DocumentKind.ARTICLE else "staff",
        "language": "sr-latn" if language == "sr" else language,
        "category": asked.get("category"),
        "title": asked.get("title", "")[:200],
        **_first_words(asked),
    }


def _first_words(asked: QueryDict) -> Page:
    """The language in which it was asked for, when it is written for a question."""
    language = asked.get("language", "")
    return {"language": language} if language in dict(LANGUAGES) else {}


def beginning(form: NewDocumentForm, kind: str) -> Page:
    """A first title."""
    return {
        "form": form,
        "kind": DocumentKind(kind).label if kind in DocumentKind.values else "",
        "crumbs": [
            {"text": _("All documents"), "href": reverse("knowledge:documents")},
            {"text": _("New document"), "href": reverse("knowledge:new")},
        ],
    }


def translations(document: Document, actor: Actor) -> Page:
    """How a document stands in every language."""
    found = {one.language: one for one in Translation.objects.whole().filter(document=document)}
    rows = [
        {
            "language": language,
            "name": name,
            "translation": found.get(language),
            "state": (
                state := found[language].state if language in found else TranslationState.MISSING
            ).label,
            "tone": TONES[state],
            "is_outdated": state == TranslationState.OUTDATED,
            "is_source": language == document.language,
        }
        for language, name in LANGUAGES
    ]
    return {**frame(document, actor, "translations"), "rows": rows}


def properties(document: Document, actor: Actor, form: PropertiesForm | None = None) -> Page:
    """Whose a document is, who reads it, when it is reviewed."""
    initial = {
        "owner": document.owner_id,
        "audience": document.audience,
        "department": document.department_id,
        "groups": list(document.groups.values_list("pk", flat=True)),
        "category": document.category_id,
        "also_asked": "\n".join(document.also_asked),
        "review_on": document.review_on,
        "review_months": document.review_months,
    }
    form = form or PropertiesForm(actor=actor, kind=document.kind, initial=initial)
    return {**frame(document, actor, "properties"), "form": form}


def reviewed(document: Document) -> str:
    """What is said when a review is done."""
    if document.review_on is None:
        return _("Looked through.")
    return _("Looked through. The next review is on %(day)s.") % {
        "day": date_format(document.review_on, "DATE_FORMAT")
    }


def revisions(translation: Translation, actor: Actor, asked: QueryDict) -> Page:
    """Every version, and what is different between two: the last two, unless others were asked for."""
    rows = list(
        Revision.objects.filter(translation=translation)
        .newest_first()
        .select_related("by")
        .defer("html")[:200]
    )
    after = _chosen(rows, asked.get("after"), 0)
    before = _chosen(rows, asked.get("before"), 1)
    kind = translation.document.kind
    texts = [f"{one.body}\n{structured.text_of(kind, one.data)}" if one else "" for one in (before, after)]
    return {
        **frame(translation.document, actor, "revisions", translation.language),
        "translation": translation,
        "rows": rows,
        "before": before,
        "after": after,
        "changes": compare(*texts) if before and after else None,
        "languages": Translation.objects.filter(document=translation.document).order_by("language"),
    }


def _chosen(rows: list[Revision], asked: str | None, otherwise: int) -> Revision | None:
    found = next((one for one in rows if asked and str(one.number) == asked), None)
    return found or (rows[otherwise] if len(rows) > otherwise else None)


def _best_language(document: Document) -> str:
    own = own_language()
    there = set(document.translations.values_list("language", flat=True))
    return own if own in there else document.language


def _crumb(document: Document) -> Page:
    if document.kind in handbooks.HANDBOOK:
        return {"text": _("Handbook"), "href": reverse("knowledge:handbook")}
    return {"text": _("All documents"), "href": f"{reverse('knowledge:documents')}?kind={document.kind}"}


def _tabs(document: Document, actor: Actor, here: str, language: str) -> list[Page]:
    pk = document.pk
    found = [
        ("reading", _("Read"), reverse("knowledge:reading", args=[pk]), Right.READ),
        ("draft", _("Write"), reverse("knowledge:draft", args=[pk, language]), Right.WRITE),
        ("translations", _("Translations"), reverse("knowledge:translations", args=[pk]), Right.WRITE),
        ("revisions", _("Versions"), reverse("knowledge:revisions", args=[pk, language]), Right.WRITE),
        ("signatures", _("Signatures"), reverse("knowledge:signatures", args=[pk]), Right.PUBLISH),
        ("links", _("Links"), reverse("knowledge:links", args=[pk]), Right.WRITE),
        ("properties", _("Properties"), reverse("knowledge:properties", args=[pk]), Right.WRITE),
    ]
    return [
        {"text": text, "href": href, "current": key == here}
        for key, text, href, right in found
        if actor.has(right)
    ]
