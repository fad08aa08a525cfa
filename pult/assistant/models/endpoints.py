"""The language model that the house uses, if it uses one."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.assistant.llm.port import Endpoint
from pult.assistant.llm.types import Failure, Rung
from pult.assistant.types import Currency, Right, Use, UseRule
from pult.foundation.actors import Actor
from pult.foundation.sealing import unseal

ONLY: Final = 1
KEY_PURPOSE: Final = "model key"
PER: Final = Decimal(1_000_000)


class ModelEndpointQuerySet(models.QuerySet["ModelEndpoint"]):
    """Phrases about the model."""

    def visible_to(self, actor: Actor) -> "ModelEndpointQuerySet":
        """For those who connect it."""
        return self if actor.has(Right.MODEL) else self.none()

    def ready(self) -> "ModelEndpointQuerySet":
        """Switched on, and found to work."""
        return self.filter(is_on=True).exclude(rung="")


class ModelEndpoint(models.Model):
    """Where it is, what it costs, what it is used for, and what the probe has found. There is one at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    address = models.CharField(_("Address"), max_length=300)
    model = models.CharField(_("Model"), max_length=120)
    sealed_key = models.TextField(blank=True)
    currency = models.CharField(_("Currency"), max_length=3, choices=Currency.choices, default=Currency.EUR)
    price_in = models.DecimalField(
        _("Price of a million tokens read"),
        max_digits=10, decimal_places=4, default=Decimal(0), validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    price_out = models.DecimalField(
        _("Price of a million tokens written"),
        max_digits=10, decimal_places=4, default=Decimal(0), validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    monthly_limit = models.DecimalField(
        _("Limit of cost in a month"),
        max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    is_on = models.BooleanField(_("Use the model"), default=False)
    keeps_texts = models.BooleanField(
        _("Keep what was sent and answered, with personal data hidden"), default=False
    )
    uses = models.JSONField(default=dict)
    rung = models.CharField(max_length=12, choices=Rung.choices, blank=True)
    probe = models.JSONField(default=list)
    probed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)

    objects = ModelEndpointQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="model_endpoint_is_the_only_one", condition=Q(id=ONLY))]

    def __str__(self) -> str:
        return self.model

    @property
    def whole(self) -> Endpoint:
        """The endpoint as the port takes it, with its key."""
        return Endpoint(
            address=self.address,
            key=unseal(self.sealed_key, purpose=KEY_PURPOSE),
            model=self.model,
            rung=Rung(self.rung or Rung.JSON_SCHEMA),
        )

    @property
    def is_ready(self) -> bool:
        """Switched on, and found to work."""
        return self.is_on and bool(self.rung)

    def rule_for(self, use: Use) -> UseRule:
        """How the model is used for something."""
        kept: dict[str, Any] = self.uses.get(use, {})
        return UseRule(is_on=bool(kept.get("is_on", False)), is_masked=bool(kept.get("is_masked", True)))

    def serves(self, use: Use) -> bool:
        """Whether it may be asked for this now."""
        return self.is_ready and self.rule_for(use).is_on

    def is_paused(self, at: datetime) -> bool:
        """Whether it is left alone after failing several times."""
        return self.paused_until is not None and at < self.paused_until

    def cost_of(self, tokens_in: int, tokens_out: int) -> Decimal:
        """What so many tokens cost."""
        cost = (self.price_in * tokens_in + self.price_out * tokens_out) / PER
        return cost.quantize(Decimal("0.000001"))

    @property
    def findings(self) -> list[tuple[str, str]]:
        """Each rung that was tried, and why it does not hold; empty when it does."""
        return [
            (str(Rung(one["rung"]).label), str(Failure(one["failure"]).label) if one["failure"] else "")
            for one in self.probe
        ]
