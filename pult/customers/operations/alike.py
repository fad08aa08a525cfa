"""Finding customers who may be the same person, by keys that two records of one person would share."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers.errors import CannotMerge
from pult.customers.models import Alike, Customer, Pair
from pult.customers.types import IdentityKind, Likeness, Verdict
from pult.foundation.actors import Actor
from pult.foundation.text.folding import fold

# A key that so many share tells nothing about any two of them.
COMMON: Final = 6
SHORTEST_LOCAL: Final = 6
SHORTEST_NUMBER: Final = 8
COMPARED_DIGITS: Final = 8
AT_ONCE: Final = 5_000
# Who reads such a mailbox is anybody.
EVERYBODYS: Final = frozenset(
    (
        "admin", "administrator", "billing", "contact", "customer", "hello", "info", "kontakt", "mailbox",
        "marketing", "noreply", "office", "orders", "podrska", "prodaja", "racuni", "racunovodstvo", "reception",
        "sales", "service", "shop", "support", "ured", "webmaster",
    )
)  # fmt: skip
STRENGTH: Final = (Likeness.ALIAS, Likeness.PHONE, Likeness.NAME, Likeness.LOCAL)


def keys_of(customer: Customer) -> set[tuple[str, str]]:
    """The keys by which a customer is compared."""
    found = set(_keys_of_name(customer))
    for identity in customer.identities.all():
        if identity.kind == IdentityKind.EMAIL:
            found.update(_keys_of_address(identity.value))
        elif identity.kind == IdentityKind.PHONE:
            digits = re.sub(r"\D", "", identity.value)
            if len(digits) >= SHORTEST_NUMBER:
                found.add((Likeness.PHONE, digits[-COMPARED_DIGITS:]))
    return found


@transaction.atomic
def compare(customer: Customer, *, at: datetime | None = None) -> int:
    """Write down who may be the same person as this customer; returns how many are open."""
    keys = set() if customer.is_apart or customer.merged_into_id else keys_of(customer)
    Alike.objects.filter(customer=customer).delete()
    Alike.objects.bulk_create(
        [Alike(customer=customer, kind=kind, key=key[:200]) for kind, key in sorted(keys)],
        ignore_conflicts=True,
    )
    found = _alike(customer, keys)
    either = Q(first=customer) | Q(second=customer)
    stale = Pair.objects.open().filter(either).exclude(Q(first__in=found) | Q(second__in=found))
    stale.delete()
    Pair.objects.bulk_create(
        [
            Pair(
                first_id=min(customer.pk, other),
                second_id=max(customer.pk, other),
                likeness=likeness,
                found_at=at or timezone.now(),
            )
            for other, likeness in found.items()
        ],
        ignore_conflicts=True,
    )
    return len(found)


def compare_the_rest(*, most: int = AT_ONCE) -> int:
    """Compare customers who never were, as after an update; returns how many."""
    never = ~Exists(Alike.objects.filter(customer=OuterRef("pk")))
    reachable = Customer.objects.filter(never, is_apart=False, merged_into=None, identities__isnull=False)
    found = list(reachable.order_by("pk").distinct()[:most])
    for customer in found:
        compare(customer)
    return len(found)


@transaction.atomic
def keep_apart(pair: Pair, *, by: Actor) -> None:
    """Say that two customers are not the same person; they are not offered again."""
    still = Pair.objects.open().filter(pk=pair.pk)
    if not still.update(verdict=Verdict.APART, person_id=by.person_id or None):
        raise CannotMerge(_("Somebody has decided about these two already."))


def _alike(customer: Customer, keys: set[tuple[str, str]]) -> dict[int, str]:
    """The others who share a key that is not everybody's, each with the strongest reason."""
    found: dict[int, str] = {}
    for kind, key in sorted(keys, key=lambda one: STRENGTH.index(Likeness(one[0])), reverse=True):
        same = Alike.objects.filter(kind=kind, key=key[:200]).exclude(customer=customer)
        others = list(same.values_list("customer", flat=True)[:COMMON])
        if len(others) < COMMON:
            found.update(dict.fromkeys(others, kind))
    return found


def _keys_of_name(customer: Customer) -> Iterator[tuple[str, str]]:
    words = sorted(fold(word) for word in re.findall(r"\w+", customer.name))
    if len(words) > 1 and customer.company_id is not None:
        yield Likeness.NAME, f"{customer.company_id} {' '.join(words)}"


def _keys_of_address(address: str) -> Iterator[tuple[str, str]]:
    local, _at, domain = address.rpartition("@")
    bare = local.partition("+")[0].replace(".", "")
    if bare and domain and bare not in EVERYBODYS:
        yield Likeness.ALIAS, f"{bare}@{domain}"
        if len(bare) >= SHORTEST_LOCAL:
            yield Likeness.LOCAL, bare
