"""The figures of service levels: promises kept. How long customers waited is measured by conversations."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare
from pult.sla.types import Target

KEPT_DEFINITION = _(
    "Promises kept, of all that were decided: answered or solved by the moment they were due. Counted on the"
    " day of the answer, or on the day the moment passed. What was solved without an answer counts for nothing."
)


def _kept(target: Target, label: object) -> Metric:
    return declare(
        Metric(
            key=f"sla.{target.value}_kept",
            label=label,  # type: ignore[arg-type]
            definition=KEPT_DEFINITION,
            unit=Unit.PERCENT,
            kind=Kind.SHARE,
        )
    )


ATTAINMENT = declare(
    Metric(
        key="sla.attainment",
        label=_("SLA attainment"),
        definition=KEPT_DEFINITION,
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
KEPT = {
    Target.FIRST_RESPONSE: _kept(Target.FIRST_RESPONSE, _("First responses in time")),
    Target.NEXT_RESPONSE: _kept(Target.NEXT_RESPONSE, _("Next responses in time")),
    Target.RESOLUTION: _kept(Target.RESOLUTION, _("Solutions in time")),
}
