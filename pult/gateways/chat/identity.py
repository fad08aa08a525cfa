"""Who a website says its user is: a seal over the id (and the address), or a signed token. Pure functions."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .errors import Forged

LONGEST_TOKEN = 4000
PARTS = 3


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who somebody is, as far as the website has vouched for it."""

    id: str
    name: str = ""
    email: str = ""
    is_address_proved: bool = False


def seal(secret: str, ident: str, email: str = "") -> str:
    """What the website's server computes: HMAC-SHA256 of the id, or of the id, a line break and the address."""
    text = f"{ident}\n{email}" if email else ident
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def claim_in(user: object, *, secret: str, at: datetime) -> Claim | None:
    """The claim that a page brings along. None without one; refused when it is not the website's."""
    if not isinstance(user, Mapping) or not user:
        return None
    token = user.get("jwt")
    if token is not None:
        return _of_token(token, secret=secret, at=at)
    ident, email, given = (_text(user.get(key)) for key in ("id", "email", "hash"))
    if ident and given and given.isascii():
        for proved in {email, ""}:
            if hmac.compare_digest(given.lower(), seal(secret, ident, proved)):
                return Claim(
                    id=ident, name=_text(user.get("name")), email=email, is_address_proved=bool(proved)
                )
    raise Forged(_("The website could not confirm who you are."))


def _of_token(token: object, *, secret: str, at: datetime) -> Claim:
    """A JWT that is signed with HS256 and has not run out."""
    claims = _claims(token, secret) if isinstance(token, str) and len(token) <= LONGEST_TOKEN else {}
    ends = claims.get("exp")
    is_fresh = isinstance(ends, int | float) and not isinstance(ends, bool) and at.timestamp() < ends
    ident = _text(claims.get("sub") or claims.get("id"))
    if not (ident and is_fresh):
        raise Forged(_("The website could not confirm who you are."))
    email = _text(claims.get("email"))
    return Claim(id=ident, name=_text(claims.get("name")), email=email, is_address_proved=bool(email))


def _claims(token: str, secret: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(parts) != PARTS or not token.isascii():
        return {}
    signed = f"{parts[0]}.{parts[1]}".encode()
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    try:
        head, body = (json.loads(_decoded(part)) for part in parts[:2])
        genuine = hmac.compare_digest(_decoded(parts[2]), expected)
    except (ValueError, binascii.Error, RecursionError):
        return {}
    is_sound = isinstance(head, dict) and isinstance(body, dict) and head.get("alg") == "HS256"
    return body if genuine and is_sound else {}


def _decoded(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _text(value: object) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text.replace("\x00", "").strip()[:160]
