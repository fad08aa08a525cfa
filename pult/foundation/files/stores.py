"""Where file contents lie: a folder, or an S3-compatible store."""

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """A local folder in which a file is whole or not there, and stays there when the power fails."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's signature
        """Names are digests: the same name is the same content."""
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=target.parent, prefix=".fresh-")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(fresh).rename(target)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise
        settle(target.parent)
        return name


def settle(folder: Path) -> None:
    """Have the names in this folder stay when the power fails."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store(url: str, data: Path) -> dict[str, Any]:
    """Django's setting for the store: `s3://KEY:SECRET@host/bucket?region=eu-central-1`, or the data folder."""
    if not url:
        return {"BACKEND": "pult.foundation.files.stores.Folder", "OPTIONS": {"location": data / "files"}}
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"{'http' if query.get('tls') == 'no' else 'https'}://{host}",
            "bucket_name": parts.path.strip("/"),
            "region_name": query.get("region"),
            "default_acl": None,
            "file_overwrite": True,
            "querystring_auth": True,
        },
    }
