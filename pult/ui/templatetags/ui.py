"""Tags for components: icons, avatars, form controls, times."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    RadioSelect,
    Select,
)
from django.http import HttpRequest, QueryDict
from django.template import RequestContext
from django.template.defaultfilters import stringfilter
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pult.ui import icons
from pult.ui.colours import shades_of
from pult.ui.rendering import parts
from pult.ui.spans import span

register = template.Library()

HUES = 12
CONTROL_CLASSES = (
    (CheckboxInput, ""),
    (RadioSelect, ""),
    (CheckboxSelectMultiple, ""),
    (Select, "form-select"),
)
TOAST_TONES = {"debug": "neutral", "info": "info", "success": "good", "warning": "risk", "error": "late"}
TONE_ICONS = {
    "neutral": "info-circle",
    "accent": "info-circle",
    "info": "info-circle",
    "good": "circle-check",
    "risk": "alert-triangle",
    "late": "alert-circle",
    "note": "note",
}


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon: `{% icon "inbox" %}`; with a label when it stands alone."""
    return icons.draw(name, size=size, label=label)


@register.simple_tag
def signs(*names: str) -> SafeString:
    """The drawings that `{% sign %}` repeats: once, before a long list."""
    return icons.symbols(*names)


@register.simple_tag
def sign(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon that is drawn once in `{% signs %}` and only named here: for what a list repeats."""
    return icons.repeat(name, size=size, label=label)


class KeptNode(template.Node):
    """A part of a page that is drawn once for all readers to whom it looks the same."""

    def __init__(self, shows: list[template.base.FilterExpression], nodelist: template.NodeList) -> None:
        self.shows = shows
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """The part as it was drawn before, if everything that it shows is as it was."""
        shows = (self, *(expression.resolve(context) for expression in self.shows))
        return parts.get(shows, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """`{% kept look topics %}…{% endkept %}`: name everything that decides how the part looks, but for the language."""
    shows = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(shows, nodelist)


@register.simple_tag
def brand_stylesheet(colour: str) -> str:
    """The address of the small stylesheet that carries a brand's colour."""
    return reverse("ui:brand", kwargs={"colour": colour.strip().lstrip("#")}) if shades_of(colour) else ""


@register.filter
@stringfilter
def words(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()


@register.filter
def times(count: int | str) -> range:
    """As many turns as the number says."""
    return range(int(count))


@register.filter
def slug_id(text: object) -> str:
    """An id made from any words, the same each time."""
    return "tip-" + hashlib.blake2b(str(text).encode(), digest_size=5).hexdigest()


@register.filter
def chart_rows(chart: dict[str, Any]) -> list[tuple[str, list[float | None]]]:
    """A chart's figures as rows of a table: the category, then each series' value."""
    values = zip(*(series["values"] for series in chart["series"]), strict=True)
    return list(zip(chart["categories"], (list(row) for row in values), strict=True))


@register.filter
def unlocalised(number: float) -> str:
    """A number as machines read it, without the reader's commas."""
    return str(number)


@register.filter
def local_path(address: str | None, request: HttpRequest | None) -> str:
    """The path of an address of our own, else the start page: nobody is sent away by a forged referrer."""
    parts = urlsplit(address or "")
    ours = request is not None and parts.netloc == request.get_host()
    return urlunsplit(("", "", parts.path, parts.query, "")) if ours else "/"


@register.filter
def shortly(moment: datetime | None) -> str:
    """A moment as a list shows it: the time today, the day this year, else the date."""
    if moment is None:
        return ""
    here, now = timezone.localtime(moment), timezone.localtime()
    if here.date() == now.date():
        return date_format(here, "TIME_FORMAT")
    return date_format(here, "MONTH_DAY_FORMAT" if here.year == now.year else "SHORT_DATE_FORMAT")


@register.filter
def tone_icon(tone: str) -> str:
    """The sign that says the same as the colour."""
    return TONE_ICONS.get(tone, "info-circle")


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of one of Django's messages."""
    return TOAST_TONES.get(level_tag, "info")


@register.filter
@stringfilter
def initials(name: str) -> str:
    """Two letters for a name: `Ana Novak` is AN, `ana@example.org` is A."""
    words = [word for word in name.split("@")[0].replace(".", " ").split() if word[:1].isalnum()]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper() or "?"


@register.filter
@stringfilter
def hue(name: str) -> int:
    """A colour that stays with a name, as a number of the palette."""
    return hashlib.blake2b(name.strip().casefold().encode(), digest_size=2).digest()[0] % HUES


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's control in our clothes, marked when what stands in it cannot be used."""
    widget = field.field.widget
    name = next((name for kind, name in CONTROL_CLASSES if isinstance(widget, kind)), "form-control")
    given = widget.attrs.get("class", "")
    classes = " ".join(part for part in (name, given, "is-invalid" if field.errors and name else "") if part)
    return field.as_widget(attrs={"class": classes} if classes else None)


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field is laid out: `check`, `choices`, `file` or `plain`."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "file" if isinstance(widget, ClearableFileInput) else "plain"


@register.filter
def exact(moment: datetime | None) -> str:
    """A moment in full, in the reader's time and language."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""


@register.filter
def iso(moment: datetime | None) -> str:
    """A moment for machines."""
    return moment.isoformat() if moment else ""


@register.filter
def left(until: datetime | None) -> str:
    """The time to a deadline in words: `1h 12m left`, `20m late`."""
    if until is None:
        return ""
    seconds = (until - timezone.now()).total_seconds()
    sentence = _("%(span)s late") if seconds < 0 else _("%(span)s left")
    return sentence % {"span": span(seconds)}


@register.filter
def left_tone(until: datetime | None, risk_seconds: int | None = 1800) -> str:
    """How pressing a deadline is: late, at risk, or neither."""
    if until is None:
        return "neutral"
    seconds = (until - timezone.now()).total_seconds()
    return "late" if seconds < 0 else "risk" if seconds < (risk_seconds or 1800) else "neutral"


@register.simple_tag(takes_context=True)
def with_query(context: RequestContext, **changes: object) -> str:
    """The page's own address with other parameters: `{% with_query after=cursor before=None %}`.

    Also in a component that sees only what it is given: whose page it is, every template knows.
    """
    query: QueryDict = context.request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
