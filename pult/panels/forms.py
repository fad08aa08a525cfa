"""The forms of panels: how one is, and whom it is tried with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.brands import queries as brands
from pult.workforce.models import Department

from .models import SidePanel
from .operations import Wanted
from .operations.keeping import HEIGHTS, LONGEST_KEPT, MOST_PIECES
from .types import Kind, Piece, Shape

BLANK_ROWS = 4
ONLY = {
    Kind.LINK: frozenset[str](),
    Kind.FRAME: frozenset({"height", "is_signed", "secret", "forgets_secret"}),
    Kind.LOOKUP: frozenset({"secret", "forgets_secret", "header", "keeps_minutes"}),
}
SOME = ONLY[Kind.FRAME] | ONLY[Kind.LOOKUP]


class PanelForm(forms.Form):
    """Everything about a panel that can change."""

    name = forms.CharField(label=_("Name"), max_length=80)
    address = forms.CharField(
        label=_("Address"),
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )
    secret = forms.CharField(
        label=pgettext_lazy("panel", "Secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    forgets_secret = forms.BooleanField(label=_("Forget the secret that is there"), required=False)
    header = forms.RegexField(
        regex=r"^[A-Za-z][A-Za-z0-9-]{0,58}$",
        label=_("Header of the secret"),
        required=False,
        help_text=_("Empty: Authorization, as a bearer. Other systems want such as <code>X-Api-Key</code>."),
    )
    is_signed = forms.BooleanField(
        label=_("Say who looks"),
        required=False,
        help_text=_(
            "The address gets a parameter “pult”: a token signed with the secret, good for two minutes, that names the "
            "colleague, the customer and the conversation."
        ),
    )
    height = forms.IntegerField(
        label=_("Height in pixels"), min_value=HEIGHTS[0], max_value=HEIGHTS[1], initial=320
    )
    keeps_minutes = forms.IntegerField(
        label=_("Minutes that an answer is kept"),
        min_value=0,
        max_value=LONGEST_KEPT,
        initial=5,
        help_text=_("With 0 it is asked each time."),
    )
    on_conversations = forms.BooleanField(label=_("Beside conversations"), required=False, initial=True)
    on_customers = forms.BooleanField(label=_("On customers’ pages"), required=False, initial=True)
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    brands = forms.MultipleChoiceField(
        label=_("Brands"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them. Only conversations know a brand."),
    )
    is_active = forms.BooleanField(label=_("Shown to colleagues"), required=False, initial=True)

    def __init__(
        self, *args: Any, kind: Kind, departments: Any, panel: SidePanel | None = None, **kwargs: Any
    ) -> None:
        if panel is not None:
            kwargs.setdefault("initial", _initial(panel))
        super().__init__(*args, **kwargs)
        self.kind, self.panel = kind, panel
        self.fields["departments"].queryset = departments  # type: ignore[attr-defined]
        self.fields["brands"].choices = [(one.pk, brands.name_of(one)) for one in brands.every()]  # type: ignore[attr-defined]
        for name in SOME - ONLY[kind]:
            del self.fields[name]
        if not brands.is_several():
            del self.fields["brands"]
        if panel is None or not panel.sealed_secret:
            self.fields.pop("forgets_secret", None)
        elif "secret" in self.fields:
            self.fields["secret"].help_text = _("Leave it empty to keep the one that is there.")

    @property
    def rows(self) -> list[Piece]:
        """The values of the answer as they were sent, else as they stand; a few blank ones below."""
        if self.kind != Kind.LOOKUP:
            return []
        sent = self.data if isinstance(self.data, QueryDict) else None
        found = pieces_in(sent) if sent is not None else list(self.panel.parts) if self.panel else []
        return found + [Piece(label="", where="") for _number in range(BLANK_ROWS)]

    @property
    def wanted(self) -> Wanted:
        """The panel as it shall be."""
        given = dict(self.cleaned_data)
        secret, forgets = given.pop("secret", ""), given.pop("forgets_secret", False)
        given["brands"] = [int(one) for one in given.pop("brands", [])]
        given["departments"] = list(given["departments"])
        pieces = pieces_in(self.data) if self.kind == Kind.LOOKUP and isinstance(self.data, QueryDict) else []
        return Wanted(secret="" if forgets and not secret else secret or None, pieces=pieces, **given)


class TrialForm(forms.Form):
    """With whom it is tried."""

    customer = forms.CharField(
        label=_("Customer"), max_length=254, help_text=_("Their number or mail address.")
    )


def pieces_in(sent: QueryDict) -> list[Piece]:
    """The rows in which anything stands."""
    columns: Sequence[list[str]] = [sent.getlist(f"piece-{name}") for name in ("label", "where", "shape")]
    rows = list(zip(*columns, strict=False))[: MOST_PIECES + 1]
    return [
        Piece(
            label=label.strip()[:80],
            where=where.strip()[:200],
            shape=Shape(shape) if shape in Shape.values else Shape.TEXT,
        )
        for label, where, shape in rows
        if label.strip() or where.strip()
    ]


def _initial(panel: SidePanel) -> dict[str, Any]:
    names = (
        "name",
        "address",
        "header",
        "is_signed",
        "height",
        "keeps_minutes",
        "on_conversations",
        "on_customers",
        "brands",
        "is_active",
    )
    return {name: getattr(panel, name) for name in names} | {
        "departments": list(panel.departments.values_list("pk", flat=True))
    }
