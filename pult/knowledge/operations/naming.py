"""Names in addresses, and what translations are found by."""

from pult.foundation.text.vector import Section, Weight, vector
from pult.knowledge.markdown import plain, render
from pult.knowledge.models import Document, OldSlug, Revision, Translation
from pult.knowledge.slugs import slug_of


def free_slug(title: str, *, language: str, kind: str, but: Translation | None = None) -> str:
    """A name that no other document has or had in this language."""
    base = slug_of(title) or kind
    taken = set(
        Translation.objects.filter(language=language, slug__startswith=base)
        .exclude(pk=but.pk if but else 0)
        .values_list("slug", flat=True)
    )
    taken |= set(
        OldSlug.objects.filter(language=language, slug__startswith=base)
        .exclude(translation=but)
        .values_list("slug", flat=True)
    )
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def rename(translation: Translation, title: str) -> None:
    """A new title; what is published keeps its old name as one that leads to the new one."""
    slug = free_slug(title, language=translation.language, kind=translation.document.kind, but=translation)
    if slug != translation.slug:
        if translation.published_at is not None:
            OldSlug.objects.get_or_create(
                language=translation.language, slug=translation.slug, defaults={"translation": translation}
            )
        OldSlug.objects.filter(language=translation.language, slug=slug, translation=translation).delete()
    translation.title, translation.slug = title, slug
    Translation.objects.filter(pk=translation.pk).update(title=title, slug=slug)


def index(translation: Translation, title: str, body: str) -> None:
    """What the staff's list finds it by."""
    asked = " ".join(Document.objects.values_list("also_asked", flat=True).get(pk=translation.document_id))
    found_by = vector(
        Section(title, Weight.TITLE), Section(asked, Weight.NAME), Section(plain(render(body)), Weight.BODY)
    )
    Translation.objects.filter(pk=translation.pk).update(vector=found_by)


def next_number(translation: Translation) -> int:
    """The number of the version that comes next."""
    newest = Revision.objects.filter(translation=translation).newest_first().first()
    return (newest.number if newest else 0) + 1
