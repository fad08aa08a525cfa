"""What the portal does upon facts."""

from pult.customers.events import CustomerErased
from pult.foundation.events import subscribe

from .operations import exports


@subscribe(CustomerErased)
def drop_exports(event: CustomerErased) -> None:
    """What somebody had put together to take along goes with them."""
    exports.drop_exports(event.customer_id)
