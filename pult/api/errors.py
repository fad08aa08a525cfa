"""One shape for everything that goes wrong: `{"error": {"code", "message", "fields"}}`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from pult.conversations.errors import FieldsMissing
from pult.fields.errors import UnknownField, WrongValue
from pult.foundation.errors import DomainError


def install(api: NinjaAPI) -> None:
    """Answer every refusal in the one shape."""

    def answer(request: HttpRequest, status: int, code: str, message: str, **more: Any) -> HttpResponse:
        return api.create_response(
            request, {"error": {"code": code, "message": message, **more}}, status=status
        )

    @api.exception_handler(DomainError)
    def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
        fields = [{"path": f"fields.{key}", "message": str(error)} for key in _keys_of(error)]
        more = {"fields": fields} if fields else {}
        return answer(request, error.status, error.code, str(error), **more)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [{"path": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors]
        return answer(request, 422, "invalid", _("Some of the values do not fit."), fields=fields)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, "not_authenticated", _("Send a valid token as Authorization: Bearer …"))

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
        return answer(request, 403, "forbidden", _("This token may not do that."))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", _("There is nothing here that this token may see."))

    @api.exception_handler(HttpError)
    def malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, "bad_request", str(error))


def _keys_of(error: DomainError) -> list[str]:
    """Which fields of one's own a refusal is about."""
    if isinstance(error, FieldsMissing | UnknownField):
        return error.keys
    return [error.key] if isinstance(error, WrongValue) else []
