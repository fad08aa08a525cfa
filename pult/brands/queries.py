"""Which brands there are. They are asked for on every public page, so each process keeps them for a few seconds."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port

from pult.accounts import queries as accounts
from pult.foundation.text.tongues import said
from pult.ui.colours import shades_of

from .models import Brand
from .types import HOUSE

# So long another process may show what was changed here.
KEPT_SECONDS = 5.0


@dataclass(frozen=True)
class Held:
    """What this process knows."""

    brands: dict[int, Brand]
    by_host: dict[str, Brand]
    until: float


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What a brand puts on its mails."""

    name: str
    address: str
    fill: str
    on_fill: str
    ink: str
    logo: str
    imprints: dict[str, str]

    @property
    def imprint(self) -> str:
        """Its words at the foot, in the language in force."""
        return said(self.imprints)


class _Memory:
    held: Held | None = None


def house() -> Brand:
    """The brand of the house; its defaults before anybody has said how it looks."""
    return _held().brands.get(HOUSE) or Brand(pk=HOUSE)


def every() -> list[Brand]:
    """The house's first, then the others by their names."""
    others = [one for one in _held().brands.values() if not one.is_house]
    return [house(), *sorted(others, key=lambda one: (one.name.casefold(), one.pk))]


def is_several() -> bool:
    """Whether there is any beside the house's: nobody else needs to hear of brands at all."""
    return bool(_held().by_host)


def brand_of(pk: int | None) -> Brand:
    """The brand with this number; the house's for None, and for one that is gone."""
    return _held().brands.get(pk or HOUSE) or house()


def name_of(brand: Brand) -> str:
    """What customers call it; the house goes by its own name until it has chosen another one."""
    if brand.name:
        return brand.name
    return accounts.house_name()


def brand_at(host: str) -> Brand | None:
    """The brand beside the house's that is at home at this host, as a browser names it; None for every other host."""
    domain, _port = split_domain_port(host)
    return _held().by_host.get(domain.removesuffix(".")) if domain else None


def asked_at(pk: int | None) -> int | None:
    """The number of the brand for whoever reads there; None where there is but one, and nobody is asked which."""
    return brand_of(pk).pk if is_several() else None


def letterhead_of(pk: int | None) -> "Letterhead | None":
    """What a mail of this brand carries; none where there is but one brand."""
    if not is_several():
        return None
    brand = brand_of(pk)
    shades = shades_of(brand.colour)
    return Letterhead(
        name=name_of(brand),
        address=brand.address,
        fill=shades.fill if shades else "",
        on_fill=shades.on_fill if shades else "",
        ink=shades.ink if shades else "",
        logo=f"{brand.address}/hc/logo/{brand.logo.sha256[:12]}" if brand.logo else "",
        imprints=brand.imprints,
    )


def shown_by(request: HttpRequest) -> Brand:
    """The brand whose page this request asks for."""
    found: Brand | None = getattr(request, "at_brand", None)
    return found or house()


def hosts() -> Iterator[str]:
    """The hosts at which Pult answers beside its own."""
    yield from _held().by_host


def keep(brands: list[Brand], *, seconds: float = KEPT_SECONDS) -> Held:
    """Know these brands for a while."""
    _Memory.held = Held(
        brands={one.pk: one for one in brands},
        by_host={one.host: one for one in brands if one.host},
        until=time.monotonic() + seconds,
    )
    return _Memory.held


def forget() -> None:
    """Ask the database again when somebody wants to know."""
    _Memory.held = None


def _held() -> Held:
    held = _Memory.held
    if held is not None and time.monotonic() < held.until:
        return held
    try:
        return keep(list(Brand.objects.select_related("logo").order_by("pk")))
    except DatabaseError:
        # Whether Pult is well can be asked at any host, also while its database is away.
        return held or Held({}, {}, 0)
