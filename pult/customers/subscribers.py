"""What customers does upon facts: looks for those who may be the same person."""

from pult.foundation.events import subscribe

from . import operations
from .events import CustomerChanged, CustomerCreated, CustomerUnmerged
from .models import Customer


@subscribe(CustomerCreated)
def compare_new(event: CustomerCreated) -> None:
    """Somebody new may be somebody known."""
    _compare(event.customer_id)


@subscribe(CustomerChanged)
def compare_changed(event: CustomerChanged) -> None:
    """Another name or address makes others alike."""
    _compare(event.customer_id)


@subscribe(CustomerUnmerged)
def compare_again(event: CustomerUnmerged) -> None:
    """Who was taken apart can be compared again."""
    _compare(event.customer_id)


def _compare(pk: int) -> None:
    customer = Customer.objects.filter(pk=pk).first()
    if customer is not None:
        operations.compare(customer)
