"""Signing in at a provider for a mailbox: with what was given at its consent, renewed before it ends."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from pult.foundation.sealing import seal, unseal
from pult.gateways.email.consent import SPARE, Tokens, renew
from pult.gateways.email.errors import BoxTrouble
from pult.gateways.email.models import MailAccount
from pult.gateways.email.models.accounts import TOKEN_PURPOSE
from pult.gateways.email.types import Server, Trouble


def server_for(account: MailAccount, *, at: datetime | None = None) -> Server:
    """How to get into this mailbox now; a token that ends soon is renewed first. Raises `BoxTrouble`."""
    at, server = at or timezone.now(), account.server
    if account.provider is None:
        if not server.password:
            raise BoxTrouble(Trouble.SEALED)
        return server
    if server.token and account.access_ends_at and account.access_ends_at - at > SPARE:
        return server
    refresh = unseal(account.sealed_refresh, purpose=TOKEN_PURPOSE)
    if not refresh:
        raise BoxTrouble(Trouble.CONSENT)
    tokens = renew(account.provider.spoken, refresh, at=at)
    put(account, tokens)
    # Only these: the rest of the row may have changed while the provider was asked.
    account.save(update_fields=["sealed_access", "access_ends_at", "sealed_refresh", "consent_ends_at"])
    return replace(server, token=tokens.access)


def put(account: MailAccount, tokens: Tokens) -> None:
    """Seal what was given. What the provider leaves out stays as it was."""
    account.sealed_access = seal(tokens.access, purpose=TOKEN_PURPOSE)
    account.access_ends_at = tokens.ends_at
    if tokens.refresh:
        account.sealed_refresh = seal(tokens.refresh, purpose=TOKEN_PURPOSE)
    if tokens.consent_ends_at:
        account.consent_ends_at = tokens.consent_ends_at


def forget_token(account_id: int) -> None:
    """The mail server did not take the short token: the next try asks for another."""
    MailAccount.objects.filter(pk=account_id).update(sealed_access="", access_ends_at=None)
