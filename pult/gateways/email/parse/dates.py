"""The moment a mail says it was written."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from pult.gateways.email.parse.headers import text_of
from pult.gateways.email.parse.tree import FAULTS

ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
FARTHEST = timedelta(hours=24)


def read_date(value: str) -> datetime | None:
    """The date with its own offset; nothing where the header says nothing that is a date."""
    line = text_of(value)
    if not line:
        return None
    try:
        return by_standard(line) or by_iso(line)
    except FAULTS:
        return None


def by_standard(line: str) -> datetime | None:
    """RFC 5322 and the older forms the standard library knows."""
    parts = parsedate_tz(line)
    if parts is None or not 1970 <= parts[0] <= 9998:
        return None
    offset = timedelta(seconds=parts[9] or 0)
    zone = timezone(offset) if offset and abs(offset) < FARTHEST else UTC
    second = min(parts[5], 59)
    return datetime(*parts[:5], second, tzinfo=zone)


def by_iso(line: str) -> datetime | None:
    """Programs that write ISO 8601 where a mail date belongs."""
    match = ISO.search(line)
    if match is None:
        return None
    moment = datetime.fromisoformat(match[0].replace(" ", "T", 1).replace(" ", ""))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
