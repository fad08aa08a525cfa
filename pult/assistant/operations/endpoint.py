"""Connecting a language model: where it is, what it is used for, whether it works."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.assistant.llm import addresses
from pult.assistant.models import ModelCall, ModelEndpoint, ModelText
from pult.assistant.models.endpoints import KEY_PURPOSE, ONLY
from pult.assistant.types import USES, Act, Use, UseRule
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.sealing import seal

from .asking import send_off

ABOUT = "model"


@transaction.atomic
def connect_model(
    *,
    address: str,
    model: str,
    by: Actor,
    key: str | None = None,
    prices: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0)),
    currency: str = "EUR",
    monthly_limit: Decimal | None = None,
    keeps_texts: bool = False,
    is_on: bool = False,
    at: datetime | None = None,
) -> ModelCall | None:
    """Say which model the house uses and what it costs. Where it is another one than before, it is tried out first."""
    at = at or timezone.now()
    _must_be_allowed(address)
    endpoint = ModelEndpoint.objects.select_for_update(no_key=True).filter(pk=ONLY).first() or ModelEndpoint()
    before = _told(endpoint) if endpoint.address else None
    # The key goes to nobody but the one for whom it was entered.
    moved = endpoint.address != address
    other = moved or endpoint.model != model or key is not None
    endpoint.address, endpoint.model = address, model
    endpoint.price_in, endpoint.price_out = prices
    endpoint.currency, endpoint.monthly_limit = currency, monthly_limit
    endpoint.keeps_texts, endpoint.is_on = keeps_texts, is_on
    if key is not None:
        endpoint.sealed_key = seal(key, purpose=KEY_PURPOSE) if key else ""
    elif moved:
        endpoint.sealed_key = ""
    if other:
        endpoint.rung, endpoint.probe, endpoint.probed_at = "", [], None
        endpoint.failures, endpoint.paused_until = 0, None
    endpoint.save()
    after = _told(endpoint) | ({"key": "***"} if key is not None else {})
    audit.record(Act.MODEL_CONNECTED, by=by, about=ABOUT, about_name=model, before=before, after=after, at=at)
    return try_model(by=by, at=at) if other else None


@transaction.atomic
def change_uses(rules: Mapping[Use, UseRule], *, by: Actor, at: datetime | None = None) -> None:
    """Say what the model is used for, and from which of it personal data are hidden."""
    endpoint = _endpoint()
    before = endpoint.uses
    endpoint.uses = {
        str(use): {"is_on": rules[use].is_on, "is_masked": rules[use].is_masked}
        for use in USES
        if use in rules
    }
    endpoint.save(update_fields=["uses"])
    audit.record(
        Act.MODEL_USES_CHANGED, by=by, about=ABOUT, about_name=endpoint.model, before=before,
        after=endpoint.uses, at=at,
    )  # fmt: skip


@transaction.atomic
def remove_model(*, by: Actor, at: datetime | None = None) -> None:
    """Use no model any more: its address and its key are forgotten, and so are the words of every question."""
    endpoint = _endpoint()
    audit.record(
        Act.MODEL_REMOVED, by=by, about=ABOUT, about_name=endpoint.model, before=_told(endpoint), at=at
    )
    endpoint.delete()
    ModelText.objects.all().delete()


@transaction.atomic
def try_model(*, by: Actor, at: datetime | None = None) -> ModelCall:
    """Find out whether the model answers, and how it is held to a shape; that is found out in the background."""
    endpoint = _endpoint()
    return send_off(Use.TEST, endpoint=endpoint, by=by, at=at or timezone.now())


def _endpoint() -> ModelEndpoint:
    endpoint = ModelEndpoint.objects.select_for_update(no_key=True).filter(pk=ONLY).first()
    if endpoint is None:
        raise Invalid(_("No model is connected."))
    return endpoint


def _must_be_allowed(address: str) -> None:
    try:
        addresses.check(address)
    except ValidationError as error:
        raise Invalid(error.messages[0]) from error


def _told(endpoint: ModelEndpoint) -> dict[str, Any]:
    """What the audit log keeps; never the key."""
    limit = endpoint.monthly_limit
    return {
        "address": endpoint.address,
        "model": endpoint.model,
        "price_in": str(endpoint.price_in),
        "price_out": str(endpoint.price_out),
        "currency": endpoint.currency,
        "monthly_limit": None if limit is None else str(limit),
        "keeps_texts": endpoint.keeps_texts,
        "is_on": endpoint.is_on,
    }
