"""Forms of the set-up."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.calendars import queries as calendars


class AdministratorForm(forms.Form):
    """Who administers Pult."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. A few words in a row are good."),
    )

    def clean(self) -> dict[str, Any]:
        """Measure the password against name and address too."""
        values = self.cleaned_data
        if "password" in values:
            person = Person(name=values.get("name", ""), email=values.get("email", ""))
            try:
                validate_password(values["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class CompanyForm(forms.Form):
    """The company, its first department and the address that customers write to."""

    company = forms.CharField(
        label=_("Company"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    department = forms.CharField(label=_("First department"), max_length=80)
    address = forms.EmailField(
        label=_("Address that customers write to"),
        help_text=_("Such as help@example.com. How its mail reaches Pult is described in the handbook."),
    )
    country = forms.ChoiceField(
        label=_("Country, for public holidays"),
        required=False,
        choices=lambda: [("", _("None")), *_countries()],
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: _zones())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"department": _("Customer service"), "time_zone": settings.TIME_ZONE}
        super().__init__(*args, **kwargs)


def _countries() -> list[tuple[str, str]]:
    return calendars.countries()


def _zones() -> list[tuple[str, str]]:
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [(name, name.replace("_", " ")) for name in ["UTC", *names]]
