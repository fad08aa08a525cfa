"""Who of the customers is signed in here: kept in the session, apart from the sign-in of the staff."""

import time

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from pult.brands import queries as brands
from pult.brands.types import HOUSE
from pult.customers import operations, queries
from pult.customers.models import Customer

KEY = "customer"
KEPT = "_customer"
LINK_COUNTS = 3600


def customer_of(request: HttpRequest) -> Customer | None:
    """The customer who is signed in, or None. Asked of the database once a request."""
    if not hasattr(request, KEPT):
        held = request.session.get(KEY)
        # Signed in at one brand is not signed in at another; what was kept before there were brands is the house's.
        if held and held.get("brand", HOUSE) != brands.shown_by(request).pk:
            held = None
        setattr(request, KEPT, queries.signed_in(held["id"], held["stamp"]) if held else None)
    found: Customer | None = getattr(request, KEPT)
    return found


def came_by_link(request: HttpRequest) -> bool:
    """Whether this session was opened by a mailed link just now: whoever has the mailbox needs no password."""
    came_at = request.session.get(KEY, {}).get("by_link_at")
    return came_at is not None and time.time() - came_at < LINK_COUNTS


def sign_in(request: HttpRequest, customer: Customer, *, stamp: str = "", by_link: bool = False) -> None:
    """From now on this browser is the customer's. Its session gets a new name that nobody else knows."""
    request.session.cycle_key()
    stamp = stamp or operations.session_stamp(customer)
    request.session[KEY] = {
        "id": customer.pk,
        "stamp": stamp,
        "by_link_at": time.time() if by_link else None,
        "brand": brands.shown_by(request).pk,
    }
    setattr(request, KEPT, customer)
    # A token that stood in a page before is worth nothing after.
    rotate_token(request)


def sign_out(request: HttpRequest) -> None:
    """This browser is nobody's; a member of the staff who is signed in, too, stays so."""
    request.session.pop(KEY, None)
    request.session.cycle_key()
    setattr(request, KEPT, None)
