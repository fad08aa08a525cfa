"""The forms of rules and macros, beside their conditions and acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.conversations.queries import LONGEST_AMOUNT, Unit
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member

from .facts import facts
from .models import Macro, Rule
from .types import Right, RuleKind, Since

MINE, EVERYBODY = "mine", "everybody"


class RuleForm(forms.Form):
    """How a rule is called, what sets it off, and whether later ones are tried."""

    name = forms.CharField(label=_("Name"), max_length=80)
    facts = forms.MultipleChoiceField(
        label=_("When"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that sets the rule off.")},
    )
    since = forms.ChoiceField(label=_("When, for so long,"), choices=Since.choices)
    amount = forms.IntegerField(label=_("How long"), min_value=1, max_value=LONGEST_AMOUNT)
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    in_opening_hours = forms.BooleanField(
        label=_("Count opening hours only"),
        required=False,
        help_text=_("Those of the department that has the conversation."),
    )
    stops = forms.BooleanField(
        label=_("Stop here"),
        required=False,
        help_text=_("After this rule has acted, no later one is tried upon the same thing."),
    )
    is_active = forms.BooleanField(label=_("Active"), required=False)

    def __init__(self, *args: Any, kind: RuleKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_time = ("since", "amount", "unit", "in_opening_hours")
        needless = {RuleKind.TIME: ("facts", "stops"), RuleKind.TRIGGER: by_time}
        for name in needless.get(kind, ("facts", *by_time)):
            del self.fields[name]
        if kind == RuleKind.TRIGGER:
            self.fields["facts"].choices = [(one.key, one.label) for one in facts()]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with, besides conditions and acts."""
        values = dict(self.cleaned_data)
        if "since" in values:
            values |= {"since": Since(values["since"]), "unit": Unit(values["unit"])}
        if "facts" in values:
            values["facts"] = tuple(values["facts"])
        return values


def initial_of(rule: Rule) -> dict[str, Any]:
    """The form's values for a rule."""
    names = ("name", "facts", "since", "amount", "unit", "in_opening_hours", "stops", "is_active")
    return {name: getattr(rule, name) for name in names}


class MacroForm(forms.Form):
    """How a macro is called, and for whom it is."""

    name = forms.CharField(label=_("Name"), max_length=60)
    reach = forms.ChoiceField(label=_("For whom"))

    def __init__(self, *args: Any, actor: Actor, member: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["reach"].choices = reaches(actor, member)  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with, besides the acts."""
        reach = self.cleaned_data["reach"]
        is_named = reach not in {MINE, EVERYBODY}
        return {
            "name": self.cleaned_data["name"],
            "owner": self.member if reach == MINE else None,
            "department": Department.objects.filter(pk=int(reach)).first() if is_named else None,
        }


def reaches(actor: Actor, member: Member | None) -> list[tuple[str, Any]]:
    """For whom somebody may make a macro."""
    own: list[tuple[str, Any]] = [(MINE, _("Only for me"))] if member else []
    if not actor.has(Right.SHARE_MACROS):
        return own
    departments = Department.objects.visible_to(actor).order_by("name")
    return [*own, *((str(one.pk), one.name) for one in departments), (EVERYBODY, _("For everybody"))]


def macro_initial(macro: Macro) -> dict[str, Any]:
    """The form's values for a macro."""
    return {
        "name": macro.name,
        "reach": MINE if macro.owner_id else str(macro.department_id or EVERYBODY),
    }
