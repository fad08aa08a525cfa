"""The forms of service levels."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pult.calendars.models import Calendar
from pult.conversations.types import Priority
from pult.inboxes.types import Channel
from pult.sla.models import Policy
from pult.sla.types import Target
from pult.ui.lengths import LengthField
from pult.workforce.models import Department

ORDER = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)


class PolicyForm(forms.Form):
    """For whom a policy holds, and in which opening hours it counts."""

    name = forms.CharField(label=_("Name"), max_length=80)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.order_by("name"), required=False
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "None chosen means all of them. A policy without department, channels and conditions matches nothing."
        ),
    )
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.by_name(),
        required=False,
        empty_label=_("Those of the department"),
    )

    def __init__(self, *args: Any, policy: Policy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if policy is not None and policy.is_default:
            del self.fields["department"]
            del self.fields["channels"]

    @classmethod
    def of(cls, policy: Policy) -> "PolicyForm":
        """Filled in as the policy stands."""
        initial = {name: getattr(policy, name) for name in ("name", "department", "channels", "calendar")}
        return cls(initial=initial, policy=policy)

    @classmethod
    def sent(cls, given: QueryDict, policy: Policy) -> "PolicyForm":
        """As it was sent, whole or not: a condition was added or taken away."""
        return cls(initial=given.dict() | {"channels": given.getlist("channels")}, policy=policy)


class PromisesForm(forms.Form):
    """Within which opening time what is promised, by priority."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for target in Target:
            for priority in ORDER:
                self.fields[f"{target.value}-{priority.value}"] = LengthField(
                    label=f"{target.label}, {priority.label}"
                )

    @classmethod
    def of(cls, policy: Policy) -> "PromisesForm":
        """Filled in as the policy promises."""
        return cls(initial={f"{one.target}-{one.priority}": one.within for one in policy.promises.all()})

    @property
    def promises(self) -> dict[tuple[Target, Priority], timedelta | None]:
        """What was written."""
        return {
            (target, priority): self.cleaned_data[f"{target.value}-{priority.value}"]
            for target in Target
            for priority in ORDER
        }

    @property
    def grid(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as a table: a row for each priority, a column for each target."""
        return [
            (str(priority.label), [self[f"{target.value}-{priority.value}"] for target in Target])
            for priority in ORDER
        ]
