"""Verbs about other ways to sign in: OpenID Connect and SAML, by the word of somebody else."""

from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialApp
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.errors import NameTaken
from pult.accounts.types import Act, Provider
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit


@transaction.atomic
def add_provider(provider: Provider, *, by: Actor, at: datetime | None = None) -> SocialApp:
    """Offer another way to sign in."""
    _must_be_free(provider)
    app = SocialApp.objects.create(
        provider=provider.kind, provider_id=provider.key, name=provider.name,
        client_id=provider.client_id, secret=provider.secret, settings=provider.settings,
    )  # fmt: skip
    _record(Act.PROVIDER_ADDED, app, by=by, at=at, after=provider.shown)
    return app


@transaction.atomic
def change_provider(app: SocialApp, provider: Provider, *, by: Actor, at: datetime | None = None) -> None:
    """Change how another way to sign in works. An empty secret leaves the old one."""
    before = shown(app)
    app.name, app.client_id = provider.name, provider.client_id
    app.secret = provider.secret or app.secret
    app.settings = provider.settings
    app.save()
    _record(Act.PROVIDER_CHANGED, app, by=by, at=at, before=before, after=provider.shown)


@transaction.atomic
def remove_provider(app: SocialApp, *, by: Actor, at: datetime | None = None) -> None:
    """Offer this way to sign in no longer. People keep their accounts."""
    _record(Act.PROVIDER_REMOVED, app, by=by, at=at, before=shown(app))
    app.delete()


def shown(app: SocialApp) -> dict[str, Any]:
    """What may be written down about a way to sign in: everything but its secret."""
    return Provider.of(app).shown


def _must_be_free(provider: Provider) -> None:
    if SocialApp.objects.filter(provider_id=provider.key).exists():
        raise NameTaken(_("There is a way to sign in with this short name already."))


def _record(act: Act, app: SocialApp, *, by: Actor, at: datetime | None, **values: Any) -> None:
    audit.record(
        act, by=by, about=f"provider:{app.pk}", about_name=app.name, at=at or timezone.now(), **values
    )
