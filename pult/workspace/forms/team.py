"""Departments, members and inboxes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.calendars.models import Calendar
from pult.inboxes.models import Inbox
from pult.inboxes.types import UNDO_SECONDS, Channel, Purpose
from pult.workforce.models import Department, Member
from pult.workforce.types import Employment, Position, Presence

if TYPE_CHECKING:
    OfDepartment = forms.ModelForm[Department]
    OfInbox = forms.ModelForm[Inbox]
else:
    OfDepartment = OfInbox = forms.ModelForm


class PresenceForm(forms.Form):
    """Whether one takes work."""

    presence = forms.ChoiceField(choices=Presence.choices)


class DepartmentForm(OfDepartment):
    """A department's name and opening hours."""

    class Meta:
        model = Department
        fields = ("name", "calendar")
        help_texts = {"calendar": _("Promises to customers are counted in them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calendar = self.fields["calendar"]
        calendar.queryset = Calendar.objects.order_by("name")  # type: ignore[attr-defined]
        calendar.empty_label = _("Always open")  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """Where somebody works, as what and on which terms."""

    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    position = forms.ChoiceField(label=_("Position"), choices=Position.choices)
    line_manager = forms.ModelChoiceField(
        label=_("Line manager"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=pgettext_lazy("person", "None"),
    )
    employment = forms.ChoiceField(label=_("Employment"), choices=Employment.choices)
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), max_digits=4, decimal_places=1, min_value=0, max_value=80, initial=40
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    capacity = forms.IntegerField(
        label=_("Open conversations at once"),
        min_value=0,
        max_value=1000,
        initial=30,
        help_text=_("Nobody is given more than this by themselves."),
    )

    chats = forms.IntegerField(
        label=_("Chats at once"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=_("Left empty, as many as the department says."),
    )

    def __init__(self, *args: Any, member: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Member.objects.at_work().select_related("person").order_by("person__name")
        if member is not None:
            others = others.exclude(pk=member.pk)
        self.fields["line_manager"].queryset = others  # type: ignore[attr-defined]


class NewMemberForm(MemberForm):
    """Somebody who has an account and starts to work here."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.active().filter(member=None).order_by("name"),
        help_text=_("Everybody with an account who is not a member yet."),
    )
    field_order = ("person",)


class InboxForm(OfInbox):
    """A mailbox."""

    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=Purpose.choices,
        required=False,
        initial=Purpose.SERVICE,
        help_text=_("Mail of candidates is kept apart: the desk does not see it."),
    )

    undo_seconds = forms.TypedChoiceField(
        label=_("A reply can be taken back for"),
        choices=UNDO_SECONDS,
        coerce=int,
        required=False,
        help_text=_("So long it waits before it goes out. Chats are never held up."),
    )

    class Meta:
        model = Inbox
        fields = (
            "name",
            "address",
            "purpose",
            "department",
            "language",
            "signature",
            "undo_seconds",
            "is_active",
        )
        widgets = {"signature": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "language": _("What is written from here by itself, when the customer's language is not known."),
            "signature": _("Stands below every reply."),
            "is_active": _("Mail to an inbox that takes no messages is not accepted."),
        }

    def clean_purpose(self) -> str:
        return self.cleaned_data["purpose"] or Purpose.SERVICE

    def clean_address(self) -> str:
        address = forms.EmailField().clean(self.cleaned_data["address"]).strip().casefold()
        others = Inbox.objects.filter(channel=Channel.EMAIL, address=address).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Another inbox has this address already."))
        return str(address)

    def clean_undo_seconds(self) -> int:
        return self.cleaned_data["undo_seconds"] or 0


class AbsenceForm(forms.Form):
    """Days on which somebody is not at work, and who stands in."""

    first_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=pgettext_lazy("deputy", "Nobody: back to the queue"),
        help_text=_("Gets what customers write in the conversations of whoever is absent."),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Member.objects.at_work().exclude(pk=member.pk).select_related("person")
        self.fields["deputy"].queryset = others.order_by("person__name")  # type: ignore[attr-defined]
