"""To what a conversation is tied, and how."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import LinkKind, Status

from .merging import MergeForm

OF_KIND = [
    (f"{LinkKind.INCIDENT}-up", _("It is caused by the problem")),
    (f"{LinkKind.INCIDENT}-down", _("It is the problem behind")),
    (f"{LinkKind.PART}-up", _("It is a part of")),
    (f"{LinkKind.PART}-down", _("It is the whole, and a part of it is")),
    (f"{LinkKind.RELATED}-up", _("It is about the same as")),
]


class LinkForm(MergeForm):
    """How it is tied, then one that is likely, or any other by its number."""

    kind = forms.ChoiceField(label=_("How"), choices=OF_KIND, initial=f"{LinkKind.RELATED}-up")
    field_order = ("kind", "likely", "number")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["likely"].label = _("Conversation")
        self.fields["likely"].choices.insert(0, ("", _("Another one")))  # type: ignore[attr-defined]
        self.fields["number"].label = _("Or by its number")

    @property
    def link_kind(self) -> LinkKind:
        """The kind that was chosen."""
        return LinkKind(self.cleaned_data["kind"].partition("-")[0])

    @property
    def is_upwards(self) -> bool:
        """Whether the other one is the whole or the problem."""
        return bool(self.cleaned_data["kind"].endswith("-up"))


class IncidentsForm(forms.Form):
    """What all incidents of a problem are told, and how they stand after that."""

    text = forms.CharField(
        label=_("Reply"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Each customer gets it in their own conversation. {{customer.first_name}} becomes their name."
        ),
    )
    then = forms.TypedChoiceField(
        label=_("After that"),
        required=False,
        coerce=Status,
        empty_value=None,
        choices=[
            ("", _("Leave as it is")),
            (str(Status.PENDING), Status.PENDING.label),
            (str(Status.SOLVED), Status.SOLVED.label),
        ],
    )
