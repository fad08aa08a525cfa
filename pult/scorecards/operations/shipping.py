"""The scorecards that every installation begins with."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.scorecards.content import content_from
from pult.scorecards.models import Scorecard, Version
from pult.skills.types import Source

from .publishing import publish_draft
from .writing import write

SHIPPED = Path(__file__).parents[1] / "ready"


@transaction.atomic
def renew_scorecards() -> int:
    """See that every ready scorecard is there, in this release's words where nobody wrote others. Counts new ones."""
    newest = {one.scorecard.key: one for one in _versions()}
    return sum(_renew(key, told, digest, newest.get(key)) for key, told, digest in _shipped())


@cache
def _shipped() -> tuple[tuple[str, dict[str, Any], str], ...]:
    files = [path.read_bytes() for path in sorted(SHIPPED.glob("*.toml"))]
    told = [(tomllib.loads(file.decode("utf-8")), hashlib.sha256(file).hexdigest()) for file in files]
    return tuple((one["key"], one, digest) for one, digest in sorted(told, key=lambda pair: pair[0]["order"]))


def _versions() -> list[Version]:
    rows = Version.objects.select_related("scorecard").order_by("scorecard", "-number")
    return list(rows.distinct("scorecard"))


def _renew(key: str, told: dict[str, Any], digest: str, newest: Version | None) -> bool:
    """Whoever has edited a scorecard, or begun to, keeps it as it is."""
    if newest is not None and (newest.shipped in {"", digest} or newest.is_draft):
        return False
    content = content_from(told)
    scorecard = (
        newest.scorecard
        if newest
        else Scorecard.objects.create(key=key, titles=content.titles, source=Source(told["source"]))
    )
    version = Version.objects.create(
        scorecard=scorecard,
        number=newest.number + 1 if newest else 1,
        titles=content.titles,
        intros=content.intros,
        made_by=SYSTEM.ref,
        shipped=digest,
    )
    write(version, content)
    publish_draft(version, by=SYSTEM, at=timezone.now())
    return newest is None
