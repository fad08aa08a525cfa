"""What would become of every document of a bundle if it were brought in now. Nothing is written."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.knowledge.models import Document, Translation
from pult.knowledge.types.carrying import Fate, Line, Terms

from . import properties, sorting, standing
from .bundle import Bundle
from .pages import Page
from .sorting import Sheaf


def foresee(bundle: Bundle, terms: Terms) -> list[Line]:
    """A line for every document, and for every file of which nothing can be made."""
    found = sorting.sort(bundle, language=terms.language)
    here = standing.found(found.sheaves, terms)
    places = standing.numbers(found.sheaves, here)
    # A link to a document that is still to be made leads somewhere as well.
    every = {
        page.path: 0 for sheaf in found.sheaves for page in (*sheaf.pages.values(), *sheaf.drafts.values())
    }
    lines = [Line(title=path, path=path, fate=Fate.SKIPPED, notes=[why]) for path, why in found.refused]
    known = {**every, **places}
    return lines + [_line(sheaf, here.get(sheaf.key), terms, bundle, known) for sheaf in found.sheaves]


def _line(
    sheaf: Sheaf, document: Document | None, terms: Terms, bundle: Bundle, places: Mapping[str, int]
) -> Line:
    notes = list(sheaf.notes)
    try:
        kind = standing.kind_of(sheaf, terms)
        standing.readers_of(sheaf, terms)
        changed = [
            language
            for language in sheaf.languages
            if _differs(sheaf, language, document, kind, terms, bundle, places, notes)
        ]
        is_described = document is not None and bool(
            properties.changed(sheaf, document, terms, properties.known_category)
        )
    except DomainError as refusal:
        return Line(title=sheaf.title, path=sheaf.head.path, fate=Fate.SKIPPED, notes=[str(refusal)])
    if document is not None and document.archived_at is not None:
        return Line(
            title=sheaf.title, path=sheaf.head.path, fate=Fate.SKIPPED, notes=[_("It was put away here.")]
        )
    fate = Fate.NEW if document is None else Fate.CHANGED if changed or is_described else Fate.SAME
    return Line(
        title=sheaf.title,
        path=sheaf.head.path,
        fate=fate,
        languages=changed or sheaf.languages,
        notes=list(dict.fromkeys(notes)),
        document=document.pk if document else None,
    )


def _differs(
    sheaf: Sheaf,
    language: str,
    document: Document | None,
    kind: str,
    terms: Terms,
    bundle: Bundle,
    places: Mapping[str, int],
    notes: list[str],
) -> bool:
    files = standing.stored_files(document, bundle)
    texts: dict[bool, tuple[Page, str]] = {}
    for is_draft, pages in ((False, sheaf.pages), (True, sheaf.drafts)):
        if language in pages:
            body, lost = standing.leading_here(pages[language], places, files)
            standing.data_of(pages[language], kind)
            texts[is_draft] = (pages[language], body)
            notes += lost
    there = None
    if document is not None:
        there = Translation.objects.whole().filter(document=document, language=language).first()
    if there is None or there.is_made:
        return True
    if standing.taken_by_somebody(there, [(page.title, body) for page, body in texts.values()]):
        notes.append(
            _("Somebody is writing it in this language (%(code)s); that was left.") % {"code": language}
        )
        return False
    return any(
        not _says(there, page, body, kind, publishes=terms.publishes and not is_draft)
        for is_draft, (page, body) in texts.items()
        if not is_draft or terms.publishes or False not in texts
    )


def _says(there: Translation, page: Page, body: str, kind: str, *, publishes: bool) -> bool:
    now = there.published if publishes else (there.open_draft or there.published)
    if now is None:
        return False
    return (now.title, now.body) == (page.title, body) and standing.data_of(page, kind) in (None, now.data)
