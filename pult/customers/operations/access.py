"""Customers sign in to the portal: by a link that is mailed to them, or by a password."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts import operations as accounts
from pult.accounts import queries as people
from pult.customers import letters
from pult.customers.errors import BelongsToAnother, LinkIsDead, NotSignedIn, WeakPassword
from pult.customers.events import CustomerChanged, CustomerSignedIn
from pult.customers.models import Access, Customer, Identity, MailedKey
from pult.customers.types import IdentityKind, KeyPurpose
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish

from .people import add_identity, normalised, remove_identity

SALT = "pult.customers.key"
LASTS = timedelta(minutes=30)
# So many mails of one kind go to one customer within the life of a link.
MOST_MAILS = 3
FORGET_AFTER = timedelta(days=7)


def ask_for_link(address: str, *, language: str, by: Actor, brand_id: int | None = None) -> None:  # noqa: ARG001
    """Ask for a link to sign in. Who has no conversation with us is mailed nothing, and learns nothing either."""
    # A job, so that the answer takes as long for a stranger as for a customer.
    jobs.defer("customers.mail_link", address=address.strip()[:254], language=language, brand_id=brand_id)


@transaction.atomic
def mail_link(
    address: str, *, language: str, brand_id: int | None = None, at: datetime | None = None
) -> None:
    """Mail a link to sign in to the customer who has this address, unless there were too many."""
    at = at or timezone.now()
    customer = _customer_at(address)
    if customer is not None and not _has_enough(customer, KeyPurpose.SIGN_IN, at):
        token = _new_key(customer, KeyPurpose.SIGN_IN, normalised(IdentityKind.EMAIL, address), at=at)
        letters.send_link(customer, address.strip(), token, language=language, brand_id=brand_id)


def sign_in_by_link(token: str, *, at: datetime | None = None) -> Customer:
    """Let somebody in who holds a mailed link; it opens once."""
    at = at or timezone.now()
    with transaction.atomic():
        key = _used(token, KeyPurpose.SIGN_IN, at)
        accounts.forgive(_failures(key.address))
        return _signed_in(key.customer, at)


def sign_in_by_password(address: str, password: str, *, at: datetime | None = None) -> Customer:
    """Let somebody in who knows the password; who guesses waits longer and longer, as on the staff's page."""
    at = at or timezone.now()
    if people.wait_of(_failures(address), at=at) is not None:
        raise NotSignedIn(
            _("Too many attempts have failed. Please wait a little, or have a link mailed to you.")
        )
    customer = _customer_at(address)
    access = Access.objects.filter(customer=customer).first() if customer else None
    if customer is None or access is None or not access.password:
        make_password(password)  # a stranger's attempt costs the same time
    elif check_password(password, access.password):
        accounts.forgive(_failures(address))
        return _signed_in(customer, at)
    accounts.note_failed_sign_in(_failures(address), at=at)
    raise NotSignedIn(_("The address or the password is not right."))


@transaction.atomic
def set_password(customer: Customer, password: str, *, by: Actor, at: datetime | None = None) -> str:
    """Set or change the password of the portal; every other browser has to sign in again. Returns the new stamp."""
    at = at or timezone.now()
    try:
        validate_password(password)
    except ValidationError as refusal:
        raise WeakPassword(" ".join(refusal.messages)) from refusal
    access = _access_of(customer)
    stamp = secrets.token_hex(16)
    Access.objects.filter(pk=access.pk).update(password=make_password(password), stamp=stamp)
    publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at))
    letters.tell_of_password(customer)
    return stamp


def change_password(customer: Customer, password: str, *, current: str | None = None) -> str:
    """A customer changes their own password; `current` is told by those who must. Guessing makes it wait."""
    if current is not None:
        known = f"customer:{customer.pk}"
        if people.wait_of(known) is not None:
            raise NotSignedIn(
                _("Too many attempts have failed. Please wait a little, or have a link mailed to you.")
            )
        if not check_password(current, _access_of(customer).password):
            accounts.note_failed_sign_in(known)
            raise NotSignedIn(_("The current password is not right."))
    return set_password(customer, password, by=customer.actor)


@transaction.atomic
def drop_address(identity: Identity, *, by: Actor, at: datetime | None = None) -> None:
    """A customer takes an address of theirs away; the last one stays, for it is how they come in."""
    others = Identity.objects.filter(customer=identity.customer_id, kind=IdentityKind.EMAIL)
    if not others.exclude(pk=identity.pk).exists():
        raise Invalid(_("Your last address stays: it is how you come in. Add another one first."))
    remove_identity(identity, by=by, at=at)


@transaction.atomic
def end_sessions(customer: Customer, *, by: Actor) -> None:  # noqa: ARG001
    """Sign the customer out of the portal everywhere."""
    Access.objects.filter(customer=customer).update(stamp=secrets.token_hex(16))


def session_stamp(customer: Customer) -> str:
    """What a session must carry to be this customer's; it changes when all sessions are to end."""
    return _access_of(customer).stamp


@transaction.atomic
def ask_for_address(
    customer: Customer,
    address: str,
    *,
    language: str,
    by: Actor,  # noqa: ARG001
    brand_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Mail a link to an address that a customer says is theirs; it counts once they have opened it."""
    at = at or timezone.now()
    value = normalised(IdentityKind.EMAIL, address)
    if not _has_enough(customer, KeyPurpose.ADDRESS, at):
        token = _new_key(customer, KeyPurpose.ADDRESS, value, at=at)
        letters.send_confirmation(customer, value, token, language=language, brand_id=brand_id)


@transaction.atomic
def confirm_address(token: str, *, by: Customer, at: datetime | None = None) -> Identity:
    """Add an address whose mailbox the signed-in customer has shown to own."""
    at = at or timezone.now()
    key = _used(token, KeyPurpose.ADDRESS, at, customer=by)
    held = Identity.objects.filter(kind=IdentityKind.EMAIL, value=key.address).first()
    if held is not None and held.customer_id == by.pk:
        return held
    if held is not None:
        raise BelongsToAnother(
            _("We know %(address)s as somebody else’s. Please write to us; we will put it right.")
            % {"address": key.address}
        )
    return add_identity(by, IdentityKind.EMAIL, key.address, by=by.actor, at=at)


@transaction.atomic
def allow_company(customer: Customer, *, is_allowed: bool, by: Actor, at: datetime | None = None) -> None:
    """Let a customer read the conversations of their company in the portal, or no longer."""
    if Customer.objects.filter(pk=customer.pk, reads_company=not is_allowed).update(reads_company=is_allowed):
        customer.refresh_from_db()
        publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at or timezone.now()))


def forget_old_keys(*, at: datetime | None = None) -> int:
    """Drop links that were mailed long ago."""
    return MailedKey.objects.filter(sent_at__lt=(at or timezone.now()) - FORGET_AFTER).delete()[0]


def _customer_at(address: str) -> Customer | None:
    value = normalised(IdentityKind.EMAIL, address)
    known = Identity.objects.filter(kind=IdentityKind.EMAIL, value=value, customer__is_apart=False)
    found = known.select_related("customer").first()
    return found.customer if found else None


def _access_of(customer: Customer) -> Access:
    Access.objects.bulk_create(
        [Access(customer=customer, stamp=secrets.token_hex(16))], ignore_conflicts=True
    )
    return Access.objects.get(customer=customer)


def _signed_in(customer: Customer, at: datetime) -> Customer:
    access = _access_of(customer)
    Access.objects.filter(pk=access.pk).update(signed_in_at=at)
    publish(CustomerSignedIn(customer_id=customer.pk, by=customer.actor.ref, at=at))
    return customer


def _failures(address: str) -> str:
    """Failures of customers are counted apart from those of the staff at the same address."""
    return f"customer:{address.strip()}"


def _has_enough(customer: Customer, purpose: KeyPurpose, at: datetime) -> bool:
    sent = MailedKey.objects.filter(customer=customer, purpose=purpose, sent_at__gt=at - LASTS)
    return sent.count() >= MOST_MAILS


def _new_key(customer: Customer, purpose: KeyPurpose, address: str, *, at: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    key = MailedKey.objects.create(
        customer=customer,
        purpose=purpose,
        address=address[:254],
        digest=_digest(secret),
        sent_at=at,
        expires_at=at + LASTS,
    )
    return signing.dumps([key.pk, secret], salt=SALT)


def _used(token: str, purpose: KeyPurpose, at: datetime, *, customer: Customer | None = None) -> MailedKey:
    """The key behind a link, used up by this; refuses one that is forged, old, used or somebody else's."""
    fresh = MailedKey.objects.filter(purpose=purpose, used_at=None, expires_at__gt=at)
    fresh = fresh.filter(customer__is_apart=False) if customer is None else fresh.filter(customer=customer)
    try:
        pk, secret = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        pk, secret = 0, ""
    if not fresh.filter(pk=pk, digest=_digest(str(secret))).update(used_at=at):
        raise LinkIsDead(_("This link has been used already, or it is too old. Please ask for a new one."))
    return MailedKey.objects.select_related("customer").get(pk=pk)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
