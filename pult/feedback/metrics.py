"""The figures that feedback understands."""

from django.utils.translation import gettext_lazy as _

from pult.metrics.types import Kind, Metric, Unit, declare

CSAT = declare(
    Metric(
        key="feedback.csat",
        label=_("Customer satisfaction (CSAT)"),
        definition=_(
            "Of all ratings given in the period, the share of 4 and 5 on the scale of five, by the department and the"
            " person who had solved the conversation, with Wilson’s interval. A changed rating counts once, as it"
            " stands now. Customers are asked once per conversation, after it was solved."
        ),
        unit=Unit.PERCENT,
        kind=Kind.RATING,
    )
)
RESPONSE_RATE = declare(
    Metric(
        key="feedback.response_rate",
        label=_("Response rate"),
        definition=_("Of all customers asked in the period, the share who gave a rating."),
        unit=Unit.PERCENT,
        kind=Kind.SHARE,
    )
)
