"""Answers made smaller for those who say that they can open them."""

import gzip
import random
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

Next = Callable[[HttpRequest], HttpResponseBase]

# The first level gives most of what there is to gain, in half a millisecond for the longest list.
LEVEL = 1
LEAST_BYTES = 600
TEXTS = ("text/", "application/json", "image/svg+xml")
# A name of random length in the head of the archive, so that its size tells nothing about a secret in the page.
MOST_PADDING = 100


class Compression:
    """Packs pages, fragments and JSON; files and streams go as they are."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_worth_it(response):
            patch_vary_headers(response, ("Accept-Encoding",))
            if "gzip" in request.headers.get("Accept-Encoding", ""):
                response.content = _packed(response.content)
                response["Content-Encoding"] = "gzip"
                response["Content-Length"] = str(len(response.content))
        return response


def _is_worth_it(response: HttpResponse) -> bool:
    return (
        len(response.content) >= LEAST_BYTES
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith(TEXTS)
    )


def _packed(content: bytes) -> bytes:
    """The archive, with a name of random length in its head."""
    plain = gzip.compress(content, LEVEL, mtime=0)
    padding = b"a" * random.randint(1, MOST_PADDING)  # noqa: S311 - it hides a length, not a key
    return plain[:3] + b"\x08" + plain[4:10] + padding + b"\0" + plain[10:]
