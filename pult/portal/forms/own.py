"""A customer's own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.customers.models import Customer


class OwnDataForm(forms.Form):
    """How we address a customer."""

    name = forms.CharField(
        label=_("Your name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("We write to you in it.")
    )

    def __init__(self, *args: Any, customer: Customer, locale: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": customer.name, "language": customer.language or locale}
        super().__init__(*args, **kwargs)


class OwnPasswordForm(forms.Form):
    """A password; who has one already, and did not come by a link just now, tells it first."""

    current = forms.CharField(
        label=_("Current password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. A few words in a row are good."),
    )

    def __init__(self, *args: Any, asks_current: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_current:
            del self.fields["current"]
