"""Who may come into hiring: for those without any of its rights it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from pult.foundation.actors import Actor
from pult.foundation.web import Request
from pult.foundation.web.dispatch import View, signed_in

from .types import Right


def takes_part(actor: Actor) -> bool:
    """Whether this person has anything to do with hiring."""
    return any(actor.has(right) for right in Right)


def hiring(*rights: Right) -> Callable[[View], View]:
    """Only for people with one of these rights (any right of hiring when none is named).

    404 for those who have nothing to do with hiring, 403 for those who have but may not do this.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = cast("Request", request).actor
            if not takes_part(actor):
                raise Http404
            if rights and not any(actor.has(right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return guard


RUNS = (Right.MANAGE, Right.RECRUIT)
