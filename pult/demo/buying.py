"""The shop of Kettle & Co., as a system of its own: what it knows of a buyer, and the panels that show it at the desk.

It is made up from the address alone, so that the same buyer has bought the same things each time somebody looks.
"""

import hashlib
import hmac
import random
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from pult.customers.models import Identity
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.panels import operations as panels
from pult.panels.operations import Wanted
from pult.panels.types import Kind, Piece, Shape

from .queries import PRICES
from .wording import PRODUCTS

STATES: Final = (("delivered", "good"), ("on its way", "info"), ("returned", "warn"))


def secret() -> str:
    """What the desk shows to the shop; each installation has another one."""
    return hmac.new(settings.SECRET_KEY.encode(), b"demo.shop", hashlib.sha256).hexdigest()


def is_ours(header: str) -> bool:
    """Whether it is the desk that asks."""
    return hmac.compare_digest(header.encode(), f"Bearer {secret()}".encode())


def orders_of(email: str) -> dict[str, Any] | None:
    """What a buyer has bought; nothing of somebody who has never written."""
    value = email.strip().casefold()
    if not Identity.objects.filter(kind=IdentityKind.EMAIL, value=value).exists():
        return None
    dice = random.Random(value)
    today = timezone.localdate()
    orders = [_order(dice, today - timedelta(days=30 * number + dice.randint(2, 28))) for number in range(3)]
    return {
        "customer": {
            "number": f"K{dice.randint(10_000, 99_999)}",
            "points": dice.randint(0, 900),
            "since": (today - timedelta(days=dice.randint(200, 2000))).isoformat(),
            "level": {"text": "Gold", "tone": "warn"} if dice.random() < 0.3 else {"text": "Silver"},
        },
        "orders": orders,
    }


def _order(dice: random.Random, day: Any) -> dict[str, Any]:
    which = dice.randrange(len(PRICES))
    state, tone = dice.choice(STATES)
    return {
        "number": str(dice.randint(100_000, 999_999)),
        "day": day.isoformat(),
        "what": PRODUCTS[which],
        "total": {"amount": PRICES[which], "currency": "EUR"},
        "state": {"text": state, "tone": tone},
    }


def show_the_shop() -> None:
    """A look-up of the last orders, and a link to the buyer in the shop."""
    shop = f"{settings.APP_URL}{{0}}?email={{{{customer.email}}}}"
    pieces = [
        Piece(label="Customer number", where="customer.number"),
        Piece(label="Points", where="customer.points", shape=Shape.NUMBER),
        Piece(label="Level", where="customer.level", shape=Shape.BADGE),
        Piece(label="Order", where="orders[].number"),
        Piece(label="Day", where="orders[].day", shape=Shape.DATE),
        Piece(label="Total", where="orders[].total", shape=Shape.MONEY),
        Piece(label="State", where="orders[].state", shape=Shape.BADGE),
    ]
    asked = Wanted(
        name="Orders in the shop", address=shop.format(reverse("demo:orders")), secret=secret(), pieces=pieces
    )
    panels.add_panel(Kind.LOOKUP, wanted=asked, by=SYSTEM)
    opened = Wanted(name="Customer in the shop", address=shop.format(reverse("demo:buyer")))
    panels.add_panel(Kind.LINK, wanted=opened, by=SYSTEM)
