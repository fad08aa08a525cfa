"""Who calls: a bearer token stands for its person, with the rights that its scopes leave."""

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from pult.accounts import operations as accounts
from pult.foundation.actors import Actor
from pult.foundation.web import Request


class Token(HttpBearer):
    """`Authorization: Bearer …`, as `pult token create` and the profile page issue them."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor behind the token; None refuses with 401."""
        bearer = accounts.use_token(token)
        if bearer is None:
            return None
        cast("Request", request).actor = bearer.actor
        return bearer.actor
