"""The forms on the pages of candidates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.hiring.models import Application, Opening, Stage
from pult.hiring.queries import Filter, people_who
from pult.hiring.types import ApplicationState, LetterKind, Reason, Right, Source

STATES = [*ApplicationState.choices, ("all", _("All"))]


class FilterForm(forms.Form):
    """Which applications a list shows."""

    words = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    opening = forms.ModelChoiceField(
        label=_("Opening"), queryset=Opening.objects.none(), required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    source = forms.ChoiceField(label=_("Source"), choices=[("", _("All")), *Source.choices], required=False)
    tag = forms.CharField(label=_("Tag"), required=False, max_length=40)
    late = forms.BooleanField(label=_("Late replies only"), required=False)
    stage = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, openings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opening"].queryset = openings  # type: ignore[attr-defined]

    def chosen(self) -> Filter:
        """The filter as a value; what cannot be read is left out."""
        given = self.cleaned_data if self.is_valid() else {}
        return Filter(
            opening=given["opening"].pk if given.get("opening") else None,
            stage=given.get("stage"),
            state=given.get("state") or ApplicationState.ACTIVE,
            source=given.get("source") or "",
            tag=given.get("tag") or "",
            late=bool(given.get("late")),
            words=given.get("words") or "",
        )


class MoveForm(forms.Form):
    """To another step."""

    stage = forms.ModelChoiceField(label=_("Step"), queryset=Stage.objects.none())
    with_letter = forms.BooleanField(label=_("Tell the candidate with a letter"), required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = Stage.objects.filter(opening=application.opening_id).in_order()  # type: ignore[attr-defined]


# The letters with which somebody who is rejected is thanked.
FAREWELLS = [
    (LetterKind.REJECTION.value, _("The kind letter")),
    (LetterKind.FILLED.value, _("The position is filled")),
    ("", _("No letter")),
]


class RejectForm(forms.Form):
    """A no, for a reason."""

    reason = forms.ChoiceField(label=_("Reason (only we see it)"), choices=[("", ""), *Reason.choices])
    text = forms.CharField(label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    letter = forms.TypedChoiceField(
        label=_("Letter"), choices=FAREWELLS, required=False, coerce=LetterKind, empty_value="",
        initial=LetterKind.REJECTION,
    )  # fmt: skip


class LetterForm(forms.Form):
    """A letter by hand."""

    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 6}))


class NoteForm(forms.Form):
    """Something that the candidate never sees."""

    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class TagsForm(forms.Form):
    """Words of one's own."""

    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=400, help_text=_("Separated by commas.")
    )


class AssignForm(forms.Form):
    """Who takes part."""

    person = forms.ModelChoiceField(label=_("Who takes part"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_who(Right.INTERVIEW)  # type: ignore[attr-defined]


class InterviewForm(forms.Form):
    """An interview: who, how long, where, and at which times the candidate may choose."""

    interviewers = forms.ModelMultipleChoiceField(
        label=_("Interviewers"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=480, initial=60)
    place = forms.CharField(
        label=_("Where"), max_length=300, help_text=_("An address, a room, or the link of a video call.")
    )
    times = forms.TypedMultipleChoiceField(
        label=_("Times"),
        widget=forms.CheckboxSelectMultiple,
        coerce=lambda value: forms.DateTimeField().clean(value),
        required=False,
    )
    other = forms.CharField(
        label=_("Other times, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "2026-12-01 14:00"}),
    )

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewers"].queryset = people_who(Right.INTERVIEW)  # type: ignore[attr-defined]
        self.fields["times"].choices = times  # type: ignore[attr-defined]

    def clean_other(self) -> list[Any]:
        lines = [line.strip() for line in self.cleaned_data["other"].splitlines() if line.strip()]
        return [forms.DateTimeField().clean(line) for line in lines]


class BulkForm(forms.Form):
    """The same act for several applications."""

    act = forms.ChoiceField(choices=[("move", ""), ("reject", ""), ("pool", ""), ("tag", "")])
    picked = forms.ModelMultipleChoiceField(queryset=Application.objects.none())
    stage = forms.IntegerField(required=False)
    reason = forms.ChoiceField(choices=[("", ""), *Reason.choices], required=False)
    with_letter = forms.BooleanField(required=False)
    letter = forms.TypedChoiceField(
        choices=FAREWELLS, required=False, coerce=LetterKind, empty_value=LetterKind.REJECTION
    )
    tag = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any, applications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].queryset = applications  # type: ignore[attr-defined]
