"""Visitors: welcome them, know them again, note what they look at, invite and block them."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers import operations as customers
from pult.customers.errors import BelongsToAnother
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.foundation import live
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.events import publish
from pult.gateways.chat.errors import Blocked, Invalid
from pult.gateways.chat.events import VisitorBlocked, VisitorUnblocked
from pult.gateways.chat.identity import Claim
from pult.gateways.chat.models import Block, PageView, Visit, Visitor, Widget
from pult.gateways.chat.types import BlockKind

HERE_FOR = timedelta(seconds=75)
AWAY_AFTER = timedelta(seconds=45)
A_VISIT = timedelta(minutes=30)
MOST_PAGES = 200
LISTED = "visitors:0"
BLOCKS: KeptModels[Block] = KeptModels()


@transaction.atomic
def welcome(
    widget: Widget,
    *,
    key: UUID | None = None,
    claim: Claim | None = None,
    language: str = "",
    browser: str = "",
    address: str = "",
    at: datetime | None = None,
) -> Visitor:
    """Know a visitor again by the key in their browser, or by the website's word; somebody new is written down."""
    at = at or timezone.now()
    must_not_be_blocked(address=address, at=at)
    known = Visitor.objects.filter(widget=widget, key=key).first() if key else None
    if known is not None and known.verified_id not in {claim.id if claim else "", ""}:
        # Whoever sits here now is not who was vouched for; what that one said is none of their business.
        known = None
    visitor = known or Visitor(widget=widget, first_seen_at=at)
    must_not_be_blocked(visitor=visitor, at=at)
    visitor.blocked_at = None  # whatever block there was has run out
    if visitor.here_until is None or visitor.here_until < at:
        visitor.came_at = at
    visitor.language, visitor.agent = language[:10] or visitor.language, browser[:200]
    visitor.address, visitor.last_seen_at, visitor.here_until = address or None, at, at + HERE_FOR
    visitor.save()
    if claim is not None and claim.id != visitor.verified_id:
        _recognise(visitor, claim, at=at)
    live.announce(LISTED, f"visiting:{visitor.pk}")
    return visitor


def must_not_be_blocked(
    *, visitor: Visitor | None = None, address: str = "", at: datetime | None = None
) -> None:
    """Refuse somebody who may not chat."""
    who = str(visitor.pk) if visitor is not None and visitor.pk else ""
    if (address or who) and BLOCKS.first(
        "blocks", _blocks, {"address": address, "visitor": who, "at": at or timezone.now()}
    ):
        raise Blocked(_("You cannot write to us here at the moment."))


def _blocks(slots: Mapping[str, Any]) -> QuerySet[Block]:
    """Those that stand and name this address or this visitor; no block names nobody."""
    by_address = Q(kind=BlockKind.ADDRESS, value=slots["address"])
    by_visitor = Q(kind=BlockKind.VISITOR, value=slots["visitor"])
    standing = Block.objects.filter(Q(until=None) | Q(until__gt=slots["at"]))
    return standing.filter(by_address | by_visitor)


def _recognise(visitor: Visitor, claim: Claim, *, at: datetime) -> None:
    """The website has said who this is: their history follows them to this browser."""
    visitor.verified_id = claim.id
    visitor.name, visitor.email = claim.name or visitor.name, claim.email or visitor.email
    visitor.customer = _customer_of(visitor, claim, at=at)
    visitor.save(update_fields=["verified_id", "name", "email", "customer"])


def _customer_of(visitor: Visitor, claim: Claim, *, at: datetime) -> Customer:
    proved = claim.email if claim.is_address_proved and "@" in claim.email else ""
    name = claim.name or proved
    if not proved:
        return customers.identify(
            IdentityKind.VISITOR, identity_of(visitor), name=name, language=visitor.language, by=SYSTEM, at=at
        )
    customer = customers.identify(
        IdentityKind.EMAIL, proved, name=name, language=visitor.language, by=SYSTEM, at=at
    )
    # It is theirs already, or they came before their address was known.
    with suppress(BelongsToAnother):
        customers.add_identity(customer, IdentityKind.VISITOR, identity_of(visitor), by=SYSTEM, at=at)
    return customer


def identity_of(visitor: Visitor) -> str:
    """What the customers' list knows a visitor by."""
    if visitor.is_verified:
        return f"user:{visitor.widget_id}:{visitor.verified_id}"
    return f"visitor:{visitor.key.hex}"


def renew_key(visitor: Visitor) -> None:
    """Forget a browser: the key that it kept, and every copy of it, opens nothing any more."""
    visitor.key = uuid4()
    Visitor.objects.filter(pk=visitor.pk).update(key=visitor.key)


@transaction.atomic
def describe(
    visitor: Visitor,
    *,
    name: str = "",
    email: str = "",
    label: str | None = None,
    attributes: dict[str, str] | None = None,
) -> None:
    """Write down what a visitor, or the page they are on, says of them; it is not proof of anything."""
    visitor.name, visitor.email = name[:160] or visitor.name, email[:254] or visitor.email
    visitor.label = visitor.label if label is None else label[:40]
    if attributes is not None:
        visitor.attributes = {**visitor.attributes, **attributes}
    visitor.save(update_fields=["name", "email", "label", "attributes"])


@transaction.atomic
def note_page(
    visitor: Visitor, *, address: str, title: str = "", referrer: str = "", at: datetime | None = None
) -> PageView | None:
    """Note which page somebody looks at, if they have agreed to that and the widget asks for it."""
    at = at or timezone.now()
    if not (visitor.has_agreed and visitor.widget.keeps_trail):
        return None
    visit = visitor.visits.filter(last_at__gt=at - A_VISIT).order_by("-pk").first()
    if visit is None:
        visit = Visit.objects.create(visitor=visitor, began_at=at, last_at=at, referrer=referrer[:500])
        Visitor.objects.filter(pk=visitor.pk).update(visit_count=F("visit_count") + 1)
    Visit.objects.filter(pk=visit.pk).update(last_at=at)
    latest = visit.pages.order_by("-pk").first()
    if (latest is not None and latest.address == address) or visit.pages.count() >= MOST_PAGES:
        return latest
    live.announce(LISTED, f"visiting:{visitor.pk}")
    return PageView.objects.create(visit=visit, address=address[:500], title=title[:200], at=at)


@transaction.atomic
def agree(visitor: Visitor, *, to_trail: bool) -> None:
    """Note that a visitor lets their pages be noted; taking it back erases what was noted."""
    visitor.has_agreed = to_trail
    visitor.save(update_fields=["has_agreed"])
    if not to_trail:
        visitor.visits.all().delete()


def note_here(visitors: Iterable[int], *, at: datetime | None = None) -> None:
    """These are still on a page; one statement for all of them."""
    at = at or timezone.now()
    Visitor.objects.filter(pk__in=list(visitors)).update(here_until=at + HERE_FOR, last_seen_at=at)


def note_gone(visitors: Iterable[int], *, at: datetime | None = None) -> None:
    """The last page of these visitors is closed; they have a moment to come to the next one."""
    at, gone = at or timezone.now(), list(visitors)
    Visitor.objects.filter(pk__in=gone).update(here_until=at + AWAY_AFTER)
    live.announce(LISTED, *(f"visiting:{key}" for key in gone))


@transaction.atomic
def invite(visitor: Visitor, *, by: Actor, text: str, at: datetime | None = None) -> None:
    """Offer help to somebody who is on a page now."""
    at = at or timezone.now()
    words = text.strip()
    if not words:
        raise Invalid(_("There is nothing to send yet."))
    said = {"text": words[:500], "name": by.name, "at": at.isoformat()}
    Visitor.objects.filter(pk=visitor.pk).update(invitation=said)
    live.announce(LISTED, f"visitor:{visitor.pk}")


@transaction.atomic
def block(
    visitor: Visitor,
    *,
    by: Actor,
    reason: str = "",
    with_address: bool = False,
    until: datetime | None = None,
    at: datetime | None = None,
) -> None:
    """Let a visitor chat no more, on wish nobody from their network address either."""
    at = at or timezone.now()
    values = {BlockKind.VISITOR: str(visitor.pk)}
    if with_address and visitor.address:
        values[BlockKind.ADDRESS] = str(visitor.address)
    for kind, value in values.items():
        Block.objects.update_or_create(
            kind=kind,
            value=value,
            defaults={
                "visitor": visitor, "reason": reason[:200], "by_name": by.name[:160], "at": at, "until": until
            },
        )  # fmt: skip
    Visitor.objects.filter(pk=visitor.pk).update(blocked_at=at)
    publish(VisitorBlocked(visitor_id=visitor.pk, reason=reason[:200], by=by.ref, at=at))
    live.announce(LISTED, f"visiting:{visitor.pk}")


@transaction.atomic
def unblock(visitor: Visitor, *, by: Actor, at: datetime | None = None) -> None:
    """Let a visitor chat again."""
    if Block.objects.filter(visitor=visitor).delete()[0]:
        Visitor.objects.filter(pk=visitor.pk).update(blocked_at=None)
        publish(VisitorUnblocked(visitor_id=visitor.pk, by=by.ref, at=at or timezone.now()))
