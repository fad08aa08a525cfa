"""Targets: what a figure should be, as people write and read it."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.metrics import queries as ledger
from pult.metrics.models import Target
from pult.metrics.types import Metric, Unit, declared, metric_named
from pult.ui.lengths import parse_length
from pult.workforce.models import Department, Member

from . import figures
from .figures import worded

NUMBER = re.compile(r"([+\-−]?)(\d{1,9}(?:[.,]\d{1,2})?)\s*%?")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One target as the list shows it."""

    pk: int
    metric: str
    key: str
    definition: str
    department: str
    value: str
    owner: str


def metrics_with_targets() -> list[Metric]:
    """The figures that can be good or bad; how much comes in is neither."""
    return sorted((one for one in declared() if not figures.is_volume(one)), key=lambda one: str(one.label))


def rows() -> list[Row]:
    """Every target that is set, by figure, the one for everybody first."""
    found = list(ledger.targets().filter(metric__in=[one.key for one in metrics_with_targets()]))
    departments = Department.objects.in_bulk([one.department_id for one in found if one.department_id])
    owners = Member.objects.select_related("person").in_bulk([one.owner_id for one in found if one.owner_id])
    told = [_row(one, departments, owners) for one in found]
    return sorted(told, key=lambda row: (row.metric, bool(row.department), row.department))


def _row(target: Target, departments: dict[Any, Department], owners: dict[Any, Member]) -> Row:
    metric = metric_named(target.metric)
    department, owner = departments.get(target.department_id), owners.get(target.owner_id)
    return Row(
        pk=target.pk,
        metric=str(metric.label),
        key=metric.key,
        definition=str(metric.definition),
        department=department.name if department else "",
        value=_at_least(metric) % {"value": worded(metric, target.value)},
        owner=owner.name if owner else "",
    )


def _at_least(metric: Metric) -> str:
    return _("at most %(value)s") if metric.lower_is_better else _("at least %(value)s")


def parse_value(metric: Metric, text: str) -> float:
    """A target as written: `90 %` of a share, `4 h` of a time, `+40` of a score, a number of anything else."""
    if metric.unit == Unit.SECONDS:
        length = parse_length(text)
        if not length:
            raise Invalid(_("A target for a time is longer than nothing. Write it like 4 h or 30 min."))
        return length.total_seconds()
    found = NUMBER.fullmatch(text.strip())
    if not found:
        raise Invalid(_("“%(text)s” is no number. Write it like 90 or 4,5.") % {"text": text})
    value = float(found[2].replace(",", ".")) * (-1 if found[1] in {"-", "−"} else 1)
    return _in_bounds(metric, value)


def _in_bounds(metric: Metric, value: float) -> float:
    if metric.unit == Unit.PERCENT:
        if not 0 <= value <= 100:
            raise Invalid(_("A target in percent lies between 0 and 100."))
        return value / 100
    if metric.unit == Unit.POINTS and not -100 <= value <= 100:
        raise Invalid(_("A target in points lies between −100 and +100."))
    if metric.unit == Unit.COUNT and value < 0:
        raise Invalid(_("A target cannot lie below nothing."))
    return value


def responsible() -> list[tuple[int, str]]:
    """Who can answer for a figure: everybody who still works here, by name."""
    people = Member.objects.at_work().select_related("person")
    return [(one.pk, one.name) for one in people.order_by("person__name", "pk")]
