"""The areas of knowledge in the rail: the handbook for everybody, what waits for one's signature."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, declare

from .queries.reading import to_sign
from .types import Right

KNOWLEDGE = declare(
    Area(
        label=_("Knowledge"),
        icon="book-2",
        url_name="knowledge:handbook",
        right=Right.READ,
        order=300,
        under="/app/knowledge",
    )
)
TO_SIGN = declare(
    Area(
        label=_("To sign"),
        icon="writing",
        url_name="knowledge:waiting",
        right=Right.READ,
        order=310,
        counts=to_sign,
    )
)
