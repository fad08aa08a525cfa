"""Questions about customers that several screens ask."""

from pult.foundation.actors import Actor
from pult.foundation.text.query import parse

from .models import Customer


def search(actor: Actor, text: str, *, limit: int = 20, is_typing: bool = True) -> list[Customer]:
    """Customers by name, company, address or number; the last word may still be unfinished."""
    asked = parse(text, is_typing=is_typing)
    seen = Customer.objects.visible_to(actor).filter(vector__matches=asked)
    return list(seen.select_related("company").prefetch_related("identities").order_by("name", "pk")[:limit])
