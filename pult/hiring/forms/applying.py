"""The form of the careers site: it asks what the opening asks, and keeps what was typed."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Upload
from pult.foundation.errors import DomainError
from pult.hiring.models import Opening, Question
from pult.hiring.operations import Form, Sent
from pult.hiring.types import FileKind, QuestionKind, Source
from pult.hiring.uploads import ACCEPT, MOST_BYTES, read_upload

SOURCES = [("", ""), *((one.value, one.label) for one in Source if one != Source.HAND)]
YES_NO = [("", ""), ("yes", _("Yes")), ("no", _("No"))]


class CheckedFile(forms.FileField):
    """A file that is what its name says."""

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPT, "data-most": str(MOST_BYTES)})
        super().__init__(widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The file as it may be kept, or a sentence that says what is wrong with it."""
        uploaded = super().clean(data, initial)
        if not isinstance(uploaded, UploadedFile):
            return None
        try:
            return read_upload(uploaded)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ApplyForm(forms.Form):
    """An application. `website` is a field that people do not see; who fills it in is a machine."""

    name = forms.CharField(
        label=_("Your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We answer you there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    cv = CheckedFile(label=_("CV"), help_text=_("PDF, Word, OpenDocument or plain text, up to 10 MB."))
    more = CheckedFile(label=_("A further document"), required=False)
    source = forms.ChoiceField(label=_("How did you hear of us?"), choices=SOURCES, required=False)
    may_keep = forms.BooleanField(
        label=_("You may keep my application for other openings, too"), required=False
    )
    consent = forms.BooleanField(
        label=_("I agree that my data are used for this application"),
        error_messages={"required": _("Without this we may not read your application.")},
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(opening.questions.all())
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = _field_of(question)

    @property
    def about_you(self) -> list[forms.BoundField]:
        """Name and addresses."""
        return [self[name] for name in ("name", "email", "phone")]

    @property
    def documents(self) -> list[forms.BoundField]:
        """The files."""
        return [self["cv"], self["more"]]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions of the opening."""
        return [self[f"question_{question.pk}"] for question in self.questions]

    @property
    def ending(self) -> list[forms.BoundField]:
        """What stands at the end."""
        return [self[name] for name in ("source", "may_keep", "consent")]

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    def form(self) -> Form:
        """What was told, as a value."""
        given = self.cleaned_data
        files = [Sent(upload=given["cv"])]
        if given.get("more"):
            files.append(Sent(upload=given["more"], kind=FileKind.OTHER))
        return Form(
            name=given["name"],
            email=given["email"],
            phone=given["phone"],
            language=get_language() or "en",
            source=given["source"] or Source.CAREERS,
            may_keep=given["may_keep"],
            answers=tuple((one.text, self._answer(one)) for one in self.questions),
            files=tuple(files),
        )

    def _answer(self, question: Question) -> str:
        given = str(self.cleaned_data.get(f"question_{question.pk}") or "")
        return {"yes": str(_("Yes")), "no": str(_("No"))}.get(given, given)


def _field_of(question: Question) -> forms.Field:
    options: dict[str, Any] = {"label": question.text, "required": question.is_required}
    match QuestionKind(question.kind):
        case QuestionKind.LINE:
            return forms.CharField(max_length=300, **options)
        case QuestionKind.YES_NO:
            return forms.ChoiceField(choices=YES_NO, **options)
        case QuestionKind.CHOICE:
            return forms.ChoiceField(choices=[("", ""), *((one, one) for one in question.options)], **options)
        case _:
            return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), **options)


class FurtherFileForm(forms.Form):
    """One more document."""

    file = CheckedFile(label=_("A further document"))


class SureForm(forms.Form):
    """Somebody is sure."""

    sure = forms.BooleanField(
        label=_("Yes, erase everything about me"),
        error_messages={"required": _("Please tick that you are sure.")},
    )


class TimeForm(forms.Form):
    """One of the offered times."""

    start_at = forms.DateTimeField()
