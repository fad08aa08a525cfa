"""How Pult signs in at a mail provider without a password: by OAuth 2, with the consent of whoever owns the mailbox.

The person says yes at the provider and comes back with a code; the code is exchanged for two tokens. The short one
opens the mailbox for an hour, the long one gets the next short one (RFC 6749 with PKCE, RFC 7636).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from oauthlib.common import generate_token
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from pult.foundation.web import outgoing

from .errors import BoxTrouble
from .types import ProviderKind, Trouble

SECONDS = 15.0
# A token that ends within this is renewed first.
SPARE = timedelta(minutes=5)
USUAL_SECONDS = 3600
NOT_KNOWN = {"invalid_client", "unauthorized_client"}


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Where a provider is asked, and who we are there. Microsoft's addresses carry the `tenant`."""

    kind: ProviderKind
    client_id: str
    secret: str = field(repr=False)
    consent_url: str
    token_url: str
    scope: str
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What the provider gave: the short token, until when it opens, the long one, and its end where one is told."""

    access: str = field(repr=False)
    ends_at: datetime
    refresh: str = field(repr=False)
    consent_ends_at: datetime | None = None


def new_secret() -> str:
    """A word that nobody guesses: for the state of one consent, and as its verifier."""
    return str(generate_token(64))


def address_of_consent(provider: Provider, *, user: str, back_to: str, state: str, verifier: str) -> str:
    """Where the owner of a mailbox says yes."""
    client = WebApplicationClient(provider.client_id)
    return str(
        client.prepare_request_uri(
            provider.consent_url,
            redirect_uri=back_to,
            scope=provider.scope,
            state=state,
            code_challenge=client.create_code_challenge(verifier, "S256"),
            code_challenge_method="S256",
            login_hint=user,
            **provider.more,
        )
    )


def exchange(provider: Provider, code: str, *, back_to: str, verifier: str, at: datetime) -> Tokens:
    """The tokens for a code. Raises `BoxTrouble`."""
    client = WebApplicationClient(provider.client_id)
    body = client.prepare_request_body(
        code=code, redirect_uri=back_to, code_verifier=verifier, client_secret=provider.secret
    )
    tokens = _asked(provider, client, body, at=at)
    if not tokens.refresh:
        raise BoxTrouble(Trouble.NO_REFRESH)
    return tokens


def renew(provider: Provider, refresh: str, *, at: datetime) -> Tokens:
    """The next short token; the long one is another where the provider changes it. Raises `BoxTrouble`."""
    client = WebApplicationClient(provider.client_id)
    body = client.prepare_refresh_body(
        refresh_token=refresh, client_id=provider.client_id, client_secret=provider.secret
    )
    return _asked(provider, client, body, at=at)


def _asked(provider: Provider, client: WebApplicationClient, body: str, *, at: datetime) -> Tokens:
    try:
        answer = outgoing.call(
            "POST",
            provider.token_url,
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            body=body.encode(),
            seconds=SECONDS,
        )
    except outgoing.NotCalled as fault:
        raise BoxTrouble(Trouble.PROVIDER, fault.why) from fault
    try:
        # What is granted may be named otherwise than it was asked for, so no scope is compared.
        told = cast("dict[str, Any]", client.parse_request_body_response(answer.body.decode(), scope=None))
    except OAuth2Error as fault:
        raise _refusal(fault, answer) from fault
    except (ValueError, Warning) as fault:
        raise BoxTrouble(Trouble.PROVIDER, f"HTTP {answer.status}") from fault
    return _tokens(told, at=at)


def _refusal(fault: OAuth2Error, answer: outgoing.Answer) -> BoxTrouble:
    """What the provider's no means: about us, about the consent, or just not now."""
    said = fault.description or fault.error or ""
    if fault.error in NOT_KNOWN:
        return BoxTrouble(Trouble.CLIENT, said)
    if fault.error == "invalid_grant":
        return BoxTrouble(Trouble.CONSENT, said)
    return BoxTrouble(Trouble.PROVIDER, said or f"HTTP {answer.status}")


def _tokens(told: Mapping[str, Any], *, at: datetime) -> Tokens:
    left = _seconds(told.get("refresh_token_expires_in"))
    return Tokens(
        access=str(told["access_token"]),
        ends_at=at + timedelta(seconds=_seconds(told.get("expires_in")) or USUAL_SECONDS),
        refresh=str(told.get("refresh_token") or ""),
        consent_ends_at=at + timedelta(seconds=left) if left else None,
    )


def _seconds(said: object) -> int:
    """A number of seconds, within what a calendar holds; 0 where none is said."""
    try:
        return max(0, min(int(str(said)), 10**9))
    except ValueError:
        return 0


def said_in(query: Mapping[str, str]) -> str:
    """Why somebody came back without a code, in the provider's words."""
    return " ".join((query.get("error_description") or query.get("error") or "").split())[:300]
