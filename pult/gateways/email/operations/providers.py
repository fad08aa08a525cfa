"""Verbs about the providers at which Pult may sign in."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.sealing import seal
from pult.gateways.email.models import MailProvider
from pult.gateways.email.models.providers import SECRET_PURPOSE
from pult.gateways.email.types import Act, ProviderKind

TOLD = ("kind", "name", "client_id", "tenant", "consent_url", "token_url", "scope")


@transaction.atomic
def set_provider(
    kind: ProviderKind, *, by: Actor, client_id: str, secret: str, at: datetime | None = None, **more: str
) -> MailProvider:
    """Keep what a provider knows Pult by. An empty secret keeps the one that is there."""
    provider = MailProvider.objects.select_for_update(no_key=True).filter(kind=kind).first()
    before = _told(provider) if provider else None
    if provider is None and not secret:
        raise Invalid(_("Enter the client secret."))
    provider = provider or MailProvider(kind=kind)
    provider.client_id = client_id
    for name, value in more.items():
        setattr(provider, name, value)
    if secret:
        provider.sealed_secret = seal(secret, purpose=SECRET_PURPOSE)
    provider.save()
    after = _told(provider) | ({"secret": "***"} if secret else {})
    audit.record(
        Act.PROVIDER_SET,
        by=by,
        about=_ref(provider),
        about_name=str(provider),
        before=before,
        after=after,
        at=at,
    )
    return provider


@transaction.atomic
def remove_provider(provider: MailProvider, *, by: Actor, at: datetime | None = None) -> None:
    """Forget a provider by which no mailbox is opened."""
    if provider.accounts.exists():
        raise Invalid(_("Mailboxes are opened by this sign-in. Connect them in another way first."))
    before, about, name = _told(provider), _ref(provider), str(provider)
    provider.delete()
    audit.record(Act.PROVIDER_REMOVED, by=by, about=about, about_name=name, before=before, at=at)


def _told(provider: MailProvider) -> dict[str, Any]:
    """What the audit record tells: everything but the secret."""
    return {name: getattr(provider, name) for name in TOLD}


def _ref(provider: MailProvider) -> str:
    return f"mail_provider:{provider.kind}"
