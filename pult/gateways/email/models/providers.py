"""Mail providers at which Pult may sign in without a password, and who it is there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.sealing import unseal
from pult.gateways.email.consent import Provider
from pult.gateways.email.types import ProviderKind
from pult.inboxes.types import Right

SECRET_PURPOSE = "email.provider"  # noqa: S105 - the name of a kind of seal
MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/"


class MailProviderQuerySet(models.QuerySet["MailProvider"]):
    """Phrases about providers."""

    def visible_to(self, actor: Actor) -> "MailProviderQuerySet":
        """All of them for those who manage inboxes."""
        return self if actor.has(Right.MANAGE) else self.none()


class MailProvider(models.Model):
    """What a provider knows Pult by. For Google and Microsoft the addresses are known; for others they are given."""

    kind = models.CharField(max_length=12, choices=ProviderKind.choices, unique=True)
    name = models.CharField(_("Name"), max_length=60, blank=True)
    client_id = models.CharField(_("Client ID"), max_length=250)
    sealed_secret = models.TextField()
    tenant = models.CharField(_("Directory (tenant) ID"), max_length=120, blank=True)
    consent_url = models.URLField(_("Address of consent"), max_length=500, blank=True)
    token_url = models.URLField(_("Address of tokens"), max_length=500, blank=True)
    scope = models.CharField(_("Scope"), max_length=300, blank=True)

    objects = MailProviderQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or str(ProviderKind(self.kind).label)

    @property
    def spoken(self) -> Provider:
        """How it is asked, with the secret in clear: never shown, never logged."""
        kind = ProviderKind(self.kind)
        secret = unseal(self.sealed_secret, purpose=SECRET_PURPOSE)
        match kind:
            case ProviderKind.GOOGLE:
                return Provider(
                    kind=kind,
                    client_id=self.client_id,
                    secret=secret,
                    consent_url="https://accounts.google.com/o/oauth2/v2/auth",
                    token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
                    scope="https://mail.google.com/",
                    # Google gives the long token only to whoever asks for it, and only with a fresh consent.
                    more={"access_type": "offline", "prompt": "consent"},
                )
            case ProviderKind.MICROSOFT:
                place = MICROSOFT.format(tenant=self.tenant or "organizations")
                return Provider(
                    kind=kind,
                    client_id=self.client_id,
                    secret=secret,
                    consent_url=f"{place}authorize",
                    token_url=f"{place}token",
                    scope="https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
                    more={"prompt": "select_account"},
                )
            case ProviderKind.OTHER:
                return Provider(
                    kind=kind,
                    client_id=self.client_id,
                    secret=secret,
                    consent_url=self.consent_url,
                    token_url=self.token_url,
                    scope=self.scope,
                )
