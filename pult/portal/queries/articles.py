"""The pages of the help centre: what stands on each."""

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from pult.accounts.types import Language
from pult.brands.models import Brand
from pult.knowledge.models import Category, Translation
from pult.knowledge.queries import finding, shelves, texts
from pult.knowledge.queries.finding import Found
from pult.knowledge.queries.shelves import Shelf, Shown
from pult.knowledge.types import Reader, SearchSource
from pult.portal.queries import structured
from pult.portal.queries.centre import Frame, Tongue
from pult.ui.context import language_tag

LEAST_HEADINGS = 3
MOST_FOUND = 10
MOST_SUGGESTED = 6


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line that leads to an article."""

    title: str | SafeString
    path: str
    language: str
    is_foreign: bool
    passage: SafeString | str = ""

    @property
    def tongue(self) -> str:
        """The language it is written in, by its own name."""
        return str(Language(self.language).label)

    @property
    def tag(self) -> str:
        """The same as browsers write it."""
        return language_tag(self.language)


@dataclass(frozen=True, kw_only=True)
class ArticlePage:
    """An article, and everything around it."""

    shown: Shown
    crumbs: list[Category]
    body: SafeString
    headings: list[tuple[int, str, str]]
    related: list[Entry]
    tongues: list[Tongue]
    data: SafeString
    address: str
    base: str

    @property
    def translation(self) -> Translation:
        return self.shown.translation

    @property
    def said_in(self) -> str:
        """The language it is written in, by its own name."""
        return str(Language(self.translation.language).label)

    @property
    def tag(self) -> str:
        """The same as browsers write it."""
        return language_tag(self.translation.language)

    @property
    def canonical(self) -> str:
        """The address that stands for this text in search engines."""
        return f"{self.base}{path_to(self.translation, self.translation.language)}"

    @property
    def twins(self) -> list[Tongue]:
        """The languages in which it was really written."""
        return [one for one in self.tongues if one.code in self.shown.languages]


def path_to(translation: Translation, locale: str) -> str:
    """Where an article is read by readers of this language."""
    return structured.path_of(translation.document_id, locale, translation.slug)


def entries(shown: list[Shown], locale: str) -> list[Entry]:
    """Lines that lead to articles."""
    return [
        Entry(
            title=one.translation.title,
            path=path_to(one.translation, locale),
            language=one.translation.language,
            is_foreign=one.is_foreign,
        )
        for one in shown
    ]


def article_page(pk: int, *, reader: Reader, frame: Frame) -> ArticlePage | None:
    """An article in the language nearest to the reader's."""
    shown = shelves.article(pk, reader=reader, language=frame.locale)
    if shown is None or shown.translation.published is None:
        return None
    revision = shown.translation.published
    crumbs = _way_to(shown.translation.document.category)
    headings = texts.headings_of(revision)
    near = shelves.related(shown, reader=reader, language=frame.locale)
    return ArticlePage(
        shown=shown,
        crumbs=crumbs,
        body=mark_safe(texts.body_of(revision, address_of=lambda key: f"/hc/{frame.locale}/articles/{key}")),
        headings=headings if len(headings) >= LEAST_HEADINGS else [],
        related=entries(near, frame.locale),
        tongues=_tongues(shown, frame),
        data=structured.article(shown.translation, crumbs, frame),
        address=path_to(shown.translation, frame.locale),
        base=frame.address,
    )


def found(words: str, *, reader: Reader, locale: str, record: SearchSource | None) -> list[Entry]:
    """What a search finds."""
    rows = finding.find(words, reader=reader, language=locale, limit=MOST_FOUND, record=record)
    return [_found(one, locale) for one in rows]


def suggested(words: str, *, reader: Reader, locale: str) -> list[Entry]:
    """What somebody who is still typing may be looking for."""
    rows = finding.suggest(words, reader=reader, language=locale, limit=MOST_SUGGESTED)
    # As plain words: they are shown as they are, and not as HTML.
    return [replace(_found(one, locale), title=one.translation.title) for one in rows]


def shelf_named(slug: str, rows: list[Shelf]) -> tuple[Shelf, list[Category]] | None:
    """A category in which the reader finds something, and those that it lies in."""
    for row in rows:
        if row.category.slug == slug:
            return row, []
        if inner := shelf_named(slug, row.children):
            return inner[0], [row.category, *inner[1]]
    return None


def every_page(reader: Reader, brand: Brand) -> list[dict[str, object]]:
    """Every public page of a brand with its twins, for the map of the site."""
    return structured.addresses(shelves.every_address(reader), brand)


def _found(one: Found, locale: str) -> Entry:
    return Entry(
        title=one.title,
        path=path_to(one.translation, locale),
        language=one.translation.language,
        is_foreign=one.is_foreign,
        passage=one.passage,
    )


def _way_to(category: Category | None) -> list[Category]:
    """The categories from the outermost to the one it lies in, as far as they were fetched."""
    way: list[Category] = []
    while category is not None and len(way) < 2:
        way.insert(0, category)
        category = category.parent
    return way


def _tongues(shown: Shown, frame: Frame) -> list[Tongue]:
    """The article under its own name in every language; where it is missing, under the name it is shown by."""
    found = []
    for one in frame.languages:
        said = shown.languages.get(one.code, shown.translation)
        found.append(
            Tongue(
                code=one.code,
                label=one.label,
                path=path_to(said, one.code),
                is_here=one.is_here,
                base=one.base,
            )
        )
    return found
