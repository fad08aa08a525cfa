"""How a model can be asked for an answer in a fixed shape, and every way in which asking can fail."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rung(TextChoices):
    """How an endpoint is held to a shape, the surest way first."""

    JSON_SCHEMA = "json_schema", _("A schema that the endpoint enforces")
    JSON_OBJECT = "json_object", _("JSON, with the schema in the request")
    TOOL = "tool", _("A tool call")
    PROMPTED = "prompted", _("Asked for in words, and repaired where needed")


class Failure(TextChoices):
    """Why there is no answer, as a person reads it."""

    WRONG_KEY = "wrong_key", _("The endpoint does not accept the key.")
    FORBIDDEN = "forbidden", _("The key may not use this model.")
    WRONG_ADDRESS = "wrong_address", _("There is no model endpoint at this address.")
    NOT_ALLOWED = "not_allowed", _("This address may not be called.")
    UNREACHABLE = "unreachable", _("Nobody answers at this address.")
    REDIRECT = "redirect", _("The endpoint points to another address. Enter the final address itself.")
    UNKNOWN_MODEL = "unknown_model", _("The endpoint does not know this model.")
    TOO_SLOW = "too_slow", _("The model took too long.")
    BUSY = "busy", _("The endpoint is busy or a quota is used up.")
    BROKEN = "broken", _("The endpoint reported a fault of its own.")
    CUT = "cut", _("The connection broke in the middle of the answer.")
    NOT_JSON = "not_json", _("The endpoint did not answer as a model does.")
    WRONG_SHAPE = "wrong_shape", _("The answer did not have the shape that was asked for.")
    TOO_LONG = "too_long", _("The answer became too long.")
    REFUSED = "refused", _("The model refused to answer.")
    REJECTED = "rejected", _("The endpoint did not accept the request.")
    UNCITED = "uncited", _("The answer was not covered by its sources.")
    NO_SOURCE = "no_source", _("There is nothing to answer from.")
    LIMIT = "limit", _("The monthly limit of cost is reached.")
    PAUSED = "paused", _("The model failed several times and is left alone for a while.")
    OFF = "off", _("The model is switched off.")
    NOT_INSTALLED = "not_installed", _("The part of Pult that talks to models is not installed.")
    LOST = "lost", _("The worker was stopped in the middle of it.")


# Worth another try a little later.
TEMPORARY: Final = frozenset(
    {Failure.UNREACHABLE, Failure.TOO_SLOW, Failure.BUSY, Failure.BROKEN, Failure.CUT}
)
# Says something about the endpoint rather than about one answer.
OF_ENDPOINT: Final = TEMPORARY | {
    Failure.WRONG_KEY,
    Failure.FORBIDDEN,
    Failure.WRONG_ADDRESS,
    Failure.NOT_ALLOWED,
    Failure.REDIRECT,
    Failure.UNKNOWN_MODEL,
    Failure.NOT_JSON,
}
# Another way of asking for the shape may still work.
OF_RUNG: Final = frozenset(
    {Failure.WRONG_SHAPE, Failure.REJECTED, Failure.BROKEN, Failure.TOO_LONG, Failure.REFUSED}
)
