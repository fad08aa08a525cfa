"""`/files/…`: stored files for those who may see them."""

from django.http.response import HttpResponseBase

from pult.foundation.web import Request

from . import serving


def read_file(request: Request, kind: str, pk: int, name: str) -> HttpResponseBase:  # noqa: ARG001 - the name is for people
    """A file that belongs to something the actor may see."""
    return serving.answer(request, serving.find(request.actor, kind, pk))
