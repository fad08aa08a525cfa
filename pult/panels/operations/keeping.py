"""Setting panels up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.sealing import seal
from pult.foundation.web import outgoing
from pult.panels import addresses, answers
from pult.panels.errors import BadAddress, BadPiece, BadSecret
from pult.panels.events import SidePanelChanged
from pult.panels.models import SECRET_PURPOSE, SidePanel
from pult.panels.signing import SHORTEST_SECRET
from pult.panels.types import TROUBLES, Act, Kind, Piece
from pult.workforce.models import Department

MOST_PANELS = 30
MOST_PIECES = 40
HEIGHTS = (120, 900)
LONGEST_KEPT = 60


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How a panel shall be. `secret` is None where the one that is there stays."""

    name: str
    address: str
    is_active: bool = True
    on_conversations: bool = True
    on_customers: bool = True
    departments: Sequence[Department] = ()
    brands: Sequence[int] = ()
    secret: str | None = None
    header: str = ""
    height: int = 320
    is_signed: bool = False
    keeps_minutes: int = 5
    pieces: Sequence[Piece] = ()


@transaction.atomic
def add_panel(kind: Kind, *, wanted: Wanted, by: Actor) -> SidePanel:
    """Show what one more system of the house knows."""
    transaction_lock("panels.order")
    if SidePanel.objects.count() >= MOST_PANELS:
        raise Invalid(_("At most %(most)s panels fit here.") % {"most": MOST_PANELS})
    last: int | None = SidePanel.objects.aggregate(last=Max("position"))["last"]
    made = SidePanel(kind=kind, position=(last or 0) + 1)
    _write(made, wanted)
    _note(Act.ADDED, made, by=by, after=_told(made))
    return made


@transaction.atomic
def change_panel(panel: SidePanel, *, wanted: Wanted, by: Actor) -> None:
    """Show it otherwise from now on. What was kept of its answers is forgotten."""
    before = _told(panel)
    _write(panel, wanted)
    panel.answers.all().delete()
    _note(Act.CHANGED, panel, by=by, before=before, after=_told(panel))


@transaction.atomic
def move_panel(panel: SidePanel, *, earlier: bool, by: Actor) -> None:
    """Show it one place further up, or down."""
    transaction_lock("panels.order")
    order = list(SidePanel.objects.in_order().values_list("pk", flat=True))
    if panel.pk not in order:
        return
    here = order.index(panel.pk)
    order.insert(min(max(here + (-1 if earlier else 1), 0), len(order) - 1), order.pop(here))
    for position, pk in enumerate(order, start=1):
        SidePanel.objects.filter(pk=pk).update(position=position)
    publish(SidePanelChanged(side_panel_id=panel.pk, what="moved", by=by.ref, at=timezone.now()))


@transaction.atomic
def remove_panel(panel: SidePanel, *, by: Actor) -> None:
    """Show it no longer, and forget its secret and what it has said."""
    _note(Act.REMOVED, panel, by=by, before=_told(panel))
    SidePanel.objects.filter(pk=panel.pk).delete()


def _write(panel: SidePanel, wanted: Wanted) -> None:
    kind = Kind(panel.kind)
    _check(kind, wanted)
    for name, value in _columns(kind, wanted).items():
        setattr(panel, name, value)
    if wanted.secret is not None:
        panel.sealed_secret = seal(wanted.secret, purpose=SECRET_PURPOSE) if wanted.secret else ""
    if panel.is_signed and not panel.sealed_secret:
        raise BadSecret(_("Who looks is signed with a secret. Write one."))
    panel.failures, panel.rests_until = 0, None
    panel.save()
    panel.departments.set(wanted.departments)


def _columns(kind: Kind, wanted: Wanted) -> dict[str, Any]:
    is_lookup, is_frame = kind == Kind.LOOKUP, kind == Kind.FRAME
    return {
        "name": wanted.name.strip(),
        "address": wanted.address.strip(),
        "is_active": wanted.is_active,
        "on_conversations": wanted.on_conversations,
        "on_customers": wanted.on_customers,
        "brands": sorted(set(wanted.brands)),
        "header": wanted.header.strip() if is_lookup else "",
        "height": min(max(wanted.height, HEIGHTS[0]), HEIGHTS[1]),
        "is_signed": wanted.is_signed and is_frame,
        "keeps_minutes": min(wanted.keeps_minutes, LONGEST_KEPT),
        "pieces": _as_json(wanted.pieces) if is_lookup else [],
    }


def _check(kind: Kind, wanted: Wanted) -> None:
    if not wanted.name.strip():
        raise Invalid(_("Give it a name."))
    address = wanted.address.strip()
    addresses.check(address)
    if not (wanted.on_conversations or wanted.on_customers):
        raise Invalid(_("Choose where it is shown."))
    asked = addresses.variables_in(address)
    if wanted.on_customers and any(name.startswith("conversation.") for name in asked):
        raise BadAddress(
            _("On a customer’s page there is no conversation: its variables are not known there.")
        )
    if kind == Kind.LOOKUP:
        _check_look_up(address, wanted)
    if kind == Kind.FRAME:
        _check_frame(address, wanted)


def _check_look_up(address: str, wanted: Wanted) -> None:
    try:
        outgoing.check(addresses.VARIABLE.sub("x", address))
    except outgoing.NotCalled as refusal:
        raise BadAddress(TROUBLES[refusal.why]) from refusal
    if not wanted.pieces:
        raise BadPiece(_("Say at least one value of the answer that is shown."))
    if len(wanted.pieces) > MOST_PIECES:
        raise BadPiece(_("At most %(most)s values fit here.") % {"most": MOST_PIECES})
    answers.check(wanted.pieces)
    if wanted.secret and any(not sign.isprintable() or ord(sign) > 126 for sign in wanted.secret):
        raise BadSecret(
            _("The secret is sent in a header: only letters, digits and signs of ASCII fit there.")
        )


def _check_frame(address: str, wanted: Wanted) -> None:
    """A page of Pult itself in a frame could do what the person can; so could one of our other hosts."""
    host = urlsplit(addresses.origin_of(address)).hostname
    if host in {urlsplit(settings.APP_URL).hostname, *brands.hosts()}:
        raise BadAddress(_("This is an address of Pult itself. A frame shows other systems."))
    if wanted.is_signed and wanted.secret and len(wanted.secret) < SHORTEST_SECRET:
        raise BadSecret(
            _("A secret to sign with has at least %(least)s letters.") % {"least": SHORTEST_SECRET}
        )


def _as_json(pieces: Iterable[Piece]) -> list[dict[str, str]]:
    return [{"label": one.label.strip(), "where": one.where, "shape": str(one.shape)} for one in pieces]


def _told(panel: SidePanel) -> dict[str, Any]:
    """A panel as the audit log shows it; of the secret only that there is one."""
    return {
        "name": panel.name,
        "kind": panel.kind,
        "address": panel.address,
        "is_active": panel.is_active,
        "departments": sorted(panel.departments.values_list("name", flat=True)),
        "brands": panel.brands,
        "has_secret": bool(panel.sealed_secret),
        "is_signed": panel.is_signed,
    }


def _note(
    act: Act,
    panel: SidePanel,
    *,
    by: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    what = act.value.partition(".")[2]
    publish(SidePanelChanged(side_panel_id=panel.pk, what=what, by=by.ref, at=timezone.now()))
    audit.record(
        act, by=by, about=f"side_panel:{panel.pk}", about_name=panel.name, before=before, after=after
    )
