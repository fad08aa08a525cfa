"""A contact form as visitors fill it in. What its conditions hide is neither asked for nor taken."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.conversations.types import Upload
from pult.foundation.text.tongues import said
from pult.gateways.forms.models import ContactForm, FormField
from pult.gateways.forms.ticket import Ticket, new_ticket, read_ticket
from pult.gateways.forms.types import YES, FieldKind, Filled, Value
from pult.ui.days import DayField
from pult.ui.sent_files import SentFile, SentFilesField

LONGEST_TEXT = 20_000
LONGEST_LINE = 300
MOST_FILES = 5
PREFIX = "f_"


class PublicForm(forms.Form):
    """Name, address, subject, the form's own fields, and the message. `website` is seen by machines only."""

    # A field that a condition hides must not keep the browser from sending.
    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("We answer you there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=250)
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, contact_form: ContactForm, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact_form, self.language = contact_form, language
        self.own = sorted(contact_form.fields.all(), key=lambda one: one.position)
        for one in self.own:
            self.fields[f"{PREFIX}{one.key}"] = _field_of(one)
        if contact_form.takes_files:
            self.fields["attachments"] = SentFilesField(
                label=gettext_lazy("Files"), required=False, most=MOST_FILES
            )
        if self.is_bound:
            self.ticket: Ticket | None = read_ticket(str(self.data.get("ticket", "")), contact_form.pk)

    @property
    def asked(self) -> list[tuple[forms.BoundField, FormField | None]]:
        """The fields in the order of the page, each with its condition if it has one."""
        own = [(self[f"{PREFIX}{one.key}"], one) for one in self.own]
        begin = [(self[name], None) for name in ("name", "email", "subject")]
        end = [(self[name], None) for name in ("text", "attachments") if name in self.fields]
        return [*begin, *own, *end]

    @property
    def page_ticket(self) -> str:
        """The ticket to stand in the page: the one that came, as long as it is good."""
        if self.is_bound and self.ticket is not None:
            return str(self.data.get("ticket", ""))
        return new_ticket(self.contact_form.pk)

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        """The ticket and the conditions, checked here whatever the browser has done."""
        given = super().clean() or {}
        told: dict[str, Any] = {}
        for one in self.own:
            self._settle(one, given, told)
        if self.ticket is None:
            raise forms.ValidationError(_("This page had been open for long. Please send it once more."))
        if self.ticket.is_too_soon:
            raise forms.ValidationError(_("That was very quick. Please look it over and send it once more."))
        return given

    def _settle(self, one: FormField, given: dict[str, Any], told: dict[str, Any]) -> None:
        name = f"{PREFIX}{one.key}"
        if not one.is_shown(told):
            given.pop(name, None)
            self.errors.pop(name, None)
            return
        if one.can_decide:
            value = given.get(name)
            told[one.key] = YES if value is True else value

    def filled(self) -> Filled:
        """What was told, as a value."""
        assert self.ticket is not None
        given = self.cleaned_data
        sent: list[SentFile] = list(given.get("attachments") or [])
        for one in self.own:
            if one.kind == FieldKind.FILE:
                sent += given.get(f"{PREFIX}{one.key}") or []
        return Filled(
            ticket=self.ticket.number,
            name=given["name"],
            email=given["email"],
            subject=given["subject"],
            text=given["text"],
            language=self.language,
            values=tuple(value for one in self.own if (value := self._value(one)) is not None),
            uploads=tuple(
                Upload(name=one.name, content_type=one.content_type, content=one.content) for one in sent
            ),
        )

    def _value(self, one: FormField) -> Value | None:
        given = self.cleaned_data.get(f"{PREFIX}{one.key}")
        if given is None or given in ("", []):
            return None
        value, text = _told(one, given)
        kind = FieldKind(one.kind)
        return Value(key=one.key, label=one.label or one.key, kind=kind, value=value, text=text)


def _told(one: FormField, given: Any) -> tuple[str, str]:
    """What was told, for machines and for people."""
    match FieldKind(one.kind):
        case FieldKind.CHECK:
            return (YES, _("Yes")) if given else ("no", _("No"))
        case FieldKind.CHOICE:
            return given, dict(one.options).get(given, given)
        case FieldKind.DATE:
            return given.isoformat(), date_format(given)
        case FieldKind.NUMBER:
            return str(given), number_format(Decimal(given))
        case FieldKind.FILE:
            names = ", ".join(file.name for file in given)
            return names, names
        case _:
            return str(given), str(given)


def _field_of(one: FormField) -> forms.Field:
    """The field; whether it is shown at all is known only when everything is told."""
    options: dict[str, Any] = {
        "label": one.label or one.key,
        # Hints are shown as HTML, and whoever wrote them meant text.
        "help_text": escape(said(one.hints)),
        "required": one.is_required,
    }
    match FieldKind(one.kind):
        case FieldKind.LONG:
            return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), **options)
        case FieldKind.CHOICE:
            return forms.ChoiceField(choices=[("", ""), *one.options], **options)
        case FieldKind.CHECK:
            return forms.BooleanField(**options)
        case FieldKind.NUMBER:
            return forms.DecimalField(max_digits=18, decimal_places=6, **options)
        case FieldKind.DATE:
            return DayField(**options)
        case FieldKind.EMAIL:
            return forms.EmailField(max_length=254, **options)
        case FieldKind.FILE:
            return SentFilesField(most=3, **options)
        case _:
            return forms.CharField(max_length=LONGEST_LINE, **options)
