"""What customers are recognised by, and forgetting a customer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pult.api.acting import REFUSALS, act_once, require
from pult.api.schemas import CustomerOut, show_customer
from pult.customers import operations
from pult.customers.models import Identity
from pult.customers.types import IdentityKind, Right
from pult.retention import operations as retention

from .customers import seen, who

router = Router(tags=["customers"])


class NewIdentity(Schema):
    """An address, a number or a handle; how it is written does not matter."""

    kind: IdentityKind
    value: str = Field(min_length=1, max_length=254)


class MainAddress(Schema):
    """One of the customer's mail addresses."""

    value: str = Field(min_length=1, max_length=254)


class Erasure(Schema):
    """The name as it stands: erasing cannot be taken back."""

    name: str = Field(max_length=160)


@router.post(
    "/customers/{customer_id}/identities",
    response={201: CustomerOut, **REFUSALS},
    summary="Add an address or a number",
)
def create_identity(request: HttpRequest, customer_id: int, new: NewIdentity) -> HttpResponse:
    """By which a customer is recognised from now on; what belongs to another customer is refused."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=who(request, customer_id))

    def act() -> tuple[int, CustomerOut]:
        operations.add_identity(customer, new.kind, new.value, by=actor)
        return 201, show_customer(seen(request).get(pk=customer.pk))

    return act_once(request, act)


@router.delete(
    "/customers/{customer_id}/identities/{kind}/{value}",
    response={200: CustomerOut, **REFUSALS},
    summary="Remove an address or a number",
)
def delete_identity(request: HttpRequest, customer_id: int, kind: IdentityKind, value: str) -> HttpResponse:
    """One that is not theirs; a customer keeps at least one."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=who(request, customer_id))
    same = Identity.objects.filter(customer=customer, kind=kind, value=operations.normalised(kind, value))
    identity = get_object_or_404(same.select_related("customer"))

    def act() -> tuple[int, CustomerOut]:
        operations.remove_identity(identity, by=actor)
        return 200, show_customer(seen(request).get(pk=customer.pk))

    return act_once(request, act)


@router.put(
    "/customers/{customer_id}/main-address",
    response={200: CustomerOut, **REFUSALS},
    summary="Choose the main address",
)
def choose_main_address(request: HttpRequest, customer_id: int, chosen: MainAddress) -> HttpResponse:
    """Which of their mail addresses is written to where nothing else decides."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=who(request, customer_id))
    value = operations.normalised(IdentityKind.EMAIL, chosen.value)
    same = Identity.objects.filter(customer=customer, kind=IdentityKind.EMAIL, value=value)
    identity = get_object_or_404(same)

    def act() -> tuple[int, CustomerOut]:
        operations.choose_main(identity, by=actor)
        return 200, show_customer(seen(request).get(pk=customer.pk))

    return act_once(request, act)


@router.post("/customers/{customer_id}/erasure", response={202: None, **REFUSALS}, summary="Erase a customer")
def create_erasure(request: HttpRequest, customer_id: int, erasure: Erasure) -> Status[None]:
    """Begin to forget somebody: name, addresses and what they wrote; what is counted stays counted."""
    actor = require(request, Right.DELETE)
    customer = get_object_or_404(seen(request), pk=customer_id)
    retention.ask_erasure(customer, typed=erasure.name, by=actor)
    return Status(202, None)
