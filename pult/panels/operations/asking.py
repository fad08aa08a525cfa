"""Asking another system what it knows of a customer.

Whoever waits for it waits only beside the page. A system that does not answer is asked again after a while, and never
by more than a few at once: the desk has other things to do.
"""

import hashlib
import json
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.sealing import unseal
from pult.foundation.web import outgoing
from pult.foundation.web.outgoing import NotCalled, Why
from pult.panels import answers
from pult.panels.addresses import filled
from pult.panels.errors import BadAddress
from pult.panels.facts import About, known
from pult.panels.models import SECRET_PURPOSE, Answer, SidePanel
from pult.panels.types import TROUBLES, Asking, Kind, State

SECONDS: Final = 4.0
LARGEST: Final = 256 * 1024
SHOWN_OF_IT: Final = 2000
PATIENCE: Final = 3
FIRST_REST: Final = timedelta(seconds=30)
LONGEST_REST: Final = timedelta(minutes=10)
AT_ONCE: Final = 4
WAITS: Final = 1.0
_lines = threading.BoundedSemaphore(AT_ONCE)


def look_up(panel: SidePanel, about: About, *, again: bool = False, at: datetime | None = None) -> Asking:
    """What the system knows: from a moment ago if that still holds, else by asking it. `again` asks it anyway."""
    at = at or timezone.now()
    address, refusal = _address(panel, about)
    if refusal is not None:
        return refusal
    digest = hashlib.sha256(address.encode()).hexdigest()
    held = None if again else panel.answers.filter(digest=digest, expires_at__gt=at).first()
    if held is not None:
        return _read(panel, held.said, Asking(state=State.KNOWN, address=address))
    if panel.is_resting(at):
        return Asking(state=State.RESTING, address=address)
    asked, said = _asked(panel, address)
    _judge(panel, asked, at)
    if asked.state in {State.KNOWN, State.NOTHING} and panel.keeps_minutes:
        _keep(panel, about, digest, said, at)
    return asked


def try_out(panel: SidePanel, about: About) -> Asking:
    """Ask it now, as somebody who sets it up wants to see it: nothing is kept, and no failure is counted.

    A link and a frame are only filled in: it is the browser that goes there.
    """
    address, refusal = _address(panel, about)
    if refusal is None and panel.kind != Kind.LOOKUP:
        return Asking(state=State.KNOWN, address=address)
    return refusal or _asked(panel, address)[0]


def _address(panel: SidePanel, about: About) -> tuple[str, Asking | None]:
    try:
        address, missing = filled(panel.address, known(about, panel.address))
    except BadAddress as refusal:
        return "", Asking(state=State.REFUSED, why=str(refusal))
    if missing:
        return "", Asking(state=State.MISSING, why=", ".join(f"{{{name}}}" for name in missing))
    return address, None


def _asked(panel: SidePanel, address: str) -> tuple[Asking, str]:
    """One call, and what was said."""
    if not _lines.acquire(timeout=WAITS):
        return Asking(state=State.BUSY, address=address), ""
    began = monotonic()
    try:
        answer = outgoing.call("GET", address, headers=_headers(panel), seconds=SECONDS, largest=LARGEST)
    except NotCalled as refusal:
        state = State.REFUSED if refusal.why in {Why.PRIVATE, Why.PLAIN, Why.MALFORMED} else State.SILENT
        why = str(TROUBLES[refusal.why])
        return Asking(state=state, address=address, seconds=monotonic() - began, why=why), ""
    finally:
        _lines.release()
    said = answer.body.decode("utf-8", "replace")
    asking = Asking(
        state=_state_of(answer.status),
        address=address,
        status=answer.status,
        seconds=monotonic() - began,
        size=len(answer.body),
        begins=said[:SHOWN_OF_IT],
    )
    if asking.state != State.KNOWN:
        return asking, ""
    if not answer.is_whole:
        return replace(asking, state=State.ODD, why=_("The answer is larger than 256 KB.")), ""
    return _read(panel, said, asking), said


def _headers(panel: SidePanel) -> dict[str, str]:
    """How Pult shows who it is: as a bearer, or in the header that the other system wants."""
    headers = {"Accept": "application/json"}
    secret = unseal(panel.sealed_secret, purpose=SECRET_PURPOSE)
    if secret and panel.header and panel.header.lower() != "authorization":
        headers[panel.header] = secret
    elif secret:
        headers["Authorization"] = secret if " " in secret else f"Bearer {secret}"
    return headers


def _state_of(status: int) -> State:
    if status == 200:
        return State.KNOWN
    if status in {204, 404, 410}:
        return State.NOTHING
    if status in {401, 403}:
        return State.REFUSED
    return State.SILENT if status >= 500 or status == 429 else State.ODD


def _read(panel: SidePanel, said: str, asking: Asking) -> Asking:
    """What is shown of an answer; nothing of one that says nothing."""
    if not said:
        return replace(asking, state=State.NOTHING)
    try:
        shown = answers.shown(_parsed(said), panel.parts)
    except (ValueError, RecursionError):
        return replace(asking, state=State.ODD, why=_("The answer is no JSON."))
    return replace(asking, state=State.NOTHING if shown.is_nothing else State.KNOWN, shown=shown)


def _parsed(said: str) -> Any:
    return json.loads(said.removeprefix("\ufeff"))


def _keep(panel: SidePanel, about: About, digest: str, said: str, at: datetime) -> None:
    Answer.objects.update_or_create(
        panel=panel,
        digest=digest,
        defaults={
            "customer": about.customer,
            "said": said.replace("\x00", ""),
            "at": at,
            "expires_at": at + timedelta(minutes=panel.keeps_minutes),
        },
    )


def _judge(panel: SidePanel, asked: Asking, at: datetime) -> None:
    """Leave a system alone that has not answered several times; trust it again as soon as it does."""
    this = SidePanel.objects.filter(pk=panel.pk)
    if asked.state == State.SILENT:
        this.filter(failures__lt=1000).update(failures=F("failures") + 1)
        failures = this.values_list("failures", flat=True).first() or 0
        if failures >= PATIENCE:
            rest = min(FIRST_REST * 2 ** min(failures - PATIENCE, 10), LONGEST_REST)
            this.update(rests_until=at + rest)
    elif asked.state != State.BUSY:
        this.filter(failures__gt=0).update(failures=0, rests_until=None)
