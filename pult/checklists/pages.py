"""What the settings pages of checklists show."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.foundation.actors import Actor

from .forms import TemplateForm
from .models import Template


class Row(NamedTuple):
    """A template in the list."""

    template: Template
    notes: list[str]
    is_first: bool
    is_last: bool


def templates(actor: Actor) -> dict[str, Any]:
    """Every template, and those that are archived."""
    seen = Template.objects.visible_to(actor).prefetch_related("departments", "types").in_order()
    found = [one for one in seen if one.retired_at is None]
    return {
        "rows": [
            Row(one, list(_notes(one)), place == 0, place == len(found) - 1)
            for place, one in enumerate(found)
        ],
        "archived": [one for one in seen if one.retired_at is not None],
    }


def _notes(template: Template) -> Iterable[str]:
    steps = template.items
    yield ngettext("%(n)d step", "%(n)d steps", len(steps)) % {"n": len(steps)}
    if needed := sum(one.is_required for one in steps):
        yield ngettext("%(n)d required to solve", "%(n)d required to solve", needed) % {"n": needed}
    if departments := ", ".join(one.name for one in template.departments.all()):
        yield departments
    if types := ", ".join(str(one) for one in template.types.all()):
        words = _("comes with: %(types)s") if template.comes_with_type else _("for: %(types)s")
        yield words % {"types": types}


def template(form: TemplateForm, found: Template | None = None) -> dict[str, Any]:
    """One template with its form, or a new one."""
    return {
        "template": found,
        "form": form,
        "last": max((row.number for row in form.rows if not row.is_blank), default=0),
        "crumbs": [{"text": _("Checklists"), "href": reverse("checklists:templates")}],
    }
