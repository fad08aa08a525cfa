"""Questions about panels: what stands beside a conversation, and which customer somebody means."""

from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor

from .addresses import filled
from .errors import BadAddress
from .facts import About, known
from .models import SidePanel
from .types import Kind


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One panel on a page. `href` is where a link leads, and where a frame or an answer is fetched from."""

    panel: SidePanel
    kind: Kind
    href: str
    is_missing: bool = False


def are_any() -> Exists:
    """Whether there is any panel at all, as a part of another statement."""
    return Exists(SidePanel.objects.switched_on())


def about_conversation(actor: Actor, pk: int) -> About | None:
    """A conversation that this person may read, and whose it is."""
    seen = Conversation.objects.visible_to(actor).select_related("customer__company", "inbox")
    found = seen.filter(pk=pk).first()
    return About(customer=found.customer, conversation=found) if found else None


def about_customer(actor: Actor, pk: int) -> About | None:
    """A customer whom this person may see."""
    found = Customer.objects.visible_to(actor).select_related("company").filter(pk=pk).first()
    return About(customer=found) if found else None


def panels_for(actor: Actor, about: About) -> list[SidePanel]:
    """The panels that this person sees there, in order."""
    if about.conversation is not None:
        return list(SidePanel.objects.beside(about.conversation, actor).in_order())
    return list(SidePanel.objects.of_customers(actor).in_order())


def beside(actor: Actor, about: About) -> list[Beside]:
    """The panels of a page, each with where it leads. A link whose customer lacks something is not one."""
    return [_placed(panel, about) for panel in panels_for(actor, about)]


def panel_for(actor: Actor, about: About, pk: int, kind: Kind) -> SidePanel | None:
    """One panel of this kind, if this person sees it there."""
    return next((one for one in panels_for(actor, about) if one.pk == pk and one.kind == kind), None)


def customer_meant(actor: Actor, words: str) -> About | None:
    """The customer whom somebody names by number or mail address, with their latest conversation."""
    seen = Customer.objects.visible_to(actor).select_related("company")
    words = words.strip().lstrip("#")
    if words.isascii() and words.isdigit() and len(words) < 19:
        customer = seen.filter(pk=int(words)).first()
    else:
        value = words.casefold()
        customer = seen.filter(identities__kind=IdentityKind.EMAIL, identities__value=value).first()
    if customer is None:
        return None
    latest = Conversation.objects.visible_to(actor).filter(customer=customer)
    return About(customer=customer, conversation=latest.order_by("-activity_at", "-pk").first())


def leads_to(panel: SidePanel, about: About) -> str:
    """Where a link or a frame leads for a customer; nothing where something is not known."""
    try:
        return filled(panel.address, known(about, panel.address))[0]
    except BadAddress:
        return ""


def _placed(panel: SidePanel, about: About) -> Beside:
    kind = Kind(panel.kind)
    href = leads_to(panel, about) if kind == Kind.LINK else _own_address(panel, about, kind)
    return Beside(panel=panel, kind=kind, href=href, is_missing=not href)


def _own_address(panel: SidePanel, about: About, kind: Kind) -> str:
    what = "frame" if kind == Kind.FRAME else "answer"
    if about.conversation is not None:
        return reverse(f"panels:conversation-{what}", args=[about.conversation.pk, panel.pk])
    return reverse(f"panels:customer-{what}", args=[about.customer.pk, panel.pk])
