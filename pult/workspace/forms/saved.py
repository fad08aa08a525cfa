"""The form of a saved view: its name and reach, beside its conditions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import SavedView
from pult.conversations.queries import Filter, Rule
from pult.conversations.types import Right, ViewColumn, ViewOrder
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member

MINE, EVERYBODY = "mine", "everybody"
USUAL = ["preview", "channel", "status", "tags", "due", "assignee"]
FIRST_RULES = Filter(every=(Rule(field="status", operator="any_of", values=("new", "open", "pending")),))


class ViewForm(forms.Form):
    """A name, for whom, in which order, and what its rows show."""

    name = forms.CharField(label=_("Name"), max_length=60)
    reach = forms.ChoiceField(label=_("For whom"))
    order = forms.ChoiceField(label=_("Sorted by"), choices=ViewOrder.choices)
    columns = forms.MultipleChoiceField(
        label=_("Rows show"),
        choices=ViewColumn.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: Actor, member: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["reach"].choices = reaches(actor, member)  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with, besides the conditions."""
        given, reach = self.cleaned_data, self.cleaned_data["reach"]
        is_shared = reach in {MINE, EVERYBODY}
        return {
            "name": given["name"],
            "order": ViewOrder(given["order"]),
            "columns": given["columns"],
            "owner": self.member if reach == MINE else None,
            "department": None if is_shared else Department.objects.filter(pk=int(reach)).first(),
        }


def reaches(actor: Actor, member: Member | None) -> list[tuple[str, Any]]:
    """For whom somebody may make what can be shared."""
    own: list[tuple[str, Any]] = [(MINE, _("Only for me"))] if member else []
    if not actor.has(Right.SHARE_VIEWS):
        return own
    departments = Department.objects.visible_to(actor).order_by("name")
    return [*own, *((str(one.pk), one.name) for one in departments), (EVERYBODY, _("For everybody"))]


def initial_of(view: SavedView) -> dict[str, Any]:
    """The form's values for a view that stands."""
    reach = MINE if view.owner_id else str(view.department_id or EVERYBODY)
    return {
        "name": view.name,
        "reach": reach,
        "order": view.order,
        "columns": view.columns or USUAL,
    }
