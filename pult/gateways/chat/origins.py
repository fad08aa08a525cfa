"""From which websites a widget may be called: those that are named, and this installation itself."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)


def normalised(text: str) -> str:
    """A website as it is kept: scheme, host, port; empty when it is none."""
    text = text.strip().rstrip("/").lower()
    text = text if "://" in text else f"https://{text}"
    found = re.match(r"(https?://[^/?#]+)", text)
    return found[1] if found and ORIGIN.fullmatch(found[1]) else ""


def is_welcome(origin: str, *, allowed: Iterable[str], host: str = "") -> bool:
    """Whether a page of this website may talk to a widget."""
    if not origin:
        return False
    parts = urlsplit(origin.lower())
    if parts.netloc and parts.netloc in {host.lower(), urlsplit(settings.APP_URL).netloc.lower()}:
        return True
    return any(_fits(f"{parts.scheme}://{parts.netloc}", one) for one in allowed)


def _fits(origin: str, allowed: str) -> bool:
    if "://*." not in allowed:
        return origin == allowed
    scheme, _gap, host = allowed.partition("://*.")
    return origin.startswith(f"{scheme}://") and origin.endswith(f".{host}")
