"""Who may come into hiring."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from pult.foundation.web import Request
from pult.foundation.web.dispatch import View, signed_in

from .types import Right


def hiring(*rights: Right) -> Callable[[View], View]:
    """Only for people with one of these rights (any right of hiring when none is named): 403 for all others."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = cast("Request", request).actor
            if not any(actor.has(right) for right in rights or Right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return guard


RUNS = (Right.MANAGE, Right.RECRUIT)
