"""Giving files out: who may see one is answered by the context that it belongs to; browsers act on none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header, quote_etag

from pult.foundation.actors import Actor

from .models import StoredFile
from .operations import open_file

# A picture that is opened by itself can load, run and send nothing.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Browsers show a PDF in a viewer that is a world of its own, and refuse to do so in a sandbox.
PDF_POLICY = "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
DOWNLOAD_POLICY = "default-src 'none'; sandbox"
AN_HOUR = "private, max-age=3600"
NOT_AT_ALL = "private, no-store"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 64 * 1024

_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Named:
    """A stored file under the name that somebody gave it. What may have to vanish at once, no browser keeps."""

    file: StoredFile
    name: str
    may_be_cached: bool = True


@dataclass(frozen=True)
class Kind:
    """Something that carries a file, such as an attachment. `find` answers what this actor may see, else None.

    A context makes one where its application gets ready, as it does with live topics.
    """

    name: str
    find: Callable[[Actor, int], Named | None] = field(repr=False)

    def __post_init__(self) -> None:
        _kinds[self.name] = self

    def address(self, pk: int, name: str) -> str:
        """Where the file is read. The name is for people; it decides nothing."""
        return reverse("files:file", kwargs={"kind": self.name, "pk": pk, "name": name or "file"})


def find(actor: Actor, kind: str, pk: int) -> Named:
    """The file, if this actor may see it; 404 otherwise."""
    found = _kinds[kind].find(actor, pk) if kind in _kinds else None
    if found is None:
        raise Http404
    return found


def answer(request: HttpRequest, found: Named) -> HttpResponseBase:
    """The file as an answer: modest pictures and PDFs to look at, unless `?download`; everything else to keep.

    Whoever asks for a part of it, such as a player that jumps, gets that part.
    """
    tag = quote_etag(found.file.sha256)
    if request.headers.get("If-None-Match") == tag:
        return _guarded(HttpResponse(status=304), found, tag, shown=True)
    shown = found.file.can_be_shown and "download" not in request.GET
    kind = found.file.content_type if shown else _plain(found.file)
    asked = request.headers.get("Range", "")
    part = _part(asked, found.file.size) if request.headers.get("If-Range", tag) == tag else None
    response = _whole(found, kind) if part is None else _ranged(found, kind, part)
    response["Accept-Ranges"] = "bytes"
    return _guarded(response, found, tag, shown=shown)


def _whole(found: Named, kind: str) -> HttpResponseBase:
    response = FileResponse(open_file(found.file), content_type=kind)
    response["Content-Length"] = str(found.file.size)
    return response


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one behind the last; nothing of (0, 0) can be given; None when everything is meant."""
    match = RANGE.fullmatch(asked.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    begin = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if first and last and int(last) < begin:
        return None
    return (begin, end) if begin < end else (0, 0)


def _ranged(found: Named, kind: str, part: tuple[int, int]) -> HttpResponseBase:
    begin, end = part
    size = found.file.size
    if end == 0:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    stream = open_file(found.file)
    stream.seek(begin)
    response = StreamingHttpResponse(_pieces(stream, end - begin), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    response["Content-Length"] = str(end - begin)
    return response


def _pieces(stream: "File[Any]", left: int) -> Iterator[bytes]:
    with stream:
        while left and (piece := stream.read(min(left, PIECE))):
            left -= len(piece)
            yield piece


def _guarded(response: HttpResponseBase, found: Named, tag: str, *, shown: bool) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(not shown, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = AN_HOUR if found.may_be_cached else NOT_AT_ALL
    response["ETag"] = tag
    response["Content-Security-Policy"] = _policy(found.file, shown=shown)
    return response


def _policy(file: StoredFile, *, shown: bool) -> str:
    if not shown:
        return DOWNLOAD_POLICY
    return PDF_POLICY if file.content_type == "application/pdf" else PICTURE_POLICY


def _plain(file: StoredFile) -> str:
    """A download's type; nothing that a browser could take for a page."""
    kind = file.content_type
    return "application/octet-stream" if kind.startswith("text/html") or "xml" in kind else kind
