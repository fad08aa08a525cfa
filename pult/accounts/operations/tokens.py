"""Verbs about API tokens."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.errors import Outranked
from pult.accounts.models import Person, Token
from pult.accounts.models.tokens import digest_of
from pult.accounts.types import Act, Bearer, Scope
from pult.foundation import restricting
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.errors import Invalid

PREFIX = "pult_"
SHOWN = len(PREFIX) + 6
NOTE_USE_EVERY = timedelta(minutes=1)
TOKENS: KeptModels[Token] = KeptModels()


@transaction.atomic
def issue_token(
    person: Person,
    *,
    by: Actor,
    name: str,
    scopes: Iterable[str] = (Scope.READ,),
    rights: Iterable[str] = (),
    expires_at: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Token, str]:
    """Issue a token for programs. The secret is returned once and kept nowhere."""
    at, given = at or timezone.now(), sorted({Scope(scope) for scope in scopes})
    if person.pk != by.person_id and not person.fits_within(by):
        raise Outranked(_("This person has rights that you do not have, so only somebody above can do this."))
    if not given:
        raise Invalid(_("Choose at least one scope."))
    if expires_at is not None and expires_at <= at:
        raise Invalid(_("The token would have expired already."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person, name=name.strip(), prefix=secret[:SHOWN], digest=digest_of(secret),
        scopes=given, rights=sorted(set(rights)), issued_at=at, expires_at=expires_at,
    )  # fmt: skip
    audit.record(
        Act.TOKEN_ISSUED,
        by=by, about=person.ref, about_name=person.name, at=at,
        after={"token": str(token), "scopes": given, "expires_at": expires_at and expires_at.isoformat()},
    )  # fmt: skip
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: Actor, at: datetime | None = None) -> None:
    """Make a token useless at once."""
    at = at or timezone.now()
    if token.person_id != by.person_id and not token.person.fits_within(by):
        raise Outranked(_("This person has rights that you do not have, so only somebody above can do this."))
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        return
    token.revoked_at = at
    audit.record(
        Act.TOKEN_REVOKED,
        by=by, about=token.person.ref, about_name=token.person.name, before={"token": str(token)}, at=at,
    )  # fmt: skip


def _in_force(slots: Mapping[str, Any]) -> QuerySet[Token]:
    known = Token.objects.in_force(slots["at"]).filter(digest=slots["digest"]).select_related("person")
    return known.annotate(**restricting.anything_of_each())


def use_token(secret: str, *, at: datetime | None = None) -> Bearer | None:
    """Let a program in with its token and remember when that was, to the minute; nothing for a bad token."""
    at = at or timezone.now()
    token = TOKENS.first("in force", _in_force, {"digest": digest_of(secret), "at": at})
    if token is None:
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - NOTE_USE_EVERY)
    if token.last_used_at is None or token.last_used_at < at - NOTE_USE_EVERY:
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=at)
    actor = replace(token.actor, unrestricted=restricting.unrestricted(token))
    return Bearer(actor=actor, scopes=frozenset(Scope(scope) for scope in token.scopes), token_id=token.pk)
