"""What the pages beside a document show: signatures, links, and the tree of categories."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.foundation.actors import Actor

from .dependence import dependents_of
from .forms import AskForm, CategoryForm, WholeCategoryForm
from .letters import titles_of
from .models import Category, Document
from .pages import Page, area_tabs, frame, own_language
from .queries import listing
from .queries import signatures as signatures_


def signatures(document: Document, actor: Actor, form: AskForm) -> Page:
    """Who has signed which version, and who has not."""
    return {
        **frame(document, actor, "signatures"),
        "form": form,
        "askings": signatures_.askings(document),
        "proofs": signatures_.proofs(document),
        "today": timezone.localdate(),
    }


def proof_head() -> list[str]:
    """What stands above the table of signatures."""
    return [
        _("Version"),
        _("Title"),
        _("Name"),
        _("E-mail"),
        _("Asked"),
        _("Due"),
        _("Signed"),
        _("Read in"),
        _("Dropped"),
    ]


def harmless(line: list[str]) -> list[str]:
    """A line of a table in which no cell is taken for a formula."""
    return [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in line]


def links(document: Document, actor: Actor) -> Page:
    """What a document refers to, and everything that refers to it."""
    seen = Document.objects.visible_to(actor)
    out = list(seen.filter(links_in__source=document).distinct())
    titles = titles_of(out, own_language())
    return {
        **frame(document, actor, "links"),
        **referring(document, actor),
        "out": [(one, titles[one.pk]) for one in out],
        "in_text": f"[{titles_of([document], own_language())[document.pk]}](/knowledge/{document.pk})",
    }


def referring(document: Document, actor: Actor) -> Page:
    """Everything that would be wrong if a document changed: others that lead to it, and what else needs it."""
    back = list(Document.objects.visible_to(actor).filter(links_out__target=document).distinct())
    titles = titles_of(back, own_language())
    return {
        "back": [(one, titles[one.pk]) for one in back],
        "dependents": dependents_of(document.pk, actor),
    }


def categories(actor: Actor, form: CategoryForm) -> Page:
    """The whole tree, and a form for one more."""
    return {"tabs": area_tabs(actor, "categories"), "tree": listing.tree(), "form": form}


def category(one: Category, form: CategoryForm | None = None) -> Page:
    """A category to be changed."""
    names = {key.replace("-", "_"): words for key, words in one.names.items()}
    about = {f"about_{key.replace('-', '_')}": words for key, words in one.descriptions.items()}
    return {
        "category": one,
        "form": form
        or WholeCategoryForm(initial={**names, **about, "parent": one.parent_id, **_brands(one)}),
        "crumbs": [{"text": _("Categories"), "href": reverse("knowledge:categories")}],
    }


def _brands(one: Category) -> dict[str, list[int]]:
    """Asked for only where there are several."""
    return {"brands": list(one.brands.values_list("pk", flat=True))} if brands.is_several() else {}
