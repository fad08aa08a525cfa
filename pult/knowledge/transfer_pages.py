"""What the pages of import and export show."""

from collections import Counter
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.foundation.web import keyset_page

from .models import Transfer
from .pages import Page, area_tabs, own_language
from .transfer_forms import ExportForm, ImportForm
from .types.carrying import Direction, Fate, TransferState

TONES = {Fate.NEW: "good", Fate.CHANGED: "note", Fate.SAME: "neutral", Fate.SKIPPED: "risk"}
ICONS = {Fate.NEW: "plus", Fate.CHANGED: "pencil", Fate.SAME: "check", Fate.SKIPPED: "x"}
STATES = {
    TransferState.WAITING: "info",
    TransferState.PLANNED: "note",
    TransferState.RUNNING: "info",
    TransferState.DONE: "good",
    TransferState.FAILED: "late",
}


def transfers(actor: Actor, asked: QueryDict, form: ImportForm | None = None) -> Page:
    """What came in and went out, and the forms for more."""
    language = own_language()
    rows = Transfer.objects.visible_to(actor).select_related("by", "file").defer("lines")
    page = keyset_page(
        rows, ("-asked_at", "-id"), after=asked.get("after"), before=asked.get("before"), size=20
    )
    first = {
        "language": "sr-latn" if language == "sr" else language,
        "audience": "public",
        "publishes": "yes",
    }
    return {
        "tabs": area_tabs(actor, "transfers"),
        "page": page,
        "rows": [(one, STATES[TransferState(one.state)]) for one in page.rows],
        "form": form or ImportForm(initial=first),
        "export": ExportForm(),
    }


def transfer(one: Transfer) -> Page:
    """One import or export: what would become, or became, of every document."""
    fates = Counter(line["fate"] for line in one.lines)
    chosen = [line for fate in (Fate.SKIPPED, Fate.NEW, Fate.CHANGED, Fate.SAME) for line in _of(one, fate)]
    return {
        "transfer": one,
        "is_import": one.direction == Direction.IN,
        "tone": STATES[TransferState(one.state)],
        "is_planned": one.state == TransferState.PLANNED,
        "is_failed": one.state == TransferState.FAILED,
        "is_done": one.state == TransferState.DONE,
        "counts": [(fate.label, fates[fate], TONES[fate], ICONS[fate]) for fate in Fate if fates[fate]],
        "worth": fates[Fate.NEW] + fates[Fate.CHANGED],
        "lines": chosen[:500],
        "more": max(0, len(chosen) - 500),
        "crumbs": [{"text": _("Import and export"), "href": reverse("transfers:transfers")}],
    }


def _of(one: Transfer, fate: Fate) -> list[dict[str, Any]]:
    names = dict(Language.choices)
    return [
        {
            **line,
            "fate": fate.label,
            "tone": TONES[fate],
            "icon": ICONS[fate],
            "languages": [str(names.get(code, code)) for code in line["languages"]],
        }
        for line in one.lines
        if line["fate"] == fate
    ]
