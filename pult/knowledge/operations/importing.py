"""Documents come in from files. Each is written in a transaction of its own, in a steady order; again means: anew."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError
from pult.foundation.text.tongues import cleaned
from pult.knowledge.carrying import properties, sorting, standing
from pult.knowledge.carrying.bundle import Bundle
from pult.knowledge.carrying.sorting import Sheaf
from pult.knowledge.errors import BadImport
from pult.knowledge.files import address_of
from pult.knowledge.models import Category, Document, Translation
from pult.knowledge.types.carrying import Fate, Line, Terms

from .categories import add_category
from .describing import change_document
from .files import add_file
from .publishing import publish
from .writing import save_draft, translate, write

Telling = Callable[[Line, int, int], None]


def bring_in(
    bundle: Bundle, terms: Terms, *, by: Actor, tell: Telling = lambda _line, _done, _whole: None
) -> list[Line]:
    """Write the documents of a folder or an archive, and tell what became of each."""
    found = sorting.sort(bundle, language=terms.language)
    lines = [Line(title=path, path=path, fate=Fate.SKIPPED, notes=[why]) for path, why in found.refused]
    _make_categories(bundle, by=by)
    here, fresh = _begun(found.sheaves, terms, lines, by=by)
    places = standing.numbers(found.sheaves, here)
    waiting = [sheaf for sheaf in found.sheaves if sheaf.key in here]
    for done, sheaf in enumerate(waiting, 1):
        line = _brought(sheaf, here[sheaf.key], terms, bundle, places, by=by, is_new=sheaf.key in fresh)
        lines.append(line)
        tell(line, done, len(waiting))
    return lines


def category_for(names: Iterable[str], language: str, *, by: Actor) -> Category | None:
    """The category with this way from the top; what is missing of it is made."""
    parent: Category | None = None
    for name in names:
        rows = Category.objects.filter(parent=parent).in_order()
        known = next((one for one in rows if properties.is_called(one, name)), None)
        parent = known or add_category({language: name}, parent=parent, by=by)
    return parent


def _begun(
    sheaves: list[Sheaf], terms: Terms, lines: list[Line], *, by: Actor
) -> tuple[dict[str, Document], set[str]]:
    """Every document that comes in, begun where it is not here yet: only then it is known where links lead."""
    here, fresh = standing.found(sheaves, terms), set()
    for sheaf in sheaves:
        if sheaf.key in here:
            continue
        try:
            here[sheaf.key] = _begin(sheaf, terms, by=by)
            fresh.add(sheaf.key)
        except DomainError as refusal:
            lines.append(_left_out(sheaf, str(refusal)))
    return here, fresh


@transaction.atomic
def _begin(sheaf: Sheaf, terms: Terms, *, by: Actor) -> Document:
    head, language = sheaf.head, sheaf.first
    kind = standing.kind_of(sheaf, terms)
    audience, department = standing.readers_of(sheaf, terms)
    standing.data_of(head, kind)
    made = write(
        sheaf.title,
        kind=kind,
        language=language,
        audience=audience,
        department=department,
        groups=properties.companies(head),
        category=category_for(sorting.category_of(sheaf), language, by=by),
        owner=properties.owner(head),
        also_asked=head.lines("also_asked"),
        by=by,
    ).document
    Document.objects.filter(pk=made.pk).update(
        origin=standing.origin_of(sheaf, terms), **({"uid": sheaf.uid} if sheaf.uid else {})
    )
    return made


def _brought(
    sheaf: Sheaf,
    document: Document,
    terms: Terms,
    bundle: Bundle,
    places: dict[str, int],
    *,
    by: Actor,
    is_new: bool,
) -> Line:
    if document.archived_at is not None:
        return _left_out(sheaf, _("It was put away here."))
    notes = list(sheaf.notes)
    try:
        with transaction.atomic():
            changed = [
                language
                for language in sheaf.languages
                if _written(sheaf, document, language, terms, bundle, places, notes, by=by)
            ]
            described = _described(sheaf, document, terms, by=by)
    except DomainError as refusal:
        return _left_out(sheaf, str(refusal))
    fate = Fate.NEW if is_new else Fate.CHANGED if changed or described else Fate.SAME
    return Line(
        title=sheaf.title,
        path=sheaf.head.path,
        fate=fate,
        languages=changed,
        notes=list(dict.fromkeys(notes)),
        document=document.pk,
    )


def _written(
    sheaf: Sheaf,
    document: Document,
    language: str,
    terms: Terms,
    bundle: Bundle,
    places: dict[str, int],
    notes: list[str],
    *,
    by: Actor,
) -> bool:
    """One language of a document; true when something is new in it."""
    files = _keeping(document, bundle, notes, by=by)
    for path in sheaf.files:
        files(path)
    texts = {}
    for name, pages in (("page", sheaf.pages), ("draft", sheaf.drafts)):
        if language in pages:
            body, lost = standing.leading_here(pages[language], places, files)
            texts[name] = (pages[language].title, body, standing.data_of(pages[language], document.kind))
            notes += lost
    there = Translation.objects.whole().filter(document=document, language=language).first()
    said = [(title, body) for title, body, _data in texts.values()]
    if there is not None and standing.taken_by_somebody(there, said):
        notes.append(
            _("Somebody is writing it in this language (%(code)s); that was left.") % {"code": language}
        )
        return False
    if there is None or there.is_made:
        there = translate(document, language, title=said[0][0], body="", by=by)
    changed = "page" in texts and _put(there, *texts["page"], publishes=terms.publishes, notes=notes, by=by)
    if "draft" in texts and (terms.publishes or "page" not in texts):
        changed = _put(there, *texts["draft"], publishes=False, notes=notes, by=by) or changed
    return changed


def _put(
    translation: Translation,
    title: str,
    body: str,
    data: dict[str, Any] | None,
    *,
    publishes: bool,
    notes: list[str],
    by: Actor,
) -> bool:
    there = Translation.objects.whole().get(pk=translation.pk)
    now = there.published if publishes else (there.open_draft or there.published)
    if now is not None and (now.title, now.body) == (title, body) and data in (None, now.data):
        return False
    save_draft(there, title=title, body=body, data=data, by=by)
    if publishes:
        try:
            with transaction.atomic():
                publish(there, note=_("Import"), by=by)
        except DomainError as refusal:
            notes.append(_("Not published: %(why)s") % {"why": refusal})
    return True


def _described(sheaf: Sheaf, document: Document, terms: Terms, *, by: Actor) -> bool:
    """What the head says about a document that is here already."""
    document.refresh_from_db()
    said = properties.changed(sheaf, document, terms, lambda names: category_for(names, sheaf.first, by=by))
    if said is not None:
        change_document(document, by=by, **said)
    return said is not None


def _keeping(
    document: Document, bundle: Bundle, notes: list[str], *, by: Actor
) -> Callable[[str], str | None]:
    """Files of the bundle go into the document as soon as its text leads to them."""

    def keep(path: str) -> str | None:
        if path not in bundle.files:
            return None
        try:
            name = path.rpartition("/")[2]
            return address_of(add_file(document, name=name, content=bundle.read(path), by=by))
        except DomainError as refusal:
            notes.append(str(refusal))
            return None

    return keep


@transaction.atomic
def _make_categories(bundle: Bundle, *, by: Actor) -> None:
    """The tree of an export, with its names in every language, as far as it is not here."""
    if sorting.CATEGORIES not in bundle.files:
        return
    try:
        rows = json.loads(bundle.read(sorting.CATEGORIES))
    except (ValueError, RecursionError, BadImport):
        return
    made: dict[str, Category] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("names"), dict) and cleaned(row["names"]):
            slug, parent = str(row.get("slug", ""))[:80], made.get(str(row.get("parent") or ""))
            known = Category.objects.filter(slug=slug).first() if slug else None
            made[slug] = known or _made(row, slug, parent, by=by)


def _made(row: dict[str, Any], slug: str, parent: Category | None, *, by: Actor) -> Category:
    texts = row.get("descriptions")
    names = {code: str(words)[:80] for code, words in row["names"].items()}
    category = add_category(
        names, parent=parent, descriptions=texts if isinstance(texts, dict) else {}, by=by
    )
    if slug and not Category.objects.filter(slug=slug).exists():
        Category.objects.filter(pk=category.pk).update(slug=slug)
    return category


def _left_out(sheaf: Sheaf, why: str) -> Line:
    return Line(title=sheaf.title, path=sheaf.head.path, fate=Fate.SKIPPED, notes=[why])
