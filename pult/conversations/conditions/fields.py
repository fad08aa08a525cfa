"""Conditions about the type of a conversation, and about fields of one's own: one for each field that is in use."""

from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.fields.models import Value
from pult.fields.queries import catalogue
from pult.fields.types import Asked, Audience, Kind

from .desk import keys_in, listed, turned
from .kinds import Choice, Condition, Group, Looking, Operator, ToQ
from .kinds import Kind as Asks
from .registry import declare_source

NONE = "-"
NOT_CHOSEN: Choice = (NONE, gettext_lazy("Not chosen"))
WHOSE = {
    Audience.CONVERSATION: "pk",
    Audience.CUSTOMER: "customer_id",
    Audience.COMPANY: "customer__company_id",
}
KINDS = {
    Kind.SHORT: Asks.LIST,
    Kind.NUMBER: Asks.AMOUNT,
    Kind.DAY: Asks.DATE,
    Kind.YES_NO: Asks.CHOICE,
    Kind.ONE: Asks.CHOICE,
    Kind.SEVERAL: Asks.CHOICE,
    Kind.LINK: Asks.LIST,
    Kind.MAIL: Asks.LIST,
    Kind.PHONE: Asks.LIST,
}
COMPARED = {
    Operator.AT_LEAST: "number__gte",
    Operator.AT_MOST: "number__lte",
    Operator.SINCE: "day__gte",
    Operator.BEFORE: "day__lt",
}


def _known() -> Iterator[Condition]:
    """What can be asked now. A long text cannot be compared with anything."""
    known = catalogue()
    if known.types:
        types: list[Choice] = [(str(one.pk), one.name) for one in known.types]
        yield Condition(
            key="type",
            label=gettext_lazy("Type"),
            kind=Asks.CHOICE,
            group=Group.FIELDS,
            q=_type,
            options=lambda: [NOT_CHOSEN, *types],
        )
    for one in known.fields:
        if one.kind in KINDS:
            yield _condition(one)


def _condition(asked: Asked) -> Condition:
    options: list[Choice] = [NOT_CHOSEN, *asked.options]
    return Condition(
        key=f"field-{asked.pk}",
        label=_label(asked),
        kind=KINDS[asked.kind],
        group=Group.FIELDS,
        q=_of(asked),
        options=(lambda: options) if asked.kind.decides else None,
    )


def _label(asked: Asked) -> str | Promise:
    if asked.audience == Audience.CUSTOMER:
        return _("Customer: %(field)s") % {"field": asked.name}
    if asked.audience == Audience.COMPANY:
        return _("Company: %(field)s") % {"field": asked.name}
    return asked.name


def _type(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    found = Q(type_id__in=keys_in(values))
    return turned(found | Q(type=None) if NONE in values else found, operator)


def _of(asked: Asked) -> ToQ:
    """By the rows of the field: the index of its kind finds the things, that of things what one of them says."""
    rows = Value.objects.filter(field=asked.pk, thing_id=OuterRef(WHOSE[asked.audience]))

    def q(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
        if operator in COMPARED:
            return Q(Exists(rows.filter(**{COMPARED[operator]: values[0]})))
        words = [one for one in (values if asked.kind.decides else listed(values)) if one != NONE]
        found = Q(Exists(rows.filter(word__in=words))) if words else Q(pk__in=[])
        if NONE in values and asked.kind.decides:
            found |= Q(~Exists(rows))
        return turned(found, operator)

    return q


declare_source(_known)
