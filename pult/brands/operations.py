"""Verbs about brands."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.files import operations as files

from . import queries
from .errors import InUse
from .models import Brand
from .types import HOUSE, Act


@transaction.atomic
def open_brand(name: str, *, host: str, by: Actor, logo: bytes | None = None, **values: Any) -> Brand:
    """Open a brand beside the house's, at an address of its own."""
    Brand.objects.get_or_create(pk=HOUSE)
    brand = Brand.objects.create(name=name, host=host.strip().casefold(), **values, **_logo(logo))
    record(Act.OPENED, by=by, about=f"brand:{brand.pk}", after={"name": name, "host": brand.host})
    _forget()
    return brand


@transaction.atomic
def change_brand(brand: Brand, *, by: Actor, logo: bytes | None = None, **values: Any) -> Brand:
    """Choose the name, the address, the look, the words and the languages of a brand; an empty logo takes it away."""
    changed = {**values, **_logo(logo)}
    kept, _made = Brand.objects.update_or_create(pk=brand.pk, defaults=changed)
    after = {"changed": sorted(changed)} | ({} if brand.is_house else {"host": kept.host})
    record(Act.CHANGED, by=by, about=f"brand:{brand.pk}", after=after)
    _forget()
    return kept


@transaction.atomic
def remove_brand(brand: Brand, *, by: Actor) -> None:
    """Remove a brand to which nothing belongs any more; the house's stays."""
    if brand.is_house:
        raise InUse(_("The brand of the house stays."))
    about, before = f"brand:{brand.pk}", {"name": brand.name, "host": brand.host}
    try:
        Brand.objects.filter(pk=brand.pk).delete()
    except ProtectedError as refusal:
        raise InUse(_("Something still belongs to this brand. Give it to another one first.")) from refusal
    record(Act.REMOVED, by=by, about=about, before=before)
    _forget()


def change_house(*, by: Actor, logo: bytes | None = None, **values: Any) -> Brand:
    """Choose how the house itself looks to its customers."""
    return change_brand(Brand(pk=HOUSE), by=by, logo=logo, **values)


def _logo(content: bytes | None) -> dict[str, Any]:
    if content is None:
        return {}
    return {"logo": files.keep(content, content_type="application/octet-stream") if content else None}


def _forget() -> None:
    """What is known of brands is out of date: at once for whoever goes on here, and when all can see it."""
    forget: Callable[[], None] = queries.forget
    forget()
    transaction.on_commit(forget)
