"""What a stored file may refuse."""

from django.utils.translation import gettext_lazy as _

from pult.foundation.errors import DomainError


class Missing(DomainError):
    """The row is there and the content is not: a folder that was not restored, a store that lost it."""

    code = "file_missing"
    status = 410

    def __init__(self) -> None:
        super().__init__(
            _("The content of this file is missing. It has been noted for whoever looks after Pult.")
        )
