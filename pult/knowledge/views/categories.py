"""The tree of categories."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.knowledge import operations, side_pages
from pult.knowledge.forms import CategoryForm, WholeCategoryForm
from pult.knowledge.models import Category


def category_of(request: Request, pk: int) -> Category:
    """The category with this number."""
    return get_object_or_404(Category.objects.visible_to(request.actor), pk=pk)


def list_categories(request: Request) -> HttpResponse:
    """The whole tree, and a form for one more."""
    return render(request, "knowledge/categories.html", side_pages.categories(request.actor, CategoryForm()))


def create_category(request: Request) -> HttpResponse:
    """Make a category."""
    form = CategoryForm(request.POST)
    if form.is_valid():
        try:
            operations.add_category(form.names, parent=form.cleaned_data["parent"], by=request.actor)
            return redirect("knowledge:categories")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "knowledge/categories.html", side_pages.categories(request.actor, form), status=422
    )


def read_category(request: Request, pk: int) -> HttpResponse:
    """A category to be changed."""
    category = category_of(request, pk)
    return render(request, "knowledge/category.html", side_pages.category(category))


def change_category(request: Request, pk: int) -> HttpResponse:
    """Name a category anew, or put it elsewhere."""
    category = category_of(request, pk)
    form = WholeCategoryForm(request.POST)
    if form.is_valid():
        try:
            operations.change_category(category, **form.told, by=request.actor)
            return redirect("knowledge:categories")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = side_pages.category(category, form)
    return render(request, "knowledge/category.html", context, status=422)


def move_category(request: Request, pk: int) -> HttpResponse:
    """Put a category before or behind its neighbour."""
    category = category_of(request, pk)
    operations.move_category(category, up=request.POST.get("to") == "up", by=request.actor)
    return redirect("knowledge:categories")


def delete_category(request: Request, pk: int) -> HttpResponse:
    """Take away a category in which nothing lies."""
    category = category_of(request, pk)
    operations.remove_category(category, by=request.actor)
    return redirect("knowledge:categories")
