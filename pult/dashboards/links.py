"""The link in a report's mail with which its reader stops it without signing in."""

from django.core import signing

from .models import Reader

SALT = "dashboards.stop"


def stop_token(reader: Reader) -> str:
    """Names one reader of one report, and cannot be made by anybody else."""
    return signing.dumps(reader.pk, salt=SALT)


def reader_of(token: str) -> Reader | None:
    """Whose report a link stops."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found: Reader | None = Reader.objects.filter(pk=pk).select_related("mailing", "person").first()
    return found
