"""The tree of categories."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pult.brands.models import Brand
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import cleaned, said
from pult.knowledge.errors import CategoryInUse, NotReady
from pult.knowledge.models import Category
from pult.knowledge.slugs import slug_of

DEEPEST = 3


@transaction.atomic
def add_category(
    names: Mapping[str, str],
    *,
    by: Actor,  # noqa: ARG001
    parent: Category | None = None,
    descriptions: Mapping[str, str] | None = None,
    brands: Iterable[Brand] = (),
) -> Category:
    """Make a place for documents, behind the others."""
    kept = _named(names)
    _not_too_deep(parent)
    last = Category.objects.filter(parent=parent).aggregate(last=Max("position"))["last"]
    category = Category.objects.create(
        names=kept,
        descriptions=cleaned(descriptions or {}),
        parent=parent,
        position=0 if last is None else last + 1,
        slug=_free_slug(said(kept, "en")),
    )
    category.brands.set(brands)
    return category


@transaction.atomic
def change_category(
    category: Category,
    *,
    names: Mapping[str, str],
    by: Actor,  # noqa: ARG001
    parent: Category | None = None,
    descriptions: Mapping[str, str] | None = None,
    brands: Iterable[Brand] | None = None,
) -> None:
    """Name a category anew, or put it elsewhere. Its address stays."""
    if parent is not None and category.pk in {parent.pk, *above(parent)}:
        raise NotReady(_("A category cannot lie in itself."))
    _not_too_deep(parent)
    category.names, category.parent = _named(names), parent
    category.descriptions = cleaned(descriptions or {})
    category.save(update_fields=["names", "parent", "descriptions"])
    if brands is not None:
        category.brands.set(brands)


@transaction.atomic
def move_category(category: Category, *, up: bool, by: Actor) -> None:  # noqa: ARG001
    """Put a category before or behind its neighbour."""
    rows = list(Category.objects.filter(parent=category.parent_id).in_order().select_for_update(no_key=True))
    at = next(place for place, row in enumerate(rows) if row.pk == category.pk)
    to = at + (-1 if up else 1)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows):
        row.position = position
    Category.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_category(category: Category, *, by: Actor) -> None:  # noqa: ARG001
    """Take away a category in which nothing lies."""
    if category.children.exists() or category.documents.exists():
        raise CategoryInUse(_("Something still lies in this category. Move it first."))
    category.delete()


def above(category: Category) -> list[int]:
    """The categories in which this one lies, the nearest first."""
    found: list[int] = []
    parent = category.parent
    while parent is not None and parent.pk not in found:
        found.append(parent.pk)
        parent = parent.parent
    return found


def _named(names: Mapping[str, str]) -> dict[str, str]:
    kept = cleaned(names)
    if not kept:
        raise NotReady(_("Give the category a name."))
    return kept


def _not_too_deep(parent: Category | None) -> None:
    if parent is not None and len(above(parent)) + 2 > DEEPEST:
        raise NotReady(_("Categories go three levels deep at most."))


def _free_slug(name: str) -> str:
    base = slug_of(name)[:70] or "category"
    taken = set(Category.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
