"""The figures that the form door understands."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

DEFLECTION = declare(
    Metric(
        key="forms.deflection",
        label=_("Answered before it was sent"),
        definition=_(
            "Of all visits to contact forms in which articles were shown while somebody wrote, the share in which they"
            " said that an article answers it, and sent nothing within the hour. Who leaves without a word counts as"
            " not answered."
        ),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
