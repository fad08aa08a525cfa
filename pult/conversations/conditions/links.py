"""Conditions about what a conversation is tied to."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Link
from pult.conversations.types import LinkKind

from .desk import declare_one, keys_in, listed, turned
from .kinds import Group, Kind, Looking, Operator, ToQ


def _below(kind: LinkKind) -> ToQ:
    """Whether it is tied upwards to one of these numbers."""

    def asked(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
        tops = keys_in(value.lstrip("#") for value in listed(values))
        below = Link.objects.filter(kind=kind, other__in=tops).values("one_id")
        return turned(Q(pk__in=below), operator)

    return asked


def _has_incidents(operator: Operator, _values: Sequence[str], _looking: Looking) -> Q:
    incidents = Link.objects.filter(kind=LinkKind.INCIDENT, other=OuterRef("pk"))
    return turned(Q(Exists(incidents)), operator)


declare_one(
    "problem", _("Incident of the problem (number)"), Kind.LIST, Group.CONTENT, _below(LinkKind.INCIDENT)
)
declare_one("whole", _("Part of (number)"), Kind.LIST, Group.CONTENT, _below(LinkKind.PART))
declare_one("has_incidents", _("Is a problem with incidents"), Kind.CHECK, Group.CONTENT, _has_incidents)
