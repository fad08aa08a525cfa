"""Forms for other ways to sign in."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .types import Provider, ProviderKind

DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
LOCAL = {"localhost", "127.0.0.1", "::1"}


def must_be_secure(address: str) -> None:
    """Identities travel encrypted, except to this very machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise ValidationError(_("This address must begin with https://."))


# Where providers write what, besides what the library knows; and a desk may be called just `pult` in its own network.
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
SAML_USUAL: dict[str, Any] = {
    "attribute_mapping": {
        "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
        "email": [
            "urn:oid:0.9.2342.19200300.100.1.3",
            f"{_CLAIMS}emailaddress",
            "urn:oid:1.2.840.113549.1.9.1",
            "email",
            "mail",
        ],
        "email_verified": ["http://schemas.auth0.com/email_verified"],
        "first_name": ["urn:oid:2.5.4.42", f"{_CLAIMS}givenname", "givenName", "firstName"],
        "last_name": ["urn:oid:2.5.4.4", f"{_CLAIMS}surname", "sn", "lastName"],
        "name": [
            "urn:oid:2.16.840.1.113730.3.1.241",
            "http://schemas.microsoft.com/identity/claims/displayname",
            "displayName",
            "name",
        ],
    },
    "advanced": {"allow_single_label_domains": True},
}


class ProviderForm(forms.Form):
    """What every provider has."""

    kind: ProviderKind

    name = forms.CharField(
        label=_("Name on the button"), max_length=40, help_text=_("Such as the name of your company.")
    )
    key = forms.SlugField(
        label=_("Short name in addresses"), max_length=40, help_text=_("It cannot be changed later.")
    )
    domains = forms.CharField(
        label=_("Trusted e-mail domains"),
        required=False,
        help_text=_(
            "Separated by commas, such as example.com. For addresses there the provider’s word is enough; "
            "elsewhere only what it marks as verified counts. List only domains that the provider’s owner owns."
        ),
    )

    def __init__(self, *args: Any, provider: Provider | None = None, **kwargs: Any) -> None:
        self.provider = provider
        if provider:
            kwargs["initial"] = self.told_by(provider)
        super().__init__(*args, **kwargs)
        if provider:
            del self.fields["key"]

    def clean_domains(self) -> list[str]:
        """Domains, one by one."""
        names = [name.strip().lower() for name in self.cleaned_data["domains"].split(",") if name.strip()]
        for name in names:
            if not DOMAIN.fullmatch(name):
                raise ValidationError(_("“%(name)s” is not a domain."), params={"name": name})
        return names

    @property
    def key_value(self) -> str:
        """The short name: chosen once, kept from then on."""
        return self.provider.key if self.provider else str(self.cleaned_data["key"])

    def told_by(self, provider: Provider) -> dict[str, Any]:
        """The fields of a provider that is there already."""
        return {"name": provider.name, "domains": ", ".join(provider.settings.get("verified_email") or [])}

    def as_provider(self) -> Provider:
        """What was typed, as a value."""
        raise NotImplementedError


class OpenIdForm(ProviderForm):
    """A provider that speaks OpenID Connect."""

    kind = ProviderKind.OPENID_CONNECT

    server_url = forms.URLField(
        label=_("Issuer address"),
        assume_scheme="https",
        validators=[must_be_secure],
        help_text=_("Pult reads /.well-known/openid-configuration below it."),
    )
    client_id = forms.CharField(label=_("Client ID"), max_length=191)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.provider:
            self.fields["secret"].help_text = _("Leave it empty to keep the one that is stored.")

    def told_by(self, provider: Provider) -> dict[str, Any]:
        """The fields of a provider that is there already; the secret is not shown."""
        address = provider.settings.get("server_url", "")
        return super().told_by(provider) | {"server_url": address, "client_id": provider.client_id}

    def as_provider(self) -> Provider:
        """What was typed, as a value."""
        typed = self.cleaned_data
        return Provider(
            kind=self.kind, key=self.key_value, name=typed["name"],
            client_id=typed["client_id"], secret=typed["secret"],
            settings={
                "server_url": typed["server_url"],
                "oauth_pkce_enabled": True,
                "verified_email": typed["domains"],
            },
        )  # fmt: skip


class SamlForm(ProviderForm):
    """A provider that speaks SAML."""

    kind = ProviderKind.SAML

    entity_id = forms.CharField(label=_("Entity ID of the provider"), max_length=300)
    sso_url = forms.URLField(
        label=_("Address for sign-in"), assume_scheme="https", validators=[must_be_secure]
    )
    certificate = forms.CharField(
        label=_("Certificate of the provider"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("The X.509 certificate that it signs with, in PEM."),
    )

    def told_by(self, provider: Provider) -> dict[str, Any]:
        """The fields of a provider that is there already."""
        source = provider.settings.get("idp", {})
        names = {"entity_id": "entity_id", "sso_url": "sso_url", "certificate": "x509cert"}
        return super().told_by(provider) | {ours: source.get(theirs, "") for ours, theirs in names.items()}

    def as_provider(self) -> Provider:
        """What was typed, as a value."""
        typed = self.cleaned_data
        source = {
            "entity_id": typed["entity_id"],
            "sso_url": typed["sso_url"],
            "x509cert": typed["certificate"],
        }
        return Provider(
            kind=self.kind, key=self.key_value, name=typed["name"], client_id=self.key_value,
            settings={"idp": source, "verified_email": typed["domains"], **SAML_USUAL},
        )  # fmt: skip


FORMS: dict[ProviderKind, type[ProviderForm]] = {
    ProviderKind.OPENID_CONNECT: OpenIdForm,
    ProviderKind.SAML: SamlForm,
}
