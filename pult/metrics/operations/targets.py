"""Setting what a figure should be."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.metrics.events import TargetCleared, TargetSet
from pult.metrics.models import Target
from pult.metrics.types import Metric, Unit


@transaction.atomic
def set_target(
    metric: Metric,
    *,
    value: float,
    by: Actor,
    department_id: int | None = None,
    owner_id: int | None = None,
) -> Target:
    """Say what a figure should be, for everybody or for one department, and who answers for it."""
    if metric.unit == Unit.PERCENT and not 0 <= value <= 1:
        raise Invalid(_("A target in percent lies between 0 and 100."))
    target, _new = Target.objects.update_or_create(
        metric=metric.key,
        department_id=department_id,
        defaults={"value": value, "owner_id": owner_id},
    )
    publish(
        TargetSet(
            by=by.ref,
            at=timezone.now(),
            target_id=target.pk,
            metric=metric.key,
            department_id=department_id,
            value=value,
        )
    )
    return target


@transaction.atomic
def clear_target(target: Target, *, by: Actor) -> None:
    """Drop a target: the figure is shown without one."""
    pk = target.pk
    if Target.objects.filter(pk=pk).delete()[0]:
        publish(TargetCleared(by=by.ref, at=timezone.now(), target_id=pk, metric=target.metric))
