"""The notice that tells at once what a person's quiet has held back."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pult.accounts.models import Person

from .models import HeldPush
from .types import Notice, NoticeKind, kind_named

# More than these are counted, not told one by one.
MOST_TOLD = 50
MOST_LINES = 4


def _compose(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001 - what every kind is given
    """One notice of all that is still news; what is alone is told in its own words."""
    held = HeldPush.objects.filter(bundle=about, person=person)
    rows = list(held.order_by("-at", "-pk")[:MOST_TOLD])
    notices = list(_news(rows, person, shows_words=shows_words))
    if len(notices) < 2:
        return notices[0] if notices else None
    more = held.count() - len(rows) if len(rows) == MOST_TOLD else 0
    count = len(notices) + more
    return Notice(
        title=ngettext("%(count)s notice while it was quiet", "%(count)s notices while it was quiet", count)
        % {"count": count},
        body=_lines(notices, count),
        url=reverse("notifications:notices"),
        tag="bundle",
    )


def _news(rows: Iterable[HeldPush], person: Person, *, shows_words: bool) -> Iterable[Notice]:
    for row in rows:
        kind = kind_named(row.kind)
        notice = kind.compose(row.about, person, shows_words) if kind else None
        if notice is not None:
            yield notice


def _lines(notices: list[Notice], count: int) -> str:
    told = [notice.title for notice in notices[:MOST_LINES]]
    if count > len(told):
        told.append(_("and %(count)s more") % {"count": count - len(told)})
    return "\n".join(told)


BUNDLE = NoticeKind(
    key="bundle",
    label=gettext_lazy("Notices"),
    hint="",
    compose=_compose,
    order=0,
    keeps_for=timedelta(hours=8),
)
