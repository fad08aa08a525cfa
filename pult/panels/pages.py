"""What the settings pages of panels show."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pult.fields.queries import catalogue
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError

from . import addresses, operations
from .forms import PanelForm, TrialForm
from .models import SidePanel
from .types import Asking, Kind, Shape

ICONS = {Kind.LINK: "external-link", Kind.FRAME: "app-window", Kind.LOOKUP: "plug-connected"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A panel in the list."""

    panel: SidePanel
    icon: str
    origin: str
    places: str
    is_first: bool
    is_last: bool


def listed() -> dict[str, Any]:
    """Every panel in its order."""
    found = list(SidePanel.objects.in_order().prefetch_related("departments"))
    last = len(found) - 1
    return {
        "rows": [
            Row(
                panel=one,
                icon=ICONS[Kind(one.kind)],
                origin=addresses.origin_of(one.address),
                places=", ".join(sorted(str(each) for each in one.departments.all())),
                is_first=number == 0,
                is_last=number == last,
            )
            for number, one in enumerate(found)
        ],
    }


def kinds() -> dict[str, Any]:
    """Which kinds there are, each with what it does."""
    told = {
        Kind.LINK: _("Opens the customer there, in a tab of its own."),
        Kind.FRAME: _("Shows a page of the other system, shut off from Pult."),
        Kind.LOOKUP: _("Pult asks the other system and shows what it answers."),
    }
    return {"kinds": [(one, one.label, ICONS[one], told[one]) for one in Kind], "crumbs": crumbs()}


def panel(
    kind: Kind, form: PanelForm, found: SidePanel | None = None, *, trial: dict[str, Any] | None = None
) -> dict[str, Any]:
    """One panel, its variables, and how it can be tried."""
    return {
        "kind": kind,
        "form": form,
        "panel": found,
        "shapes": list(Shape.choices),
        "variables": variables(),
        "crumbs": crumbs(),
        **(trial or {"trial_form": TrialForm()}),
    }


def trial(form: TrialForm, asking: Asking | None = None, **more: Any) -> dict[str, Any]:
    """How a try went."""
    return {"trial_form": form, "asking": asking, **more}


def variables() -> list[str]:
    """What can stand in an address."""
    things = (Audience.CUSTOMER, Audience.COMPANY, Audience.CONVERSATION)
    known = catalogue()
    own = [f"{thing.value}.field.{field.key}" for thing in things for field in known.of(thing)]
    return [f"{{{name}}}" for name in (*addresses.PLAIN, *own)]


def crumbs() -> list[dict[str, str]]:
    """The way back to the list."""
    return [{"href": reverse("panels:panels"), "text": _("Side panels")}]


def kept(form: PanelForm, kind: Kind, found: SidePanel | None, *, by: Actor) -> SidePanel | None:
    """Keep what was written; what speaks against it stands on the form."""
    if not form.is_valid():
        return None
    try:
        if found is None:
            return operations.add_panel(kind, wanted=form.wanted, by=by)
        operations.change_panel(found, wanted=form.wanted, by=by)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    return found
