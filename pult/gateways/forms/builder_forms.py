"""The forms with which contact forms are built: texts in the languages that people write."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN, Tongues, cleaned
from pult.workforce.models import Department

from .models import ContactForm, FormField
from .types import FieldDraft, FieldKind

MOST_CHOICES = 50
HOSTS = RegexValidator(
    r"\A(https?://[A-Za-z0-9.*:-]+\s*)*\Z", _("One address a line, such as https://www.kettle.example.")
)


def texts(name: str, label: Any, *, most: int = 200, rows: int = 0) -> dict[str, forms.CharField]:
    """One field for each language that people write; Serbian in Cyrillic is made from Latin."""
    widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput
    return {
        f"{name}_{language}": forms.CharField(
            label=f"{label} · {Language(language).label}", max_length=most, required=False, widget=widget
        )
        for language in WRITTEN
    }


class InTongues(forms.Form):
    """A form some of whose texts are written in several languages."""

    def in_tongues(self, name: str) -> Tongues:
        """What was written of one text."""
        return cleaned({language: self.cleaned_data.get(f"{name}_{language}", "") for language in WRITTEN})


def spread(name: str, told: Tongues) -> dict[str, str]:
    """A text in several languages as initial values."""
    return {f"{name}_{language}": told.get(language, "") for language in WRITTEN}


class ContactFormForm(InTongues):
    """A contact form as a whole."""

    key = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("The last word of the page’s address, such as returns. It stays for good."),
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), empty_label=None
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=list(Language.values),
    )
    takes_files = forms.BooleanField(label=_("Visitors may add files"), required=False, initial=True)
    suggests = forms.BooleanField(
        label=_("Suggest articles while the visitor writes"), required=False, initial=True
    )
    is_listed = forms.BooleanField(
        label=_("Listed in the portal, among the ways to ask"), required=False, initial=True
    )
    is_open = forms.BooleanField(label=_("Takes messages"), required=False, initial=True)
    embed_hosts = forms.CharField(
        label=_("Pages that may embed it"),
        required=False,
        max_length=2000,
        validators=[HOSTS],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as https://www.kettle.example. Empty: every page."),
    )

    def __init__(
        self, *args: Any, departments: Any, contact_form: ContactForm | None = None, **kwargs: Any
    ) -> None:
        if contact_form is not None:
            kwargs["initial"] = _initial(contact_form)
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields |= texts("titles", _("Title"), most=120)
        self.fields |= texts("intros", _("Introduction"), most=600, rows=2)
        self.fields |= texts("thanks", _("Words of thanks"), most=600, rows=2)
        if contact_form is not None:
            del self.fields["key"]
        else:
            del self.fields["is_open"]
        first = [name for name in ("key", "department", "titles_en") if name in self.fields]
        self.order_fields(
            [*first, *(name for name in self.fields if name.startswith(("titles", "intros", "thanks")))]
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.in_tongues("titles"):
            self.add_error("titles_en", _("A form needs a title in at least one language."))
        return given

    def values(self) -> dict[str, Any]:
        """What was chosen."""
        plain = ("department", "languages", "takes_files", "suggests", "is_listed", "embed_hosts")
        told = {name: self.in_tongues(name) for name in ("titles", "intros", "thanks")}
        opened = {"is_open": self.cleaned_data["is_open"]} if "is_open" in self.fields else {}
        return {**{name: self.cleaned_data[name] for name in plain}, **told, **opened}


def _initial(contact_form: ContactForm) -> dict[str, Any]:
    plain = ("languages", "takes_files", "suggests", "is_listed", "embed_hosts")
    return {
        **{name: getattr(contact_form, name) for name in plain},
        **spread("titles", contact_form.titles),
        **spread("intros", contact_form.intros),
        **spread("thanks", contact_form.thanks),
        "department": contact_form.inbox.department_id,
        "is_open": contact_form.inbox.is_active,
    }


class FieldForm(InTongues):
    """One field of a contact form."""

    kind = forms.ChoiceField(label=_("Kind"), choices=FieldKind.choices)
    is_required = forms.BooleanField(label=_("Must be filled in"), required=False)
    when = forms.ChoiceField(label=_("Shown"), required=False)

    def __init__(
        self, *args: Any, before: list[FormField], field: FormField | None = None, **kwargs: Any
    ) -> None:
        if field is not None:
            kwargs["initial"] = _field_initial(field)
        super().__init__(*args, **kwargs)
        self.fields |= texts("labels", _("Label"), most=160)
        self.fields |= texts("hints", _("Hint"), most=300)
        self.fields |= texts("choices", _("Answers, one a line"), most=5000, rows=4)
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = [("", _("Always")), *_conditions(before)]
        self.order_fields(["kind", *(name for name in self.fields if name.startswith("labels"))])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.in_tongues("labels"):
            self.add_error("labels_en", _("A field needs a label in at least one language."))
        lines = {language: _lines(given.get(f"choices_{language}", "")) for language in WRITTEN}
        counts = {len(one) for one in lines.values() if one}
        if len(counts) > 1:
            self.add_error("choices_en", _("Every language needs as many answers, in the same order."))
        if max(counts, default=0) > MOST_CHOICES:
            self.add_error("choices_en", _("At most 50 answers. Ask in two steps, or for a text."))
        return given

    def draft(self) -> FieldDraft:
        """The field as it was written."""
        given = self.cleaned_data
        lines = {language: _lines(given[f"choices_{language}"]) for language in WRITTEN}
        count = max(len(one) for one in lines.values())
        when_key, _equals, when_value = given["when"].partition("=")
        return FieldDraft(
            kind=FieldKind(given["kind"]),
            labels=self.in_tongues("labels"),
            hints=self.in_tongues("hints"),
            choices=tuple(
                cleaned({language: one[at] for language, one in lines.items() if one}) for at in range(count)
            ),
            is_required=given["is_required"],
            when_key=when_key,
            when_value=when_value,
        )


def _field_initial(field: FormField) -> dict[str, Any]:
    choices = {
        language: "\n".join(one["labels"].get(language, "") for one in field.choices).strip()
        for language in WRITTEN
    }
    return {
        "kind": field.kind,
        "is_required": field.is_required,
        "when": f"{field.when_key}={field.when_value}" if field.when_key else "",
        **spread("labels", field.labels),
        **spread("hints", field.hints),
        **spread("choices", choices),
    }


def _conditions(before: list[FormField]) -> list[tuple[str, str]]:
    return [
        (f"{one.key}={value}", _("when %(label)s is %(answer)s") % {"label": one.label, "answer": words})
        for one in before
        for value, words in one.deciding_values
    ]


def _lines(text: str) -> list[str]:
    return [line.strip()[:120] for line in text.splitlines() if line.strip()]
