"""What the pages of the language model show."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.assistant import llm, queries
from pult.assistant.llm.addresses import is_near
from pult.assistant.model_forms import EndpointForm, LogForm, UsesForm
from pult.assistant.models import ModelCall, ModelEndpoint
from pult.assistant.types import CallState, Use
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor

TONES = {CallState.DONE: "good", CallState.FAILED: "late", CallState.STOPPED: "neutral"}


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the model."""
    found = [("model", _("Connection")), ("model_log", _("Log and cost"))]
    return [
        {"text": text, "href": reverse(f"assistant:{name}"), "current": name == here} for name, text in found
    ]


def settings(
    actor: Actor, *, at: datetime, form: EndpointForm | None = None, uses: UsesForm | None = None
) -> dict[str, Any]:
    """The connection: whether it works, where it is, what it is used for."""
    endpoint = ModelEndpoint.objects.visible_to(actor).first()
    last = queries.last_test(actor) if endpoint else None
    return {
        "tabs": tabs("model"),
        "is_installed": llm.is_installed(),
        "endpoint": endpoint,
        "is_near": endpoint is not None and is_near(_host(endpoint.address)),
        "is_paused": endpoint is not None and endpoint.is_paused(at),
        "test": last,
        "spent": queries.spent_in(queries.month_of(at)),
        "form": form or EndpointForm(instance=endpoint),
        "uses": uses or (UsesForm(endpoint=endpoint) if endpoint else None),
    }


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]


def log(actor: Actor, *, at: datetime, asked: dict[str, str]) -> dict[str, Any]:
    """What was asked, and what it has cost."""
    form = LogForm(asked)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = queries.calls_page(actor, **chosen, after=asked.get("after"), before=asked.get("before"))
    endpoint = ModelEndpoint.objects.visible_to(actor).first()
    filters = {name: value for name, value in chosen.items() if value}
    return {
        "tabs": tabs("model_log"),
        "form": form,
        "page": page,
        "rows": [{"call": one, "tone": TONES.get(CallState(one.state), "accent")} for one in page.rows],
        "newer": _address(filters, "before", page.before),
        "older": _address(filters, "after", page.after),
        "by_use": queries.cost_by_use(at=at),
        "by_day": queries.cost_by_day(at=at),
        "by_month": queries.cost_by_month(),
        "currency": endpoint.currency if endpoint else "",
        "limit": endpoint.monthly_limit if endpoint else None,
        "spent": queries.spent_in(queries.month_of(at)),
    }


def _address(filters: dict[str, str], way: str, cursor: str | None) -> str:
    return f"?{urlencode({**filters, way: cursor})}" if cursor else ""


def panel(conversation: Conversation, actor: Actor) -> dict[str, Any]:
    """What an agent can ask the model for beside a conversation; without uses nothing is shown."""
    uses = queries.desk_uses()
    spoken = conversation.language if conversation.language in Language.values else ""
    calls = ModelCall.objects.asked_by(actor).filter(conversation=conversation).going_on()
    return {
        "uses": [str(use) for use in uses],
        "languages": Language.choices,
        "spoken": spoken,
        "going_on": list(calls.order_by("-pk")[:1]) if uses else [],
    }


def answer(call: ModelCall) -> dict[str, Any]:
    """A question and, once it is there, its answer."""
    text = getattr(call, "text", None)
    told = text.told if text is not None and call.state == CallState.DONE else None
    return {
        "call": call,
        "told": told,
        "whole": _whole(call, told),
        "template": f"assistant/model_{call.use}.html",
    }


def _whole(call: ModelCall, told: dict[str, Any] | None) -> str:
    """The answer as it is put into the reply."""
    if not told:
        return ""
    match call.use:
        case Use.DRAFT:
            return "\n\n".join(str(one["text"]) for one in told["paragraphs"])
        case Use.TRANSLATION:
            return str(told["text"])
        case _:
            return ""
