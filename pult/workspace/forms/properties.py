"""What is set on a conversation: status, priority, tags, owner, department, moment to wake."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Priority, Status
from pult.workforce.models import Department, Member

MORNING = time(9)
SETTABLE = (Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SOLVED, Status.CLOSED)


class StatusForm(forms.Form):
    """How the conversation stands."""

    status = forms.ChoiceField(choices=[(str(one), one.label) for one in SETTABLE])


class PriorityForm(forms.Form):
    """How pressing it is."""

    priority = forms.ChoiceField(choices=Priority.choices)


class SubjectForm(forms.Form):
    """A better name."""

    subject = forms.CharField(label=_("Subject"), max_length=250)


class TagsForm(forms.Form):
    """Labels, separated by commas."""

    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=1000,
        help_text=_("Separate several with commas."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )

    def clean_tags(self) -> list[str]:
        return [tag.strip() for tag in str(self.cleaned_data["tags"]).split(",") if tag.strip()]


class AssignmentForm(forms.Form):
    """Whose it shall be; nobody's when left empty."""

    member = forms.ModelChoiceField(queryset=Member.objects.none(), required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    """Where it goes, and why."""

    to = forms.ChoiceField(label=_("To whom"))
    note = forms.CharField(
        label=_("Note for the colleagues"),
        required=False,
        max_length=20_000,
        help_text=_("What they need to know to go on. The customer never sees it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, departments: Iterable[Department], members: Iterable[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = {f"department-{one.pk}": one for one in departments} | {
            f"member-{one.pk}": one for one in members
        }
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (label, [(key, _named(one)) for key, one in self.chosen.items() if isinstance(one, kind)])
            for label, kind in ((_("Departments"), Department), (_("People"), Member))
        ]

    def clean_to(self) -> Department | Member:
        """Whoever was chosen."""
        return self.chosen[self.cleaned_data["to"]]


def _named(one: Department | Member) -> str:
    """A person with what they say of themselves: whether they take work now."""
    return one.name if isinstance(one, Department) else f"{one.name} · {one.get_presence_display()}"


class SnoozeForm(forms.Form):
    """Until when to put it aside: a preset's moment, or one of one's own."""

    until = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def snooze_presets(now: datetime) -> list[dict[str, Any]]:
    """The moments that people choose most, in the reader's own time."""
    here = timezone.localtime(now)
    later = (here + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    presets = [
        {"text": _("In three hours"), "at": later, "icon": "clock"},
        {"text": _("Tomorrow morning"), "at": _morning(here, 1), "icon": "sun"},
        {"text": _("Next Monday"), "at": _morning(here, 7 - here.weekday()), "icon": "calendar"},
        {"text": _("In a week"), "at": _morning(here, 7), "icon": "calendar-event"},
    ]
    seen: set[datetime] = set()
    return [one for one in presets if not (one["at"] in seen or seen.add(one["at"]))]  # type: ignore[arg-type, func-returns-value]


def _morning(here: datetime, days: int) -> datetime:
    day = (here + timedelta(days=days)).date()
    return timezone.make_aware(datetime.combine(day, MORNING))
