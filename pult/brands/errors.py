"""What brands refuse."""

from pult.foundation.errors import DomainError


class InUse(DomainError):
    """Something still belongs to the brand."""

    code = "brand_in_use"
    status = 409
