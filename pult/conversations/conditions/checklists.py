"""Conditions about the checklists of a conversation."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.checklists.models import Template
from pult.conversations.models import Checklist

from .desk import declare_one, keys_in, turned
from .kinds import Choice, Group, Kind, Looking, Operator, ToQ

NONE = "-"


def _columns(asked: Q) -> ToQ:
    return lambda operator, _values, _looking: turned(asked, operator)


def _of_templates(*, is_done: bool = False) -> ToQ:
    """Whether it has a list of one of these templates, or has done one."""

    def asked(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
        lists = Checklist.objects.filter(conversation=OuterRef("pk"))
        if is_done:
            lists = lists.filter(done_at__isnull=False)
        found = Q(Exists(lists.filter(template__in=keys_in(values))))
        if NONE in values:
            found |= ~Q(Exists(lists))
        return turned(found, operator)

    return asked


def _templates() -> list[Choice]:
    known = Template.objects.in_use().in_order()
    return [(NONE, pgettext_lazy("checklist", "None")), *((str(one.pk), str(one)) for one in known)]


declare_one(
    "open_items",
    _("Has open checklist items"),
    Kind.CHECK,
    Group.CONTENT,
    _columns(Q(items_open__gt=0)),
)
declare_one(
    "items_done",
    _("Every checklist is done"),
    Kind.CHECK,
    Group.CONTENT,
    _columns(Q(items_open=0, items_total__gt=0)),
)
declare_one(
    "checklist", _("Has the checklist"), Kind.CHOICE, Group.CONTENT, _of_templates(), options=_templates
)
declare_one(
    "checklist_done",
    _("Has done the checklist"),
    Kind.CHOICE,
    Group.CONTENT,
    _of_templates(is_done=True),
    options=_templates,
)
