"""What people fill in so that Pult can sign in at a mail provider."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.foundation.web import outgoing

from .models import MailProvider
from .types import ProviderKind


class ProviderForm(forms.Form):
    """Who Pult is at a provider: what its owner has registered there."""

    client_id = forms.CharField(label=gettext_lazy("Client ID"), max_length=250)
    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, provider: MailProvider | None, **kwargs: Any) -> None:
        if provider is not None:
            kwargs["initial"] = {
                name: getattr(provider, name) for name in self.base_fields if name != "secret"
            }
        super().__init__(*args, **kwargs)
        self.fields["secret"].required = provider is None
        if provider is not None:
            self.fields["secret"].help_text = _("Leave it empty to keep the one that is there.")


class MicrosoftForm(ProviderForm):
    """Microsoft signs in by directory."""

    tenant = forms.RegexField(
        regex=r"^[A-Za-z0-9.\-]+$",
        label=gettext_lazy("Directory (tenant) ID"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: work and school accounts of any directory."),
    )


class OtherProviderForm(ProviderForm):
    """Any other provider says where it is asked, and for what."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    consent_url = forms.URLField(
        label=gettext_lazy("Address of consent"), max_length=500, assume_scheme="https"
    )
    token_url = forms.URLField(label=gettext_lazy("Address of tokens"), max_length=500, assume_scheme="https")
    scope = forms.CharField(label=gettext_lazy("Scope"), max_length=300)

    field_order = ("name", "client_id", "secret", "consent_url", "token_url", "scope")

    def clean_consent_url(self) -> str:
        """Where people are sent."""
        return _fit(self.cleaned_data["consent_url"])

    def clean_token_url(self) -> str:
        """What Pult itself calls."""
        return _fit(self.cleaned_data["token_url"])


def _fit(address: str) -> str:
    """Encrypted, and nothing in this house's own network, unless OUTGOING_HOSTS allows it."""
    if not address.startswith("https://"):
        raise forms.ValidationError(_("This address must begin with https://."))
    try:
        outgoing.check(address)
    except outgoing.NotCalled as fault:
        raise forms.ValidationError(_("This address cannot be called.")) from fault
    return address


FORMS: dict[str, type[ProviderForm]] = {
    ProviderKind.GOOGLE: ProviderForm,
    ProviderKind.MICROSOFT: MicrosoftForm,
    ProviderKind.OTHER: OtherProviderForm,
}
