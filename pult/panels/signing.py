"""Telling a page in a frame who looks: a token that the other system can check, and that is good for a moment."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

LASTS: Final = timedelta(minutes=2)
PARAMETER: Final = "pult"
SHORTEST_SECRET: Final = 32


def token(claims: Mapping[str, Any], *, secret: str, at: datetime) -> str:
    """A JSON Web Token, signed with HMAC-SHA256."""
    whole = {**claims, "iat": int(at.timestamp()), "exp": int((at + LASTS).timestamp())}
    signed = f"{_packed({'alg': 'HS256', 'typ': 'JWT'})}.{_packed(whole)}"
    return f"{signed}.{_as_text(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())}"


def with_token(address: str, signed: str) -> str:
    """The address with the token as one more parameter of it."""
    parts = urlsplit(address)
    query = f"{parts.query}&{PARAMETER}={signed}" if parts.query else f"{PARAMETER}={signed}"
    return urlunsplit(parts._replace(query=query))


def _packed(value: Mapping[str, Any]) -> str:
    return _as_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
