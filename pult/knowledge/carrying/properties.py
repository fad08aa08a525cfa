"""What the head of a document says about owner, readers, place and review, beside what stands here."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from pult.customers.models import Company
from pult.knowledge.models import Category, Document
from pult.knowledge.types.carrying import Terms
from pult.workforce.models import Member

from . import sorting, standing
from .pages import Page
from .sorting import Sheaf

Placing = Callable[[list[str]], Category | None]


def changed(sheaf: Sheaf, document: Document, terms: Terms, place: Placing) -> dict[str, Any] | None:
    """Everything that a document would be described by, when its head says something else; else None.

    What the head does not say stays as it is, so that nobody's order is undone by importing again.
    """
    head = sheaf.head
    now = {
        "owner": document.owner,
        "audience": document.audience,
        "department": document.department,
        "groups": list(document.groups.order_by("pk")),
        "category": document.category,
        "also_asked": list(document.also_asked),
        "review_on": document.review_on,
        "review_months": document.review_months,
    }
    said = {**now, **_reviews(head)}
    if head.said("audience"):
        audience, department = standing.readers_of(sheaf, terms)
        said |= {"audience": audience, "department": department, "groups": companies(head)}
    if any(name in head.head for name in sorting.PLACES):
        said["category"] = place(sorting.category_of(sheaf))
    if "also_asked" in head.head:
        said["also_asked"] = [one.strip()[:300] for one in head.lines("also_asked") if one.strip()]
    if (found := owner(head)) is not None:
        said["owner"] = found
    return None if said == now else said


def known_category(names: list[str]) -> Category | None:
    """The category with this way from the top, when it is here."""
    parent: Category | None = None
    for name in names:
        rows = Category.objects.filter(parent=parent).in_order()
        parent = next((one for one in rows if is_called(one, name)), None)
        if parent is None:
            return None
    return parent


def is_called(category: Category, name: str) -> bool:
    """Whether somebody means this category, in whatever language."""
    return name.casefold() in {category.slug, *(str(one).casefold() for one in category.names.values())}


def companies(head: Page) -> list[Company]:
    """The companies whose customers read it, as far as they are here."""
    return list(Company.objects.filter(name__in=head.lines("companies")).order_by("pk"))


def owner(head: Page) -> Member | None:
    """Whose it is, when that member is here."""
    email = head.said("owner")
    return Member.objects.filter(person__email__iexact=email).first() if email else None


def _reviews(head: Page) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with suppress(ValueError):
        found["review_on"] = date.fromisoformat(head.said("review_on"))
    if (months := head.said("review_months")).isdecimal() and int(months) <= 60:
        found["review_months"] = int(months)
    return found
