"""What every address of the API shares: the caller, their rights, a page of rows, acting once."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import AfterValidator, BaseModel

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.web import Page, Request, keyset_page

from .operations import Answer, once

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
LONGEST_KEY = 120
MOST_ROWS = 200


class Problem(Schema):
    """What went wrong, for people and for programs."""

    code: str
    message: str
    fields: list[dict[str, str]] | None = None


class Error(Schema):
    """The one shape of every refusal."""

    error: Problem


class Listing(Schema, Generic[T]):
    """Some rows, and the cursors of the pages beside them."""

    items: list[T]
    next: str | None = None
    previous: str | None = None


REFUSALS: dict[Any, Any] = {401: Error, 403: Error, 404: Error, 409: Error, 422: Error}


def actor_of(request: HttpRequest) -> Actor:
    """Who calls."""
    return cast("Request", request).actor


def require(request: HttpRequest, right: str) -> Actor:
    """The caller, if they have this right; 403 otherwise."""
    actor = actor_of(request)
    if not actor.has(right):
        raise PermissionDenied
    return actor


def listing(
    query: "models.QuerySet[M]",
    order: Sequence[str],
    show: Callable[[M], BaseModel],
    *,
    cursor: str | None,
    limit: int,
    beside: Callable[[Sequence[M]], list[dict[str, Any]]] | None = None,
) -> HttpResponse:
    """One page of the query, each row shown; `cursor` is what an earlier page gave as `next` or `previous`.

    `beside` tells for all rows at once what else is shown of each.

    What was read from the database is not checked a second time against its own shape: that took half of the answer.
    """
    page = keyset_page(query, order, **places(cursor, limit))
    items = [show(row).model_dump() for row in page.rows]
    if beside is not None:
        items = [item | more for item, more in zip(items, beside(page.rows), strict=True)]
    return listed(items, page)


def places(cursor: str | None, limit: int) -> dict[str, Any]:
    """Where a page begins and how long it is, in the words of what is asked for pages."""
    turned, _, key = (cursor or "").partition(".")
    place = {"after": key} if turned == "n" else {"before": key} if turned == "p" else {}
    if cursor and not place:
        raise Invalid("This cursor is damaged.")
    return {"size": max(1, min(limit, MOST_ROWS)), **place}


def listed(items: Sequence[dict[str, Any]], page: Page[Any]) -> HttpResponse:
    """A page that was made elsewhere, with the cursors of the pages beside it."""
    return JsonResponse(
        {
            "items": list(items),
            "next": page.after and f"n.{page.after}",
            "previous": page.before and f"p.{page.before}",
        },
        encoder=NinjaJSONEncoder,
    )


def act_once(request: HttpRequest, act: Callable[[], tuple[int, BaseModel]]) -> HttpResponse:
    """Act, once for an Idempotency-Key if the request carries one; the answer says when it is a repeat."""

    def run() -> Answer:
        status, shown = act()
        return Answer(status, shown.model_dump(mode="json"))

    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise Invalid("An Idempotency-Key has at most 120 characters.")
    if not key:
        answer = run()
    else:
        said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
        answer = once(actor_of(request), key=key, request=said, act=run)
    headers = {"Idempotent-Replayed": "true"} if answer.is_repeat else {}
    return JsonResponse(answer.body, status=answer.status, headers=headers)


def _mail_address(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError as error:
        raise ValueError("This is not a mail address.") from error
    return value


MailAddress = Annotated[str, AfterValidator(_mail_address)]
