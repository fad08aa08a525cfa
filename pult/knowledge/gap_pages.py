"""What the pages about missing answers show: gaps, searches without a result, whether articles help."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.metrics.statistics import Interval, Share

from .letters import titles_of
from .models import Document, Gap
from .pages import Page, area_tabs, own_language
from .queries import gaps as gaps_
from .queries import searches as searches_
from .queries import usefulness as usefulness_
from .types import GapSource, GapState, Right

PERIODS = (30, 90, 365)
ICONS = {
    GapSource.SEARCH: "search",
    GapSource.BOT: "robot",
    GapSource.FORM: "forms",
    GapSource.AGENT: "headset",
}


def chosen_of(asked: QueryDict) -> gaps_.Chosen:
    """What somebody wants to see of the gaps, from the address."""
    state, source, language = (asked.get(one, "") for one in ("state", "source", "language"))
    return gaps_.Chosen(
        words=asked.get("q", "").strip()[:200],
        state=state if state in GapState.values else GapState.OPEN,
        source=source if source in GapSource.values else "",
        language=language if language in Language.values else "",
    )


def gaps(actor: Actor, asked: QueryDict) -> Page:
    """What was asked and nothing answers."""
    chosen = chosen_of(asked)
    page = gaps_.gaps(actor, chosen, after=asked.get("after"), before=asked.get("before"))
    rows = gaps_.rows_of(actor, chosen, page.rows)
    titles = titles_of([one.document for one in page.rows if one.document], own_language())
    return {
        **_frame(actor, "gaps"),
        "page": page,
        "chosen": chosen,
        "rows": [
            (row, ICONS[GapSource(row.gap.source)], titles.get(row.gap.document_id or 0)) for row in rows
        ],
        "states": GapState.choices,
        "sources": GapSource.choices,
        "languages": Language.choices,
        "is_filtered": bool(chosen.words or chosen.source or chosen.language),
    }


def gap(one: Gap, actor: Actor, asked: QueryDict) -> Page:
    """One gap: what asks alike, and what may answer it."""
    is_open = one.state == GapState.OPEN
    words = asked.get("q", "").strip()[:200]
    return {
        "gap": one,
        "icon": ICONS[GapSource(one.source)],
        "language": dict(Language.choices).get(one.language, one.language),
        "answer": titles_of([one.document], own_language())[one.document.pk] if one.document else "",
        "alike": gaps_.alike(one, actor) if is_open else [],
        "near": gaps_.near(one, actor, words) if is_open else [],
        "words": words,
        "is_open": is_open,
        "may_write": actor.has(Right.WRITE),
        "crumbs": [{"text": _("Gaps"), "href": reverse("gaps:gaps")}],
    }


def searches(actor: Actor, asked: QueryDict, now: datetime) -> Page:
    """What was looked for and not found."""
    days, language = days_of(asked), asked.get("language", "")
    language = language if language in Language.values else ""
    page = searches_.missed(
        actor,
        days=days,
        language=language,
        now=now,
        after=asked.get("after"),
        before=asked.get("before"),
    )
    empty, whole = searches_.share_missed(actor, days=days, now=now)
    return {
        **_frame(actor, "searches"),
        **_period(days),
        "page": page,
        "rows": searches_.rows_of(page.rows),
        "language": language,
        "languages": Language.choices,
        "figure": figure_of(Share(empty, whole)),
        "may_manage": actor.has(Right.MANAGE),
    }


def usefulness(actor: Actor, asked: QueryDict, now: datetime) -> Page:
    """Whether articles help, the least helpful first."""
    days, order = days_of(asked), asked.get("order", "")
    order = order if order in usefulness_.ORDERS else "complaints"
    page = usefulness_.articles(
        actor, days=days, order=order, now=now, after=asked.get("after"), before=asked.get("before")
    )
    rows = usefulness_.rows_of(page.rows, own_language())
    return {
        **_frame(actor, "usefulness"),
        **_period(days),
        "page": page,
        "order": order,
        "orders": [
            ("complaints", _("Most often unhelpful")),
            ("praise", _("Most often helpful")),
            ("read", _("Most read")),
        ],
        "rows": [(row, figure_of(row.share)) for row in rows],
        "figure": figure_of(usefulness_.whole(actor, days=days, now=now)),
        "open_comments": usefulness_.count_open_comments(actor),
    }


def comments(actor: Actor, asked: QueryDict) -> Page:
    """What readers wrote, the newest first."""
    number = asked.get("document", "")
    document = Document.objects.visible_to(actor).filter(pk=number).first() if number.isdecimal() else None
    shows_all = "all" in asked
    page = usefulness_.comments(
        actor,
        document=document.pk if document else None,
        shows_all=shows_all,
        after=asked.get("after"),
        before=asked.get("before"),
    )
    documents = {one.translation.document for one in page.rows}
    titles = titles_of([*documents, *([document] if document else [])], own_language())
    return {
        "page": page,
        "rows": [(one, titles[one.translation.document_id]) for one in page.rows],
        "document": document,
        "title": titles.get(document.pk, "") if document else "",
        "shows_all": shows_all,
        "may_write": actor.has(Right.WRITE),
        "crumbs": [{"text": _("Usefulness"), "href": reverse("gaps:usefulness")}],
    }


def days_of(asked: QueryDict) -> int:
    """How far back somebody wants to look."""
    return next((days for days in PERIODS if asked.get("days") == str(days)), PERIODS[1])


def figure_of(share: Share) -> dict[str, Any]:
    """A share in words, with how many it was counted among and Wilson’s interval."""
    interval = share.interval
    return {
        "value": percent(share.value) if share.value is not None else "–",
        "count": number_format(share.of, 0),
        "interval": _between(interval) if interval else "",
        "low": round(100 * interval.low) if interval else None,
        "share": share.value,
    }


def percent(value: float) -> str:
    """A share as people write it."""
    return _("%(number)s %%") % {"number": number_format(round(100 * value), 0)}


def list_of_comments(shown: QueryDict) -> str:
    """The list of comments as it was shown when somebody acted in it."""
    kept = {key: shown[key] for key in ("document", "all") if shown.get(key, "").isdecimal()}
    return f"{reverse('gaps:comments')}?{urlencode(kept)}" if kept else reverse("gaps:comments")


def _between(interval: Interval) -> str:
    words = _("%(low)s to %(high)s (95 %%)") % {"low": percent(interval.low), "high": percent(interval.high)}
    return words.replace(" (95 %)", "\N{NO-BREAK SPACE}(95\N{NO-BREAK SPACE}%)")


def _period(days: int) -> Page:
    return {
        "days": days,
        "periods": [(one, _("The last %(days)s days") % {"days": one}) for one in PERIODS],
    }


def _frame(actor: Actor, here: str) -> Page:
    """What the pages about missing answers share: the tabs of the area and the way between them."""
    found = [
        ("gaps", _("Gaps"), "gaps:gaps", "help-circle"),
        ("searches", _("Searches without a result"), "gaps:searches", "search-off"),
        ("usefulness", _("Usefulness"), "gaps:usefulness", "mood-smile"),
    ]
    return {
        "tabs": area_tabs(actor, "gaps"),
        "ways": [
            {"text": text, "href": reverse(name), "icon": icon, "current": key == here}
            for key, text, name, icon in found
        ],
        "may_write": actor.has(Right.WRITE),
    }
