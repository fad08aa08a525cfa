"""What is known of customers and companies."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.customers.models import Company, Customer, Purpose
from pult.customers.types import ConsentSource, IdentityKind
from pult.workspace.queries.customers import Wanted

LANGUAGES = [("", _("Not known")), *Language.choices]


class CustomerForm(forms.Form):
    """A customer as the staff knows them."""

    name = forms.CharField(label=_("Name"), max_length=160)
    company = forms.ModelChoiceField(
        label=_("Company"), queryset=Company.objects.none(), required=False, empty_label=_("None")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        required=False,
        help_text=_("Surveys and automatic mails are written in it."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        help_text=_("Stands beside every conversation; the customer never sees it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    reads_company = forms.BooleanField(
        label=_("Reads the company’s conversations in the portal"),
        required=False,
        help_text=_("Otherwise customers read their own only. Another company begins without it."),
    )

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


def initial_of(customer: Customer) -> dict[str, Any]:
    """What is known of a customer, as the form shows it."""
    names = ("name", "language", "note", "reads_company")
    return {**{name: getattr(customer, name) for name in names}, "company": customer.company_id}


class IdentityForm(forms.Form):
    """Another address or number."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(one, one.label) for one in (IdentityKind.EMAIL, IdentityKind.PHONE, IdentityKind.HANDLE)],
    )
    value = forms.CharField(label=_("Address or number"), max_length=254)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == IdentityKind.EMAIL and "value" in given:
            validate_email(given["value"])
        return given


class NewCustomerForm(CustomerForm):
    """Somebody new."""

    email = forms.EmailField(label=_("E-mail"))
    field_order = ("name", "email", "company", "language", "note")


class CompanyForm(forms.Form):
    """A company as the staff knows it."""

    name = forms.CharField(label=_("Name"), max_length=160)
    domain = forms.RegexField(
        label=_("Mail domain"),
        regex=r"^[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,}$",
        required=False,
        max_length=160,
        help_text=_("New customers who write from this domain belong to the company by themselves."),
        error_messages={"invalid": _("Write the domain alone, such as example.org.")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class FilterForm(forms.Form):
    """Which customers the list shows; what makes no sense leaves nobody out."""

    company = forms.ModelChoiceField(
        label=_("Company"), queryset=Company.objects.none(), required=False, empty_label=_("Any company")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any language")), *Language.choices], required=False
    )
    only = forms.ChoiceField(
        label=_("Only"),
        choices=[
            ("", _("All")),
            ("open", _("With open conversations")),
            ("undeliverable", _("With an undeliverable address")),
            ("alone", _("Without a company")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def wanted(self) -> Wanted:
        """What was chosen."""
        self.is_valid()
        given = self.cleaned_data
        company = given.get("company")
        return Wanted(
            company=company.pk if company else None,
            language=given.get("language", ""),
            only=given.get("only", ""),
        )


class NoteForm(forms.Form):
    """Something to write down."""

    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))


class ConsentForm(forms.Form):
    """That a customer has agreed, or agrees no longer."""

    purpose = forms.ModelChoiceField(queryset=Purpose.objects.all())
    is_given = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
    source = forms.ChoiceField(choices=ConsentSource.choices)
    words = forms.CharField(required=False, max_length=300)


class PurposeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something that customers can agree to."""

    class Meta:
        model = Purpose
        fields = ("name", "explanation", "rules_surveys", "is_active")
