"""The list of canned replies among the settings."""

from django.db.models import Exists, OuterRef

from pult.conversations.models import CannedReply
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page


def listed(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[CannedReply]:
    """A page of the canned replies that this person may use, by name."""
    own = CannedReply.objects.changeable_by(actor).filter(pk=OuterRef("pk"))
    seen = CannedReply.objects.visible_to(actor).select_related("owner__person", "department")
    return keyset_page(
        seen.annotate(may_change=Exists(own)), ["name", "pk"], after=after, before=before, size=50
    )
